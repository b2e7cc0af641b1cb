using Entrepot.Kernel;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Server.Demo.Founding;

/// <summary>Racks for a warehouse: one bin for each product, rows running away from the packing station.</summary>
internal static class DemoBins
{
    private const int RowsInZone = 3;
    private const int RacksInRow = 12;
    private const int SlotsInRack = 2;

    /// <summary>From the middle of one aisle to the next, and from rack to rack.</summary>
    private const int RowMillimetres = 3_200;
    private const int RackMillimetres = 1_400;

    public static (List<Bin> Bins, List<BinAssignment> Assignments) For(WarehouseId warehouse, IEnumerable<ProductId> products, Func<long> nextId)
    {
        var bins = new List<Bin>();
        var assignments = new List<BinAssignment>();
        foreach (var product in products)
        {
            var (rackIndex, slot) = Math.DivRem(bins.Count, SlotsInRack);
            var (row, rack) = Math.DivRem(rackIndex, RacksInRow);
            var zone = ((char)('A' + (row / RowsInZone))).ToString();
            bins.Add(new(new(nextId()), warehouse, zone, row + 1, rack + 1, slot + 1, (row + 1) * RowMillimetres, (rack + 1) * RackMillimetres));
            assignments.Add(new(warehouse, product, bins[^1].Id));
        }

        return (bins, assignments);
    }
}
