using Entrepot.Kernel;

namespace Entrepot.Inventory.Contracts;

/// <summary>Goods that are expected in one warehouse: a line of a purchase order, a transfer or a shipping notice.</summary>
public readonly record struct InboundId(long Value) : IId<InboundId>
{
    public static InboundId From(long value) => new(value);
}

/// <param name="ExpectedOn">The day the goods can be shipped from there, in the warehouse's zone.</param>
/// <param name="Cause">What will bring them, e.g. <c>purchase-order/77</c>; unique per product and warehouse.</param>
public sealed record ExpectedReceipt(InboundId Id, WarehouseId Warehouse, ProductId Product, long Quantity, DateOnly ExpectedOn, string Cause);

/// <summary>What is still to come of an expected receipt.</summary>
/// <param name="Quantity">Pieces that have not arrived.</param>
public sealed record OpenReceipt(InboundId Id, WarehouseId Warehouse, ProductId Product, long Quantity, DateOnly ExpectedOn, string Cause);

/// <summary>What is on its way into the warehouses. A backorder claims it, so that two orders are not promised the same pieces.</summary>
public interface IInbound
{
    /// <summary>Expects goods, in the caller's unit of work. A cause that is expected already is left out.</summary>
    Task ExpectAsync(IReadOnlyList<ExpectedReceipt> receipts, CancellationToken ct);

    /// <summary>These goods will not come, or not the rest of them. Cancelling twice is harmless.</summary>
    Task CancelAsync(IReadOnlyList<InboundId> ids, CancellationToken ct);

    /// <summary>What is still to come to a warehouse, the earliest first, at most <paramref name="limit"/> products; with a cause only what it announced.</summary>
    Task<IReadOnlyList<OpenReceipt>> OpenAsync(WarehouseId warehouse, string? cause, int limit, CancellationToken ct);

    /// <summary>These pieces came and are not on hand, because they are damaged: nobody waits for them any more. In the caller's unit of work.</summary>
    void SetAside(InboundId id, long quantity);
}
