namespace Entrepot.Channels.Domain.Importing;

/// <summary>
/// Finds the orders whose rows do not stand together. Keeps eight bytes for each run of rows with the same number, not
/// for each row: two numbers with the same hash only make a detour over the disk.
/// </summary>
internal sealed class KeyRuns
{
    /// <summary>64 MB of hashes; more orders than a large merchant has in a year.</summary>
    public const int RunsMax = 8_000_000;

    private readonly List<ulong> runs = [];
    private string? last;

    public bool IsFull => runs.Count >= RunsMax;

    public void BeginFile() => last = null;

    public void Add(string number)
    {
        if (number == last) return;
        last = number;
        if (number.Length > 0 && !IsFull) runs.Add(Hash(number));
    }

    /// <summary>The hashes that occur in more than one run; forgets everything else.</summary>
    public HashSet<ulong> Scattered()
    {
        runs.Sort();
        var scattered = new HashSet<ulong>();
        for (var i = 1; i < runs.Count; i++)
            if (runs[i] == runs[i - 1]) scattered.Add(runs[i]);
        runs.Clear();
        runs.TrimExcess();
        return scattered;
    }

    /// <summary>FNV-1a, 64 bits: the same in every process and quick on short texts.</summary>
    public static ulong Hash(string text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var c in text) hash = unchecked((hash ^ c) * 1_099_511_628_211UL);
        return hash;
    }
}
