using System.Collections.Concurrent;
using System.Security.Claims;
using Entrepot.Kernel;

namespace Entrepot.Identity.Security;

/// <summary>
/// API keys that have just proved themselves: a program that calls a thousand times a second is looked up once of them.
/// A key that is taken back opens nothing from the next call on; one taken back by another process, after a second.
/// </summary>
internal sealed class ProvenKeys(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(1);

    /// <summary>Programs that call within one second; beyond it everything is looked up anew.</summary>
    private const int KeysMax = 10_000;

    private readonly ConcurrentDictionary<string, (long At, ClaimsPrincipal Program)> proven = new(StringComparer.Ordinal);
    private long takenBack;

    /// <summary>To be read before the look-up and given to <see cref="Remember"/> after it.</summary>
    public long TakenBack => Interlocked.Read(ref takenBack);

    public ClaimsPrincipal? Find(string key) =>
        proven.TryGetValue(Hashing.Sha256(key), out var found) && clock.GetElapsedTime(found.At) < Life ? found.Program : null;

    /// <summary>What was looked up before a key was taken back is not remembered: it may have been that key.</summary>
    public void Remember(string key, ClaimsPrincipal program, long takenBackBefore)
    {
        if (proven.Count >= KeysMax) proven.Clear();
        var name = Hashing.Sha256(key);
        proven[name] = (clock.GetTimestamp(), program);
        if (TakenBack != takenBackBefore) proven.TryRemove(name, out _);
    }

    /// <summary>A key was taken back, after the commit.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref takenBack);
        proven.Clear();
    }
}
