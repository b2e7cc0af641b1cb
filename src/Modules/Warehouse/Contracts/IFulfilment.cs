using Entrepot.Kernel;

namespace Entrepot.Warehouse.Contracts;

public enum FulfilmentStatus { Planned, InWave, Picked, Packed, Labelled, HandedOver, Short, Cancelled }

/// <summary>The part of an order that one warehouse ships, in one consignment.</summary>
public sealed record NewFulfilmentOrder(
    FulfilmentOrderId Id, OrderId Order, string OrderNumber, WarehouseId Warehouse, ConsignmentId Consignment, string Service,
    string ShipToName, string ShipToCountry, int Priority, DateTime? ShipBy, IReadOnlyList<NewFulfilmentLine> Lines);

public sealed record NewFulfilmentLine(OrderLineId OrderLine, ProductId Product, string Sku, string Name, string NameChinese, string Gtin, long Quantity);

public sealed record FulfilmentInfo(FulfilmentOrderId Id, string Number, OrderId Order, WarehouseId Warehouse, ConsignmentId Consignment, FulfilmentStatus Status, IReadOnlyList<FulfilmentLineInfo> Lines);

public sealed record FulfilmentLineInfo(OrderLineId OrderLine, ProductId Product, string Sku, string Name, long Quantity, long Picked, long Packed);

/// <summary>What warehouses have been asked to ship, one fulfilment order for each part of an order.</summary>
public interface IFulfilment
{
    /// <summary>Adds fulfilment orders to the open unit of work.</summary>
    void Create(IReadOnlyList<NewFulfilmentOrder> orders);

    /// <summary>Takes fulfilment orders of these orders back. Refused per order once one of its parcels was handed over; work already done on the floor is undone by a put-back task.</summary>
    Task<IReadOnlyList<Result>> CancelAsync(IReadOnlyList<OrderId> orders, CancellationToken ct);

    Task<IReadOnlyList<FulfilmentInfo>> OfOrdersAsync(IReadOnlyList<OrderId> orders, CancellationToken ct);

    Task<IReadOnlyList<FulfilmentInfo>> FindAsync(IReadOnlyList<FulfilmentOrderId> ids, CancellationToken ct);

    /// <summary>The closed parcels of fulfilment orders with what lies in each; those without any are left out.</summary>
    Task<IReadOnlyList<PackedOrder>> PackedAsync(IReadOnlyList<FulfilmentOrderId> ids, CancellationToken ct);
}

public sealed record PackedOrder(FulfilmentOrderId Id, IReadOnlyList<ClosedParcel> Parcels);

/// <param name="Number">From 1 within the fulfilment order.</param>
/// <param name="Contents">Empty where several parcels were reported at once: then the first one's list stands for all.</param>
public sealed record ClosedParcel(int Number, IReadOnlyList<ClosedParcelLine> Contents);

public sealed record ClosedParcelLine(OrderLineId OrderLine, ProductId Product, string Sku, string Name, string NameChinese, long Quantity);

/// <summary>The fulfilment order's parcels are closed and weighed; the consignment was asked to book.</summary>
public sealed record FulfilmentPacked(FulfilmentOrderId FulfilmentOrder, OrderId Order, WarehouseId Warehouse, DateTime At);

/// <summary>The parcels left the house with the carrier, on <paramref name="Manifest"/>.</summary>
public sealed record FulfilmentHandedOver(FulfilmentOrderId FulfilmentOrder, OrderId Order, WarehouseId Warehouse, ConsignmentId Consignment, string Manifest, DateTime At);

/// <summary>The picker did not find everything; the order needs another decision. One event for each line that lacks pieces.</summary>
public sealed record FulfilmentShort(FulfilmentOrderId FulfilmentOrder, OrderId Order, WarehouseId Warehouse, ProductId Product, long Missing, DateTime At);
