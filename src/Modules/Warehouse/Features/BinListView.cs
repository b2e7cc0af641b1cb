using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Features;

/// <summary>Goods in a bin.</summary>
/// <param name="IsPicked">The bin is where pickers take this product; the number may be below zero when they took what the books see elsewhere.</param>
public sealed record BinContentRow(long Product, string Sku, string Name, string NameChinese, long Quantity, bool IsPicked);

/// <summary>A place of one product. Without a bin: on carts and packing tables (kind packing), or in no bin at all.</summary>
public sealed record PlaceRow(long? Bin, string Code, BinKind Kind, long Quantity, bool IsPicked);

/// <summary>A bin in the list.</summary>
public sealed record BinRow(long Id, string Code, string Warehouse, BinKind Kind, bool IsActive, IReadOnlyList<BinContentRow> Contents)
{
    public long Pieces => Contents.Sum(row => row.Quantity);
}

/// <summary>One page of bins.</summary>
public sealed record BinListView(ListUrl Url, IReadOnlyList<BinRow> Rows, long Total, IReadOnlyList<string> Warehouses)
{
    public const int PageSize = 50;
}

/// <summary>One line of a bin's history.</summary>
public sealed record BinMovementRow(DateTime At, string Kind, string Sku, long Product, long Change, long Before, long After, string Cause, string By);

/// <summary>One bin with what lies in it and what happened to it.</summary>
/// <param name="IsFree">Nothing lies in it and nothing is picked from it: it may become another kind or be switched off.</param>
public sealed record BinDetailView(ListUrl Url, BinRow Bin, IReadOnlyList<BinMovementRow> Movements, long MovementCount, bool IsFree)
{
    public const int PageSize = 50;
}

/// <summary>One bin on the map.</summary>
public sealed record MapBin(long Id, string Code, BinKind Kind, bool IsActive, long Pieces, bool IsAssigned)
{
    public string Look => !IsActive ? "off" : Pieces != 0 ? "full" : IsAssigned ? "dry" : "free";
}

/// <summary>A rack with its bins from below.</summary>
public sealed record MapRack(int Number, IReadOnlyList<MapBin> Bins);

/// <summary>An aisle.</summary>
public sealed record MapRow(string Zone, int Number, IReadOnlyList<MapRack> Racks);

/// <summary>A hall from above.</summary>
public sealed record BinMapView(ListUrl Url, string? Warehouse, string? Zone, IReadOnlyList<string> Warehouses, IReadOnlyList<string> Zones, IReadOnlyList<MapRow> Rows)
{
    private IEnumerable<MapBin> Bins => Rows.SelectMany(row => row.Racks).SelectMany(rack => rack.Bins);

    public int Count(string look) => Bins.Count(bin => bin.Look == look);
}
