using Entrepot.Platform.Work;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;

namespace Entrepot.Warehouse.Features;

/// <summary>The carrier gave numbers: the parcels can be labelled. An order that was cancelled meanwhile or is labelled already is passed over.</summary>
internal sealed class OnConsignmentBooked(FloorReader reader, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "warehouse.on_consignment_booked";

    public string Kind => Subscription;

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var orders = await reader.OrdersAsync(items.Select(item => item.Read<ConsignmentBooked>().FulfilmentOrder), ct);
        foreach (var order in orders.Values.Where(order => order.Status == FulfilmentStatus.Packed))
            if (order.Label(now).Problem is { } problem) throw new InvalidOperationException(problem.Message);
    }
}

/// <summary>The carrier refused: the order stays at the packing table with the carrier's words until somebody books it again.</summary>
internal sealed class OnConsignmentRefused(FloorReader reader) : IWorkHandler
{
    public const string Subscription = "warehouse.on_consignment_refused";

    public string Kind => Subscription;

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var refused = items.Select(item => item.Read<ConsignmentRefused>()).ToList();
        var orders = await reader.OrdersAsync(refused.Select(refusal => refusal.FulfilmentOrder), ct);
        foreach (var refusal in refused)
            if (orders.TryGetValue(refusal.FulfilmentOrder, out var order) && order.Status == FulfilmentStatus.Packed && order.Refuse(refusal.Reason).Problem is { } problem)
                throw new InvalidOperationException(problem.Message);
    }
}
