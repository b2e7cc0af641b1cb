using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Work;
using Entrepot.Transport.Contracts;

namespace Entrepot.Journey.Following;

/// <summary>The consignee has a consignment; with the last one the order is delivered and its freight is settled.</summary>
internal sealed class OnConsignmentDelivered(IConsignments consignments, IOrderBook book, IOrderCosts costs, ILedger ledger, IPostingRules rules, IFxRates rates, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_consignment_delivered";

    public string Kind => Subscription;

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var orderIds = items.Select(item => item.Read<ConsignmentDelivered>().Order).Distinct().ToList();
        var sent = (await consignments.OfOrdersAsync(orderIds, ct)).ToLookup(consignment => consignment.Order);
        var complete = orderIds.Where(order => sent[order].Where(consignment => consignment.Status != ConsignmentStatus.Voided).All(consignment => consignment.Status == ConsignmentStatus.Delivered)).ToList();
        if (complete.Count == 0) return;

        var moved = await book.MoveAsync([.. complete.Select(order => new OrderMove(order, OrderStatus.Delivered, "delivered", ""))], now, ct);
        var delivered = complete.Zip(moved).Where(pair => pair.Second.IsOk).Select(pair => pair.First).ToList();
        var today = DateOnly.FromDateTime(now);
        await SettleAsync(await book.FindAsync(delivered, ct), sent, today, await rates.AsOfAsync(today, ct), ct);
    }

    private async Task SettleAsync(IReadOnlyList<OrderHead> delivered, ILookup<OrderId, ConsignmentInfo> sent, DateOnly today, FxTable fx, CancellationToken ct)
    {
        var vouchers = new List<VoucherDraft>();
        var actuals = new List<(OrderId, CostKind, Money)>();
        foreach (var order in delivered)
        {
            var live = sent[order.Id].Where(consignment => consignment.Status == ConsignmentStatus.Delivered).ToList();
            var zero = Money.Zero(order.Content.Currency);
            var estimated = live.Aggregate(zero, (sum, consignment) => sum + consignment.EstimatedPrice);
            var actual = live.Aggregate(zero, (sum, consignment) => sum + Charged(consignment, order.Content.Currency, fx));
            vouchers.Add(rules.OrderDelivered(new(order.Id, order.Number, today, estimated, actual)));
            actuals.Add((order.Id, CostKind.Freight, -actual));
        }

        ledger.Post(vouchers);
        await costs.SettleAsync(actuals, ct);
    }

    /// <summary>What the carrier charged, in the order's currency at the day's rate; the estimate where it named no price or no rate is known.</summary>
    private static Money Charged(ConsignmentInfo consignment, string currency, FxTable fx) =>
        consignment.ActualPrice is { } price && fx.Convert(price, currency) is { IsOk: true, Value: var charged } ? charged : consignment.EstimatedPrice;
}
