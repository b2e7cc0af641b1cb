using Entrepot.Kernel;

namespace Entrepot.Finance.Contracts;

/// <summary>What an order earns and costs, first estimated, then actual.</summary>
public enum CostKind { Goods, ShippingIncome, Discount, CostOfGoods, ChannelFee, FirstLeg, Freight, Duty, ImportTax, Fees, Handling }

/// <summary>One figure, in the order's currency; costs are negative, income positive.</summary>
public sealed record OrderCost(OrderId Order, CostKind Kind, Money Estimated, Money? Actual, Sentence Explanation);

/// <summary>What each order was estimated to cost and what it did cost, by kind, in the order's currency; profit is the rest.</summary>
public interface IOrderCosts
{
    /// <summary>Replaces the estimates of these orders, in the open unit of work.</summary>
    void Estimate(IReadOnlyList<OrderCost> costs);

    /// <summary>Removes the estimates of orders that start again or are cancelled.</summary>
    void Withdraw(IReadOnlyList<OrderId> orders);

    /// <summary>Sets what was really charged.</summary>
    Task SettleAsync(IReadOnlyList<(OrderId Order, CostKind Kind, Money Actual)> actuals, CancellationToken ct);

    Task<IReadOnlyList<OrderCost>> OfAsync(OrderId order, CancellationToken ct);
}
