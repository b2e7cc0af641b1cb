using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Channels.Features;

/// <summary>
/// The front door for orders that come one by one: those that arrive while others are being written share the next
/// commit. Each is judged for itself and answered when it is on disk.
/// </summary>
internal sealed class AcceptTogether : IFrontDoor
{
    /// <summary>One shop's calls are no crowd; so many at once come in a peak, when nobody may wait long.</summary>
    private const int CrowdMin = 8;

    private readonly Together<(TenantId Company, SalesChannelId Channel), Sent, IntakeAnswer> together;

    /// <summary>Between two groups nobody stands there, and all are back at once.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider clock;
    private int waiting;
    private long crowdAt = long.MinValue;

    public AcceptTogether(IServiceScopeFactory scopes, DatabaseEngine engine, Outages outages, TimeProvider clock)
    {
        this.clock = clock;
        together = new(
            // An order that is taken in twice is a duplicate, so a group whose commit is in doubt is written again.
            (place, group) => Patience.WhileAwayAsync(engine, Patience.ForTakeover, () => WriteAsync(scopes, place, group), CancellationToken.None, outages.Lost),
            IOrderIntake.BatchMax,
            engine.IsAway);
    }

    public bool IsCrowded => Volatile.Read(ref waiting) >= CrowdMin || (Volatile.Read(ref crowdAt) is var at and not long.MinValue && clock.GetElapsedTime(at) < Lately);

    public async Task<IntakeAnswer> AcceptAsync(TenantId company, SalesChannelId channel, IncomingOrder order, string? raw, CancellationToken ct, KeyedCall? call = null)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            return await together.WriteAsync((company, channel), new(order, raw, call), ct);
        }
        finally
        {
            if (Interlocked.Decrement(ref waiting) >= CrowdMin - 1) Volatile.Write(ref crowdAt, clock.GetTimestamp());
        }
    }

    private static async Task<IReadOnlyList<IntakeAnswer>> WriteAsync(IServiceScopeFactory scopes, (TenantId Company, SalesChannelId Channel) place, IReadOnlyList<Sent> group)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(place.Company);
        if (group.Any(one => one.Call is not null)) scope.ServiceProvider.GetRequiredService<KeyedCalls>().Are([.. group.Select(one => one.Call)]);
        return await scope.ServiceProvider.GetRequiredService<IOrderIntake>().AcceptAsync(
            place.Channel, [.. group.Select(one => one.Order)], [.. group.Select(one => one.Raw)], CancellationToken.None);
    }

    /// <param name="Call">Where it has an Idempotency-Key: looked up and answered in the same commit.</param>
    private sealed record Sent(IncomingOrder Order, string? Raw, KeyedCall? Call);
}
