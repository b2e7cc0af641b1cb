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
        {
            db.Writes.Insert(new BinRecord
            {
                TenantId = db.Tenant,
                Id = bin.Id,
                WarehouseId = bin.Warehouse,
                Code = bin.Code,
                Zone = bin.Zone,
                Row = bin.Row,
                Rack = bin.Rack,
                Slot = bin.Slot,
                XMillimetres = bin.XMillimetres,
                YMillimetres = bin.YMillimetres,
            });
        }
    }

    public async Task AssignAsync(IReadOnlyList<BinAssignment> assignments, CancellationToken ct)
    {
        await db.Writes.FlushAsync(ct);
        var warehouses = assignments.Select(assignment => assignment.Warehouse).Distinct().ToList();
        var known = (await db.Set<ProductBin>().Where(row => warehouses.Contains(row.WarehouseId)).Select(row => new { row.WarehouseId, row.ProductId }).ToListAsync(ct))
            .Select(row => (row.WarehouseId, row.ProductId)).ToHashSet();

        foreach (var assignment in assignments.Where(assignment => known.Add((assignment.Warehouse, assignment.Product))))
            db.Writes.Insert(new ProductBin { TenantId = db.Tenant, WarehouseId = assignment.Warehouse, ProductId = assignment.Product, BinId = assignment.Bin });
    }
}
