using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Domain;

/// <summary>A bin as stored.</summary>
internal sealed class BinRecord : ITenantRow
{
    public TenantId TenantId { get; init; }
    public BinId Id { get; init; }
    public WarehouseId WarehouseId { get; init; }
    public string Code { get; init; } = "";
    public string Zone { get; init; } = "";
    public int Row { get; init; }
    public int Rack { get; init; }
    public int Slot { get; init; }
    public int XMillimetres { get; init; }
    public int YMillimetres { get; init; }

    public Bin ToBin() => new(Id, WarehouseId, Zone, Row, Rack, Slot, XMillimetres, YMillimetres);
}

/// <summary>The bin from which a product is picked in a warehouse.</summary>
internal sealed class ProductBin : ITenantRow
{
    public TenantId TenantId { get; init; }
    public WarehouseId WarehouseId { get; init; }
    public ProductId ProductId { get; init; }
    public BinId BinId { get; init; }
}
