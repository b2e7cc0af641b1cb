using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Warehouse.Contracts;

/// <summary>A place in a warehouse that holds goods.</summary>
public readonly record struct BinId(long Value) : IId<BinId>
{
    public static BinId From(long value) => new(value);
}

/// <summary>What a bin is for.</summary>
public enum BinKind
{
    /// <summary>At the dock: goods lie here until they are put away.</summary>
    Receiving,

    /// <summary>Reserve, from which pick bins are filled again.</summary>
    Storage,

    /// <summary>Pickers take from here.</summary>
    PickFace,
    Packing,

    /// <summary>Damaged or doubtful goods, which nobody is promised.</summary>
    Quarantine,

    /// <summary>At the gate, waiting for the carrier.</summary>
    Shipping,
}

/// <summary>
/// A bin, addressed zone-row-rack-slot. The packing station is at (0, 0); a row is an aisle that runs away from it, so
/// bins of one row share <paramref name="XMillimetres"/> and lie at growing <paramref name="YMillimetres"/>.
/// </summary>
public sealed record Bin(BinId Id, WarehouseId Warehouse, string Zone, int Row, int Rack, int Slot, int XMillimetres, int YMillimetres)
{
    /// <summary>What stands on the bin's barcode, e.g. <c>A-03-12-2</c>.</summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{Zone}-{Row:00}-{Rack:00}-{Slot}");

    public BinKind Kind { get; init; } = BinKind.PickFace;
}

/// <summary>The product is picked from this bin; the first assignment of a product in a warehouse counts.</summary>
public readonly record struct BinAssignment(WarehouseId Warehouse, ProductId Product, BinId Bin);

/// <summary>The places in a warehouse and what lies in them.</summary>
public interface IBins
{
    /// <summary>Adds bins in the caller's unit of work. A code that the warehouse has already is left out.</summary>
    Task AddAsync(IReadOnlyList<Bin> bins, CancellationToken ct);

    /// <summary>Says where products lie, in the caller's unit of work. A product that has a bin in that warehouse keeps it.</summary>
    Task AssignAsync(IReadOnlyList<BinAssignment> assignments, CancellationToken ct);
}
