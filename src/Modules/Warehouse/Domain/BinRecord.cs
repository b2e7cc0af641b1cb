using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Domain;

/// <summary>A bin as stored. One that is switched off takes no goods in; what lies in it must have left before.</summary>
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
    public BinKind Kind { get; private set; } = BinKind.PickFace;
    public bool IsActive { get; private set; } = true;

    public Bin ToBin() => new(Id, WarehouseId, Zone, Row, Rack, Slot, XMillimetres, YMillimetres) { Kind = Kind };

    public static BinRecord From(TenantId tenant, Bin bin) => new()
    {
        TenantId = tenant,
        Id = bin.Id,
        WarehouseId = bin.Warehouse,
        Code = bin.Code,
        Zone = bin.Zone,
        Row = bin.Row,
        Rack = bin.Rack,
        Slot = bin.Slot,
        XMillimetres = bin.XMillimetres,
        YMillimetres = bin.YMillimetres,
        Kind = bin.Kind,
    };

    public void Become(BinKind kind) => Kind = kind;

    public void Switch(bool isActive) => IsActive = isActive;
}

/// <summary>The bin from which a product is picked in a warehouse.</summary>
internal sealed class ProductBin : ITenantRow
{
    public TenantId TenantId { get; init; }
    public WarehouseId WarehouseId { get; init; }
    public ProductId ProductId { get; init; }
    public BinId BinId { get; private set; }

    public static ProductBin Of(TenantId tenant, WarehouseId warehouse, ProductId product, BinId bin) => new() { TenantId = tenant, WarehouseId = warehouse, ProductId = product, BinId = bin };

    public void MoveTo(BinId bin) => BinId = bin;
}
