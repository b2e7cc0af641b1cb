namespace Entrepot.Channels.Domain.Importing;

/// <summary>
/// Finds the orders whose rows do not stand together. Keeps eight bytes for each run of rows with the same number, not
/// for each row, and lays them down on disk when there are millions: two numbers with the same hash only make a detour
/// over the disk.
/// </summary>
internal sealed class KeyRuns(int scatteredMax = KeyRuns.ScatteredDefault) : IDisposable
{
    /// <summary>1.6 GB on disk; a hundred times what a large merchant sells in a year.</summary>
    public const int RunsMax = 200_000_000;

    /// <summary>64 MB in memory; a set of files in which more orders are torn apart is not sorted at all.</summary>
    private const int ScatteredDefault = 8_000_000;

    /// <summary>Held before they are laid down: 16 MB.</summary>
    private const int HeldMax = 2_000_000;

    /// <summary>Two hundred million runs make files of some 800,000.</summary>
    private const int Files = 256;

    private readonly List<ulong> held = [];
    private FileStream?[]? laidDown;
    private string? folder;
    private long count;
    private string? last;

    /// <summary>Orders whose rows may stand in several places.</summary>
    public int ScatteredMax => scatteredMax;

    public bool IsFull => count >= RunsMax;

    public void BeginFile() => last = null;

    public void Add(string number)
    {
        if (number == last) return;
        last = number;
        if (number.Length == 0 || IsFull) return;
        count++;
        held.Add(Hash(number));
        if (held.Count >= HeldMax) LayDown();
    }

    /// <summary>The hashes that occur in more than one run, sorted; null when there are too many of them. Forgets everything else.</summary>
    public ulong[]? Scattered()
    {
        var scattered = new List<ulong>();
        if (laidDown is null) Collect(held, scattered);
        else
        {
            LayDown();
            for (var file = 0; file < Files && scattered.Count <= ScatteredMax; file++) Collect(Read(file), scattered);
        }

        Dispose();
        scattered.Sort();
        return scattered.Count > ScatteredMax ? null : [.. scattered];
    }

    public void Dispose()
    {
        held.Clear();
        held.TrimExcess();
        foreach (var file in laidDown ?? []) file?.Dispose();
        if (folder is not null) Directory.Delete(folder, recursive: true);
        (laidDown, folder) = (null, null);
    }

    /// <summary>FNV-1a, 64 bits: the same in every process and quick on short texts.</summary>
    public static ulong Hash(string text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var c in text) hash = unchecked((hash ^ c) * 1_099_511_628_211UL);
        return hash;
    }

    private void LayDown()
    {
        folder ??= Directory.CreateTempSubdirectory("entrepot-import-").FullName;
        laidDown ??= new FileStream?[Files];
        foreach (var hash in held)
        {
            var at = (int)(hash >> 56);
            var file = laidDown[at] ??= new(Path.Combine(folder, $"{at}.runs"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 4096);
            file.Write(BitConverter.GetBytes(hash));
        }

        held.Clear();
    }

    private List<ulong> Read(int at)
    {
        if (laidDown?[at] is not { } file) return [];
        file.Position = 0;
        var hashes = new List<ulong>((int)(file.Length / sizeof(ulong)));
        var buffer = new byte[sizeof(ulong)];
        while (file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) == buffer.Length) hashes.Add(BitConverter.ToUInt64(buffer));
        return hashes;
    }

    private static void Collect(List<ulong> hashes, List<ulong> scattered)
    {
        hashes.Sort();
        for (var i = 1; i < hashes.Count; i++)
            if (hashes[i] == hashes[i - 1] && (scattered.Count == 0 || scattered[^1] != hashes[i])) scattered.Add(hashes[i]);
    }
}
