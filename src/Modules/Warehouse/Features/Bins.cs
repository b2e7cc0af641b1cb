using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>The bins of the warehouses and what lies in them.</summary>
internal sealed class Bins(EntrepotDb db) : IBins
{
    public async Task AddAsync(IReadOnlyList<Bin> bins, CancellationToken ct)
    {
        await db.Writes.FlushAsync(ct);
        var warehouses = bins.Select(bin => bin.Warehouse).Distinct().ToList();
        var known = (await db.Set<BinRecord>().Where(bin => warehouses.Contains(bin.WarehouseId)).Select(bin => new { bin.WarehouseId, bin.Code }).ToListAsync(ct))
            .Select(bin => (bin.WarehouseId, bin.Code)).ToHashSet();

        foreach (var bin in bins.Where(bin => known.Add((bin.Warehouse, bin.Code))))
            db.Writes.Insert(BinRecord.From(db.Tenant, bin));
    }

    public async Task AssignAsync(IReadOnlyList<BinAssignment> assignments, CancellationToken ct)
    {
        await db.Writes.FlushAsync(ct);
        var warehouses = assignments.Select(assignment => assignment.Warehouse).Distinct().ToList();
        var known = (await db.Set<ProductBin>().Where(row => warehouses.Contains(row.WarehouseId)).Select(row => new { row.WarehouseId, row.ProductId }).ToListAsync(ct))
            .Select(row => (row.WarehouseId, row.ProductId)).ToHashSet();

        foreach (var assignment in assignments.Where(assignment => known.Add((assignment.Warehouse, assignment.Product))))
            db.Writes.Insert(ProductBin.Of(db.Tenant, assignment.Warehouse, assignment.Product, assignment.Bin));
    }
}
