using Entrepot.Kernel;

namespace Entrepot.Inventory.Contracts;

public enum AllocationStrategy { Nearest, Cheapest, FewestParcels }

/// <summary>What one order needs and where it may come from.</summary>
/// <param name="Order">The reference under which it is reserved; one open reservation per order.</param>
/// <param name="Demands">Plain products only (bundles are exploded by the caller); the same product may stand on several lines.</param>
/// <param name="Candidates">Warehouses that may ship it, each with what shipping from there means.</param>
/// <param name="ReserveInPart">Reserve what is there although something is missing; otherwise a short order reserves nothing.</param>
public sealed record ReservationRequest(
    OrderId Order, string Reference, IReadOnlyList<StockDemand> Demands, IReadOnlyList<WarehouseCandidate> Candidates,
    AllocationStrategy Strategy, bool ReserveInPart);

public readonly record struct StockDemand(OrderLineId Line, ProductId Product, long Quantity);

/// <param name="Cost">Of shipping the whole order from here, in one currency for all candidates.</param>
public readonly record struct WarehouseCandidate(WarehouseId Warehouse, double DistanceKilometres, ShippingCost Cost, int TransitDays);

/// <summary>An estimate of what shipping from one warehouse costs in all, whoever pays which part of it.</summary>
/// <param name="AtImport">Null where nothing was asked of customs, because it is the same from every candidate or does not decide.</param>
/// <param name="Unquoted">Why customs could not say what is due: such a warehouse comes after all whose cost is known.</param>
public sealed record ShippingCost(Money Freight, ImportCost? AtImport = null, Sentence? Unquoted = null)
{
    public Money Total { get; } = AtImport is null ? Freight : Freight + AtImport.Duty + AtImport.Tax + AtImport.Fees;
}

/// <summary>What is due where the goods arrive.</summary>
public sealed record ImportCost(Money Duty, Money Tax, Money Fees);

public readonly record struct Allocation(OrderLineId Line, ProductId Product, WarehouseId Warehouse, long Quantity);

/// <summary>What could not be reserved, when it is expected, and from where a transfer could bring it.</summary>
/// <param name="ExpectedOn">The day by which open inbound covers it; null when nothing is on its way.</param>
public sealed record Shortage(OrderLineId Line, ProductId Product, long Quantity, DateOnly? ExpectedOn, TransferProposal? Transfer);

public sealed record TransferProposal(WarehouseId From, WarehouseId To, ProductId Product, long Quantity);

public sealed record ReservationAnswer(IReadOnlyList<Allocation> Allocations, IReadOnlyList<Shortage> Shortages, TraceEntry Trace)
{
    public bool IsComplete => Shortages.Count == 0;
}

/// <summary>One truth of stock. Every change is an append-only movement with its cause; on hand − reserved = available ≥ 0 always.</summary>
public interface IStock
{
    /// <summary>
    /// Reserves for a batch: touched rows are read once in key order, allocated in memory in the order of the requests,
    /// and written once each in the caller's unit of work. Answers in the same order.
    /// </summary>
    Task<IReadOnlyList<ReservationAnswer>> ReserveAsync(IReadOnlyList<ReservationRequest> requests, CancellationToken ct);

    /// <summary>Gives back everything still reserved for these orders. Releasing twice is harmless.</summary>
    Task ReleaseAsync(IReadOnlyList<OrderId> orders, CancellationToken ct);

    /// <summary>The goods left the house: on hand and reserved fall together. Shipping the same fulfilment order twice is harmless.</summary>
    Task ShipAsync(IReadOnlyList<StockIssue> shipments, CancellationToken ct);

    /// <summary>Goods arrived (opening stock, receipt, return): on hand rises. <paramref name="receipts"/> with a cause already recorded are left out.</summary>
    Task ReceiveAsync(IReadOnlyList<StockReceipt> receipts, CancellationToken ct);

    /// <summary>Corrects on hand after a count. Refused where it would make available negative; the others are written.</summary>
    Task<IReadOnlyList<Result>> AdjustAsync(IReadOnlyList<StockAdjustment> adjustments, CancellationToken ct);

    /// <summary>Levels of products over all warehouses.</summary>
    Task<IReadOnlyList<StockLevel>> LevelsAsync(IReadOnlyList<ProductId> products, CancellationToken ct);
}

/// <param name="Cause">What moved it, unique per movement, e.g. <c>fulfilment/123</c>.</param>
public sealed record StockIssue(OrderId Order, WarehouseId Warehouse, string Cause, IReadOnlyList<(OrderLineId Line, ProductId Product, long Quantity)> Goods);

/// <param name="Cause">What brought it, e.g. <c>receipt/55</c>; unique per product and warehouse.</param>
/// <param name="Inbound">The expected receipt this is, or a part of it; null for goods that nobody announced.</param>
public sealed record StockReceipt(WarehouseId Warehouse, ProductId Product, long Quantity, string Cause, InboundId? Inbound = null);

/// <param name="Difference">Pieces found too many (above zero) or missing (below zero).</param>
/// <param name="Cause">The count or correction behind it, e.g. <c>count/12</c>; unique per product and warehouse.</param>
public sealed record StockAdjustment(WarehouseId Warehouse, ProductId Product, long Difference, string Cause, string Reason);

public readonly record struct StockLevel(WarehouseId Warehouse, ProductId Product, long OnHand, long Reserved, long Inbound)
{
    public long Available => OnHand - Reserved;
}

/// <summary>More of these products became available than before: goods arrived, were found in a count, or an order gave them back. Whoever waits for them may ask again.</summary>
public sealed record StockFreed(IReadOnlyList<ProductId> Products);
