using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
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

    private readonly Together<(TenantId Company, SalesChannelId Channel), (IncomingOrder Order, string? Raw), IntakeAnswer> together;
    private int waiting;

    public AcceptTogether(IServiceScopeFactory scopes, DatabaseEngine engine, Outages outages) => together = new(
        // An order that is taken in twice is a duplicate, so a group whose commit is in doubt is written again.
        (place, group) => Patience.WhileAwayAsync(engine, Patience.ForTakeover, () => WriteAsync(scopes, place, group), CancellationToken.None, outages.Lost),
        IOrderIntake.BatchMax,
        engine.IsAway);

    public bool IsCrowded => Volatile.Read(ref waiting) >= CrowdMin;

    public async Task<IntakeAnswer> AcceptAsync(TenantId company, SalesChannelId channel, IncomingOrder order, string? raw, CancellationToken ct)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            return await together.WriteAsync((company, channel), (order, raw), ct);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private static async Task<IReadOnlyList<IntakeAnswer>> WriteAsync(IServiceScopeFactory scopes, (TenantId Company, SalesChannelId Channel) place, IReadOnlyList<(IncomingOrder Order, string? Raw)> group)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(place.Company);
        return await scope.ServiceProvider.GetRequiredService<IOrderIntake>().AcceptAsync(
            place.Channel, [.. group.Select(one => one.Order)], [.. group.Select(one => one.Raw)], CancellationToken.None);
    }
}
