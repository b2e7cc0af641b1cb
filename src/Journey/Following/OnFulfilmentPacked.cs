using Entrepot.Orders.Contracts;
using Entrepot.Platform.Work;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Journey.Following;

/// <summary>The floor has closed a parcel: the order is in fulfilment, its label is on its way.</summary>
internal sealed class OnFulfilmentPacked(IOrderBook book, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_fulfilment_packed";

    public string Kind => Subscription;

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var packed = items.Select(item => item.Read<FulfilmentPacked>()).ToList();
        await book.MoveAsync([.. packed.Select(fulfilment => new OrderMove(fulfilment.Order, OrderStatus.InFulfilment, "packed", ""))], clock.GetUtcNow().UtcDateTime, ct);
    }
}
