using Entrepot.Catalog.Contracts;
using Entrepot.Finance.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Work;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Journey.Following;

/// <summary>
/// Parcels left the house: stock goes down, the cost of the goods is booked, and when nothing of the order is left on the
/// floor the order is shipped. The marketplaces it came from are told.
/// </summary>
internal sealed class OnFulfilmentHandedOver(
    IFulfilment fulfilment, IStock stock, ICatalog catalog, IConsignments consignments, ILedger ledger, IPostingRules rules, IOrderBook book, TellChannels channels, WorkQueue queue, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_fulfilment_handed_over";

    public string Kind => Subscription;

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var left = items.Select(item => item.Read<FulfilmentHandedOver>()).ToList();
        var shipped = (await fulfilment.FindAsync([.. left.Select(happened => happened.FulfilmentOrder)], ct)).ToDictionary(order => order.Id);
        var sent = (await consignments.FindAsync([.. left.Select(happened => happened.Consignment)], ct)).ToDictionary(consignment => consignment.Id);
        var orders = (await book.FindAsync([.. left.Select(happened => happened.Order).Distinct()], ct)).ToDictionary(order => order.Id);

        await stock.ShipAsync([.. left.Select(happened => ToIssue(happened, shipped[happened.FulfilmentOrder]))], ct);
        await PostAsync(left, shipped, sent, orders, DateOnly.FromDateTime(now), ct);
        await MoveAsync(left, sent, orders, now, ct);
        await channels.RunAsync(left, sent, ct);
    }

    private async Task PostAsync(
        List<FulfilmentHandedOver> left, Dictionary<FulfilmentOrderId, FulfilmentInfo> shipped, Dictionary<ConsignmentId, ConsignmentInfo> sent,
        Dictionary<OrderId, OrderHead> orders, DateOnly today, CancellationToken ct)
    {
        var products = shipped.Values.SelectMany(order => order.Lines).Select(line => line.Product).Distinct().ToList();
        var costs = products.Zip(await catalog.FindAsync(products, ct)).ToDictionary(pair => pair.First, pair => pair.Second?.Cost ?? default);
        ledger.Post([.. left.Select(happened => rules.OrderShipped(new(
            happened.Order, orders[happened.Order].Number, happened.FulfilmentOrder, today,
            [.. shipped[happened.FulfilmentOrder].Lines.Where(line => costs[line.Product].Currency is { Length: > 0 })
                .GroupBy(line => costs[line.Product].Currency).Select(group => new Money(group.Sum(line => costs[line.Product].Minor * line.Quantity), group.Key))],
            sent[happened.Consignment].EstimatedPrice)))]);
    }

    private async Task MoveAsync(List<FulfilmentHandedOver> left, Dictionary<ConsignmentId, ConsignmentInfo> sent, Dictionary<OrderId, OrderHead> orders, DateTime now, CancellationToken ct)
    {
        book.Note([.. left.Select(happened => (happened.Order, "handed_over", Describe(sent[happened.Consignment], happened.Manifest)))], now);

        var whole = await fulfilment.OfOrdersAsync([.. orders.Keys], ct);
        var open = whole.Where(order => order.Status is not (FulfilmentStatus.HandedOver or FulfilmentStatus.Cancelled)).Select(order => order.Order).ToHashSet();
        var gone = orders.Values.Where(order => !open.Contains(order.Id)).ToList();
        // An order whose last parcel leaves in the same batch as it was packed passes through "in fulfilment" on the way.
        await book.MoveAsync([.. gone.Where(order => order.Status == OrderStatus.Allocated).Select(order => new OrderMove(order.Id, OrderStatus.InFulfilment, "packed", ""))], now, ct);
        await book.MoveAsync([.. gone.Select(order => new OrderMove(order.Id, OrderStatus.Shipped, "shipped", ""))], now, ct);

        // Tracking may have been heard before this was, such as after the database had been away; nobody delivers an order that has not left, so it is told again.
        foreach (var consignment in left.Select(happened => sent[happened.Consignment]).Where(consignment => consignment.Status == ConsignmentStatus.Delivered))
            queue.Publish(consignment.Reference, new ConsignmentDelivered(consignment.Id, consignment.Order, now));
    }

    private static Sentence Describe(ConsignmentInfo consignment, string manifest) =>
        $"{consignment.ServiceName} · {string.Join(", ", consignment.Parcels.Select(parcel => parcel.TrackingNumber))} · {manifest}";

    private static StockIssue ToIssue(FulfilmentHandedOver happened, FulfilmentInfo order) =>
        new(happened.Order, happened.Warehouse, $"fulfilment/{happened.FulfilmentOrder.Value}", [.. order.Lines.Select(line => (line.OrderLine, line.Product, line.Quantity))]);
}
