using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Entrepot.Simulation.Engine;

/// <summary>What happened, step by step: its hash tells whether two runs were the same, its lines what went wrong.</summary>
internal sealed class Trace(SimulatedClock clock) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines => lines;

    public void Add(string line)
    {
        var timed = string.Create(CultureInfo.InvariantCulture, $"{clock.Now:MM-dd HH:mm:ss.fff} {line}");
        hash.AppendData(Encoding.UTF8.GetBytes(timed));
        lines.Add(timed);
    }

    public string Hash() => Convert.ToHexStringLower(hash.GetCurrentHash())[..16];

    public void Dispose() => hash.Dispose();
}
