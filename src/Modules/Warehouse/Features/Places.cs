using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>
/// What lies in which bin, and every change of it, in the caller's unit of work. A product's pick bin holds what is on
/// hand and lies nowhere else; other bins have rows of their own.
/// </summary>
internal sealed class Places(EntrepotDb db, IdBlocks ids, IStock stock, CurrentUser user, TimeProvider clock)
{
    public Task<BinRecord?> BinAsync(WarehouseId warehouse, string code, CancellationToken ct)
    {
        var written = code.Trim().ToUpperInvariant();
        return db.Set<BinRecord>().SingleOrDefaultAsync(bin => bin.WarehouseId == warehouse && bin.Code == written, ct);
    }

    /// <summary>The first bin of a kind that takes goods, by its code; null where the warehouse has none.</summary>
    public Task<BinRecord?> FirstAsync(WarehouseId warehouse, BinKind kind, CancellationToken ct) =>
        db.Set<BinRecord>().Where(bin => bin.WarehouseId == warehouse && bin.Kind == kind && bin.IsActive).OrderBy(bin => bin.Code).FirstOrDefaultAsync(ct);

    public async Task<BinId?> PickBinAsync(WarehouseId warehouse, ProductId product, CancellationToken ct) =>
        await db.Set<ProductBin>().Where(row => row.WarehouseId == warehouse && row.ProductId == product).Select(row => (BinId?)row.BinId).SingleOrDefaultAsync(ct);

    /// <summary>Pieces in the pick bins by the books: on hand, less what lies elsewhere, less what pickers took. Products that were never here are absent.</summary>
    public async Task<Dictionary<ProductId, long>> InPickBinsAsync(WarehouseId warehouse, IReadOnlyCollection<ProductId> products, CancellationToken ct)
    {
        var keys = products.Select(product => product.Value).Distinct().ToArray();
        var placed = await SumsAsync(PlaceSql.Placed, warehouse, keys, ct);
        var underWay = await SumsAsync(PlaceSql.UnderWay, warehouse, keys, ct);
        return (await stock.LevelsAsync([.. products], ct)).Where(level => level.Warehouse == warehouse)
            .ToDictionary(level => level.Product, level => level.OnHand - placed.GetValueOrDefault(level.Product) - underWay.GetValueOrDefault(level.Product));
    }

    public Task<Dictionary<ProductId, long>> UnderWayAsync(WarehouseId warehouse, IReadOnlyCollection<ProductId> products, CancellationToken ct) =>
        SumsAsync(PlaceSql.UnderWay, warehouse, [.. products.Select(product => product.Value).Distinct()], ct);

    public Task<Dictionary<ProductId, long>> WantedAsync(WarehouseId warehouse, IReadOnlyCollection<ProductId> products, CancellationToken ct) =>
        SumsAsync(PlaceSql.Wanted, warehouse, [.. products.Select(product => product.Value).Distinct()], ct);

    /// <summary>Pieces of one product in one bin by the books.</summary>
    public async Task<long> PiecesAsync(BinRecord bin, ProductId product, CancellationToken ct) =>
        await PickBinAsync(bin.WarehouseId, product, ct) == bin.Id
            ? (await InPickBinsAsync(bin.WarehouseId, [product], ct)).GetValueOrDefault(product)
            : await db.Set<BinStock>().Where(row => row.BinId == bin.Id && row.ProductId == product).Select(row => row.Quantity).SingleOrDefaultAsync(ct);

    /// <summary>
    /// Brings pieces from one bin to another. Into quarantine they stop being on hand, out of it they are again; that is
    /// refused where orders are promised them. A product without a pick bin gets one when it is brought to a free one.
    /// </summary>
    public async Task<Result> MoveAsync(BinRecord from, BinRecord to, ProductId product, long quantity, BinMovementKind kind, string cause, CancellationToken ct)
    {
        if (quantity <= 0) return WarehouseProblems.NothingToMove();
        if (from.Id == to.Id) return WarehouseProblems.SameBin(to.Code);
        if (!to.IsActive) return WarehouseProblems.BinIsOff(to.Code);

        var there = await PiecesAsync(from, product, ct);
        var here = await PiecesAsync(to, product, ct);
        if (quantity > there) return WarehouseProblems.NotInBin(from.Code, there, quantity);

        if ((from.Kind == BinKind.Quarantine) != (to.Kind == BinKind.Quarantine))
        {
            var arrived = to.Kind == BinKind.Quarantine ? -quantity : quantity;
            var booked = (await stock.AdjustAsync([new(from.WarehouseId, product, arrived, cause, $"{from.Code} → {to.Code}")], ct))[0];
            if (booked.Problem is { } refused) return refused;
        }

        var pickBin = await PickBinAsync(from.WarehouseId, product, ct);
        if (pickBin is null && to.Kind == BinKind.PickFace && await IsFreeAsync(to, ct))
        {
            db.Writes.Insert(ProductBin.Of(db.Tenant, to.WarehouseId, product, to.Id));
            pickBin = to.Id;
            here = (await InPickBinsAsync(from.WarehouseId, [product], ct)).GetValueOrDefault(product);
        }

        await ChangeAsync(from, pickBin, product, -quantity, there, kind, cause, ct);
        await ChangeAsync(to, pickBin, product, quantity, here, kind, cause, ct);
        return Result.Ok;
    }

    /// <summary>Pieces that came or went by themselves: a receipt, a count. On hand is the caller's business.</summary>
    public async Task BookAsync(BinRecord bin, ProductId product, long change, BinMovementKind kind, string cause, CancellationToken ct) =>
        await ChangeAsync(bin, await PickBinAsync(bin.WarehouseId, product, ct), product, change, await PiecesAsync(bin, product, ct), kind, cause, ct);

    private async Task ChangeAsync(BinRecord bin, BinId? pickBin, ProductId product, long change, long before, BinMovementKind kind, string cause, CancellationToken ct)
    {
        if (bin.Id != pickBin) await RowAsync(bin, product, change, ct);
        db.Writes.Insert(new BinMovement
        {
            TenantId = db.Tenant,
            Id = ids.Next(),
            WarehouseId = bin.WarehouseId,
            BinId = bin.Id == pickBin ? null : bin.Id,
            ProductId = product,
            Kind = kind,
            Change = change,
            Before = before,
            After = before + change,
            Cause = cause,
            Note = bin.Code,
            By = user.Name,
            At = clock.GetUtcNow().UtcDateTime,
        });
    }

    private async Task RowAsync(BinRecord bin, ProductId product, long change, CancellationToken ct)
    {
        var row = db.ChangeTracker.Entries<BinStock>().Select(entry => entry.Entity).FirstOrDefault(known => known.BinId == bin.Id && known.ProductId == product)
            ?? await db.Set<BinStock>().AsTracking().SingleOrDefaultAsync(known => known.BinId == bin.Id && known.ProductId == product, ct);
        if (row is null)
        {
            row = new BinStock { TenantId = db.Tenant, BinId = bin.Id, ProductId = product, WarehouseId = bin.WarehouseId };
            db.Add(row);
        }

        row.Change(change);
    }

    private async Task<bool> IsFreeAsync(BinRecord bin, CancellationToken ct) =>
        !await db.Set<ProductBin>().AnyAsync(row => row.BinId == bin.Id, ct) && !await db.Set<BinStock>().AnyAsync(row => row.BinId == bin.Id && row.Quantity > 0, ct);

    private async Task<Dictionary<ProductId, long>> SumsAsync(string sql, WarehouseId warehouse, long[] products, CancellationToken ct) =>
        (await db.QueryAsync(sql, row => (new ProductId(row.GetInt64(0)), row.GetInt64(1)), ct, db.Tenant.Value, warehouse.Value, products)).ToDictionary(row => row.Item1, row => row.Item2);
}
