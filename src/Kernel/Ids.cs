namespace Entrepot.Kernel;

/// <summary>A typed id over a <c>long</c>; the database conversion is found by this interface, in one place.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    long Value { get; }
    static abstract TSelf From(long value);
}

/// <summary>The company whose data it is.</summary>
public readonly record struct TenantId(long Value) : IId<TenantId>
{
    public static TenantId From(long value) => new(value);
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A sales channel: one shop on one marketplace, or one source of files.</summary>
public readonly record struct SalesChannelId(long Value) : IId<SalesChannelId>
{
    public static SalesChannelId From(long value) => new(value);
}

/// <summary>A sellable product of the merchant; its SKU may change, this does not.</summary>
public readonly record struct ProductId(long Value) : IId<ProductId>
{
    public static ProductId From(long value) => new(value);
}

/// <summary>A place that stocks and ships goods: ours, a 3PL's, a bonded one.</summary>
public readonly record struct WarehouseId(long Value) : IId<WarehouseId>
{
    public static WarehouseId From(long value) => new(value);
}

/// <summary>What a buyer bought. Modules below the order book carry it only as the reference of their own requests.</summary>
public readonly record struct OrderId(long Value) : IId<OrderId>
{
    public static OrderId From(long value) => new(value);
}

/// <summary>One line of an order.</summary>
public readonly record struct OrderLineId(long Value) : IId<OrderLineId>
{
    public static OrderLineId From(long value) => new(value);
}

/// <summary>The part of an order that one warehouse ships.</summary>
public readonly record struct FulfilmentOrderId(long Value) : IId<FulfilmentOrderId>
{
    public static FulfilmentOrderId From(long value) => new(value);
}

/// <summary>Parcels under one contract of carriage from one shipper to one consignee.</summary>
public readonly record struct ConsignmentId(long Value) : IId<ConsignmentId>
{
    public static ConsignmentId From(long value) => new(value);
}
