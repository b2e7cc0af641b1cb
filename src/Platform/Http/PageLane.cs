using System.Threading.RateLimiting;
using Entrepot.Kernel;

namespace Entrepot.Platform.Http;

/// <summary>Pages under way: so many at once for all, and half of it for one company, so that there is always room for another. A person would rather wait a moment than be sent away.</summary>
internal sealed class PageLane(int max) : IDisposable
{
    /// <summary>Whoever waits longer is better told so.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(1);

    /// <summary>Requests that wait for one of those under way; a waiting one is some kilobytes. Twice what runs is what may be served within <see cref="WaitMax"/> on a good day.</summary>
    private const int WaitingForEach = 2;

    private readonly ConcurrencyLimiter all = new(Options(max, max * WaitingForEach));

    /// <summary>Who waits here has a place of the server already: few may, or one company's would fill it.</summary>
    private readonly PartitionedRateLimiter<TenantId> companies = PartitionedRateLimiter.Create<TenantId, TenantId>(
        company => RateLimitPartition.GetConcurrencyLimiter(company, _ => Options(Math.Max(1, max / 2), max / 4)));

    /// <returns>Null where there was no room within <see cref="WaitMax"/>.</returns>
    public Task<RateLimitLease?> EnterAsync(CancellationToken ct) => WaitAsync(all.AttemptAcquire(), token => all.AcquireAsync(1, token), ct);

    public Task<RateLimitLease?> EnterAsync(TenantId company, CancellationToken ct) => WaitAsync(companies.AttemptAcquire(company), token => companies.AcquireAsync(company, 1, token), ct);

    public void Dispose()
    {
        all.Dispose();
        companies.Dispose();
    }

    private static async Task<RateLimitLease?> WaitAsync(RateLimitLease first, Func<CancellationToken, ValueTask<RateLimitLease>> wait, CancellationToken ct)
    {
        if (first.IsAcquired) return first;
        first.Dispose();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(WaitMax);
        try
        {
            var lease = await wait(patience.Token);
            if (lease.IsAcquired) return lease;
            lease.Dispose();
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // It has waited long enough.
        }

        return null;
    }

    private static ConcurrencyLimiterOptions Options(int max, int waiting) => new() { PermitLimit = max, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
}
