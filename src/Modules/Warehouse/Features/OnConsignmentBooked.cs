using Entrepot.Kernel;
using Entrepot.Platform.Work;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;

namespace Entrepot.Warehouse.Features;

/// <summary>The carrier gave numbers: the parcels can be labelled. An order that was cancelled meanwhile or is labelled already is passed over.</summary>
internal sealed class OnConsignmentBooked(FloorReader reader, PrintAtStation print, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "warehouse.on_consignment_booked";

    public string Kind => Subscription;

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var orders = await reader.OrdersAsync(items.Select(item => item.Read<ConsignmentBooked>().FulfilmentOrder), ct);
        var packed = orders.Values.Where(order => order.Status == FulfilmentStatus.Packed).ToList();
        foreach (var order in packed)
            if (order.Label(now).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
        await print.RunAsync(packed, ct);
    }
}

/// <summary>The carrier refused: the order stays at the packing table with the carrier's words until somebody books it again.</summary>
internal sealed class OnConsignmentRefused(FloorReader reader) : IWorkHandler
{
    public const string Subscription = "warehouse.on_consignment_refused";

    public string Kind => Subscription;

    public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct) =>
        reader.RefuseAsync("warehouse.refused_by_carrier", [.. items.Select(item => item.Read<ConsignmentRefused>()).Select(refused => (refused.FulfilmentOrder, refused.Reason))], ct);
}

/// <summary>The carrier could not be asked: the order stays at the packing table and says so, until somebody books it again.</summary>
internal sealed class OnBookingStuck(FloorReader reader) : IWorkHandler
{
    public const string Subscription = "warehouse.on_booking_stuck";

    public string Kind => Subscription;

    public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct) =>
        reader.RefuseAsync("warehouse.booking_stuck", [.. items.Select(item => item.Read<BookingStuck>()).Select(stuck => (stuck.FulfilmentOrder, stuck.Reason))], ct);
}

internal static class Refusals
{
    /// <summary>Packed orders that get no label carry the reason; others are past that.</summary>
    public static async Task RefuseAsync(this FloorReader reader, string code, IReadOnlyList<(FulfilmentOrderId Order, Sentence Reason)> refused, CancellationToken ct)
    {
        var orders = await reader.OrdersAsync(refused.Select(refusal => refusal.Order), ct);
        foreach (var (id, reason) in refused)
            if (orders.TryGetValue(id, out var order) && order.Status == FulfilmentStatus.Packed && order.Refuse(code, reason).Problem is { } problem)
                throw new InvalidOperationException(problem.Message.ToString());
    }
}
