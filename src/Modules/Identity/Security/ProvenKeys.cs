using System.Security.Claims;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Identity.Security;

/// <summary>
/// API keys that have just proved themselves: a program that calls a thousand times a second is looked up once of them.
/// A key that is taken back opens nothing from the next call on; one taken back by another process, after a second.
/// </summary>
internal sealed class ProvenKeys(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(1);

    private readonly KnownLately<string, ClaimsPrincipal> proven = new(clock, Life);
    private long takenBack;

    /// <summary>To be read before the look-up and given to <see cref="Remember"/> after it.</summary>
    public long TakenBack => Interlocked.Read(ref takenBack);

    public ClaimsPrincipal? Find(string key) => proven.Find(Hashing.Sha256(key));

    /// <summary>What was looked up before a key was taken back is not remembered: it may have been that key.</summary>
    public void Remember(string key, ClaimsPrincipal program, long takenBackBefore)
    {
        var name = Hashing.Sha256(key);
        proven.Remember(name, program);
        if (TakenBack != takenBackBefore) proven.Forget(name);
    }

    /// <summary>A key was taken back, after the commit.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref takenBack);
        proven.Forget();
    }
}
