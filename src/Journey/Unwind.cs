using Entrepot.Customs.Contracts;
using Entrepot.Finance.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Tax.Contracts;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Journey;

/// <summary>
/// Takes back what a journey has set in motion, as long as no parcel has left: fulfilment, consignments, papers, stock,
/// vouchers, taxes, costs. Cancelling and every edit after planning go through here, so there is one way back and not one per edit.
/// </summary>
internal sealed class Unwind(IFulfilment fulfilment, IConsignments consignments, ICustomsPapers papers, IStock stock, ILedger ledger, ITaxBook taxes, IOrderCosts costs)
{
    /// <summary>Adds everything to the open unit of work; on a refusal the caller must not commit.</summary>
    public Task<Result> RunAsync(OrderId order, DateOnly today, string reason, CancellationToken ct) => RunAsync([order], today, reason, ct);

    /// <summary>The same for several orders; the first refusal is the answer of all.</summary>
    public async Task<Result> RunAsync(IReadOnlyList<OrderId> orders, DateOnly today, string reason, CancellationToken ct)
    {
        if (Refusal(await fulfilment.CancelAsync(orders, ct)) is { } onTheFloor) return onTheFloor;
        if (Refusal(await consignments.VoidAsync(orders, ct)) is { } withCarrier) return withCarrier;

        papers.Void(orders);
        await stock.ReleaseAsync(orders, ct);
        await ledger.ReverseAsync("order", [.. orders.Select(order => order.Value)], today, reason, ct);
        await taxes.ReverseAsync(orders, ct);
        costs.Withdraw(orders);
        return Result.Ok;
    }

    private static Problem? Refusal(IReadOnlyList<Result> answers)
    {
        foreach (var answer in answers)
            if (answer.Problem is { } problem) return problem;
        return null;
    }
}
