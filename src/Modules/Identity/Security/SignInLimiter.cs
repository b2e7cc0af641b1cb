using System.Net;
using System.Threading.RateLimiting;

namespace Entrepot.Identity.Security;

/// <summary>Slows down guessing over many user names from one address; the lock-out of a user does not see that.</summary>
internal sealed class SignInLimiter : IDisposable
{
    /// <summary>A shift that starts behind one office address signs in within a few minutes; a guesser wants thousands.</summary>
    public const int PerMinuteMax = 30;

    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinuteMax, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    public bool Allows(IPAddress? address)
    {
        using var lease = limiter.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
