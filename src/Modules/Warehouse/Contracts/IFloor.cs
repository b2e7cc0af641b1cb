using Entrepot.Kernel;

namespace Entrepot.Warehouse.Contracts;

/// <summary>Fulfilment orders that were sent to the floor together.</summary>
public readonly record struct WaveId(long Value) : IId<WaveId>
{
    public static WaveId From(long value) => new(value);
    public override string ToString() => $"W{Value}";
}

/// <summary>One walk through the warehouse.</summary>
public readonly record struct PickTaskId(long Value) : IId<PickTaskId>
{
    public static PickTaskId From(long value) => new(value);
    public override string ToString() => $"P{Value}";
}

/// <summary>Which planned fulfilment orders go to the floor. Null means no matter.</summary>
/// <param name="ShipBefore">Only what must leave by then (UTC), e.g. today's cut-off; orders without a date are left out when it is given.</param>
/// <param name="Limit">At most so many fulfilment orders, most urgent first; null for as many as one wave takes.</param>
public sealed record WaveRequest(WarehouseId Warehouse, string? Service, DateTime? ShipBefore, int? Limit);

/// <param name="SavedMillimetres">Millimetres that the planned walks are shorter than walking in the order of bin codes.</param>
public sealed record WaveReleased(WaveId Wave, WarehouseId Warehouse, string Service, int Orders, IReadOnlyList<PickTaskId> Tasks, long SavedMillimetres);

/// <summary>A stop of a walk: what to take from one bin for all its fulfilment orders.</summary>
public sealed record PickStop(PickTaskId Task, string Bin, ProductId Product, string Sku, string Gtin, long Quantity);

/// <param name="Bin">The bin's code as scanned; empty for goods that have no bin.</param>
/// <param name="Code">SKU or GTIN as scanned.</param>
/// <param name="Quantity">All pieces taken at this stop.</param>
/// <param name="IsShort">There were no more: without this, too few pieces are taken for a slip and refused.</param>
public sealed record PickConfirmation(PickTaskId Task, string Bin, string Code, long Quantity, bool IsShort);

/// <summary>Everything that was packed for one fulfilment order, at once.</summary>
/// <param name="Items">Pieces by SKU or GTIN as scanned; must be exactly what was ordered.</param>
/// <param name="AcceptWeight">A person looked into the parcels and takes responsibility for a weight outside the tolerance.</param>
public sealed record PackRequest(FulfilmentOrderId FulfilmentOrder, IReadOnlyList<PackedItem> Items, IReadOnlyList<WeighedParcel> Parcels, bool AcceptWeight);

public readonly record struct PackedItem(string Code, long Quantity);

/// <param name="Carton">A carton's code; <c>own</c> for goods that ship in their own box.</param>
public sealed record WeighedParcel(string Carton, Dimensions Outer, long GrossWeightGrams);

/// <summary>How a fulfilment order should be packed: its pieces and the cartons that transport planned for them.</summary>
public sealed record PackProposal(FulfilmentOrderId FulfilmentOrder, IReadOnlyList<PackedItem> Items, IReadOnlyList<WeighedParcel> Parcels);

/// <param name="Carrier">The part of the service code before the slash; null for every carrier.</param>
public sealed record HandOverRequest(WarehouseId Warehouse, string? Carrier);

/// <summary>A carrier took these fulfilment orders on one list.</summary>
public sealed record ManifestClosed(string Manifest, WarehouseId Warehouse, string Carrier, int Orders);

/// <summary>
/// The floor's steps in batches, for robots, conveyors and big warehouses in this process; the pages and
/// <c>/api/v1/warehouse</c> call the same use cases. Each call is a unit of work of its own, takes up to 512 entries, and
/// may be repeated: what is done already is answered with success and changes nothing.
/// </summary>
public interface IFloor
{
    /// <summary>Releases one wave. Refused with <c>warehouse.nothing_to_release</c> when nothing matches.</summary>
    Task<Result<WaveReleased>> ReleaseAsync(WaveRequest request, CancellationToken ct);

    /// <summary>Releases up to 512 planned fulfilment orders, grouped by warehouse and carrier service; answers no wave when nothing waits.</summary>
    Task<Result<IReadOnlyList<WaveReleased>>> ReleaseAllAsync(WarehouseId? warehouse, CancellationToken ct);

    /// <summary>Open stops of the oldest walks, about 500 fulfilment orders' worth, each walk in path order.</summary>
    Task<IReadOnlyList<PickStop>> OpenStopsAsync(WarehouseId? warehouse, CancellationToken ct);

    /// <summary>Answers in the same order; refused as a whole only when there are too many or somebody else changed the same walk first.</summary>
    Task<Result<IReadOnlyList<Result>>> PickAsync(IReadOnlyList<PickConfirmation> confirmations, CancellationToken ct);

    /// <summary>Up to 512 picked fulfilment orders, most urgent first, and how to pack them.</summary>
    Task<IReadOnlyList<PackProposal>> ToPackAsync(WarehouseId? warehouse, CancellationToken ct);

    /// <summary>Closes the parcels and asks the carrier for labels. Answers as <see cref="PickAsync"/> does.</summary>
    Task<Result<IReadOnlyList<Result>>> PackAsync(IReadOnlyList<PackRequest> requests, CancellationToken ct);

    /// <summary>Hands up to 512 labelled fulfilment orders over, one manifest per carrier; answers none when nothing is ready.</summary>
    Task<Result<IReadOnlyList<ManifestClosed>>> HandOverAsync(HandOverRequest request, CancellationToken ct);
}
