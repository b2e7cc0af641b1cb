using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Inventory.Features;

/// <summary>The company's places that stock goods.</summary>
internal sealed class Warehouses(EntrepotDb db) : IWarehouses
{
    public async Task<IReadOnlyList<WarehouseSite>> AllAsync(CancellationToken ct) =>
        [.. (await db.Set<WarehouseRecord>().OrderBy(warehouse => warehouse.Code).ToListAsync(ct)).Select(warehouse => warehouse.ToSite())];

    public async Task<Result> AddAsync(WarehouseSite site, CancellationToken ct)
    {
        if (SiteRules.Check(site).Problem is { } wrong) return wrong;

        await db.Writes.FlushAsync(ct);
        if (await db.Set<WarehouseRecord>().AnyAsync(warehouse => warehouse.Code == site.Code, ct)) return InventoryProblems.CodeTaken(site.Code);

        db.Writes.Insert(WarehouseRecord.From(db.Tenant, site));
        return Result.Ok;
    }

    public async Task<Result> ChangeAsync(WarehouseSite site, CancellationToken ct)
    {
        if (SiteRules.Check(site).Problem is { } wrong) return wrong;
        if (await db.Set<WarehouseRecord>().AnyAsync(warehouse => warehouse.Code == site.Code && warehouse.Id != site.Id, ct)) return InventoryProblems.CodeTaken(site.Code);
        if (await db.Set<WarehouseRecord>().AsTracking().SingleOrDefaultAsync(warehouse => warehouse.Id == site.Id, ct) is not { } record) return InventoryProblems.UnknownWarehouse(site.Id);

        record.Become(site);
        return Result.Ok;
    }
}
