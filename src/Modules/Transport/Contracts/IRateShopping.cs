using Entrepot.Kernel;

namespace Entrepot.Transport.Contracts;

/// <summary>Goods that go from one warehouse to one consignee.</summary>
/// <param name="ReadyAt">When the parcels can be handed over, UTC.</param>
/// <param name="Incoterm">Where customs lies between the two: only services that deliver under these terms are compared.</param>
/// <param name="Service">A service that must be used, e.g. <c>ups/standard</c>; null for the best of all.</param>
/// <param name="Fx">To compare rate cards of different currencies; prices are answered in <paramref name="Currency"/>.</param>
public sealed record TransportRequest(
    string Reference, Address ShipFrom, Address ShipTo, IReadOnlyList<PackItem> Items, Money GoodsValue, Incoterm Incoterm, DateTime ReadyAt,
    string? Service, string Currency, FxTable Fx)
{
    /// <summary>Services that may not take it, e.g. <c>ups/standard</c>.</summary>
    public IReadOnlyList<string> BlockedServices { get; init; } = [];
}

/// <summary>Pieces of one product to pack. A product of unknown weight or size is refused by the caller before it comes here.</summary>
public readonly record struct PackItem(ProductId Product, long Quantity, long WeightGrams, Dimensions Size, bool KeepUpright, BatteryKind Battery, bool IsLiquid);

/// <param name="Service"><c>carrier/service</c> code.</param>
/// <param name="ChargeableWeightGrams">max(actual, volumetric) per parcel by the service's divisor and rounding, added up.</param>
public sealed record TransportPlan(
    string Service, string ServiceName, IReadOnlyList<PlannedParcel> Parcels, long ChargeableWeightGrams, Money Price,
    IReadOnlyList<PriceComponent> Components, int DaysMin, int DaysMax, TraceEntry Trace);

/// <param name="Carton">The carton's code in the catalogue, or <c>own</c> for goods that ship in their own box.</param>
/// <param name="GrossWeightGrams">Contents and carton.</param>
public sealed record PlannedParcel(string Carton, Dimensions Outer, long GrossWeightGrams, IReadOnlyList<(ProductId Product, long Quantity)> Contents);

/// <summary>A part of the price: base rate, fuel, remote area, oversize …</summary>
public sealed record PriceComponent(string Name, Money Amount, TraceSource Source);

/// <summary>Cartons, prices and the choice of a carrier's service, from the company's own rate cards.</summary>
public interface IRateShopping
{
    /// <summary>Cartonises, prices and chooses for each request, in the same order. Refused with <c>transport.no_service</c> where nothing carries the goods there, naming why each service fell out.</summary>
    Task<IReadOnlyList<Result<TransportPlan>>> PlanAsync(IReadOnlyList<TransportRequest> requests, CancellationToken ct);

    /// <summary>A quick price for ranking warehouses: the cheapest service for this actual weight under these terms, without packing. Null where nothing goes there.</summary>
    Task<IReadOnlyList<TransportEstimate?>> EstimateAsync(IReadOnlyList<TransportEstimateRequest> requests, CancellationToken ct);
}

public readonly record struct TransportEstimateRequest(string FromCountry, string ToCountry, string ToPostcode, long WeightGrams, Incoterm Incoterm, string Currency, FxTable Fx);

public sealed record TransportEstimate(string Service, Money Price, int DaysMin, int DaysMax);
