using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>Where goods should go, and why.</summary>
internal sealed record Advice(BinRecord Bin, Sentence Reason);

/// <summary>
/// Proposes a bin for goods at the dock: the pick bin while it is empty or short for open orders, else beside the same
/// goods in storage, else the nearest free storage bin. The worker may take another.
/// </summary>
internal sealed class PutAwayAdvice(EntrepotDb db, Places places)
{
    public async Task<Result<Advice>> ForAsync(WarehouseId warehouse, ProductId product, CancellationToken ct)
    {
        var pickBin = await places.PickBinAsync(warehouse, product, ct) is { } id ? await db.Set<BinRecord>().SingleAsync(bin => bin.Id == id, ct) : null;
        if (pickBin is { IsActive: true })
        {
            var there = (await places.InPickBinsAsync(warehouse, [product], ct)).GetValueOrDefault(product);
            var wanted = (await places.WantedAsync(warehouse, [product], ct)).GetValueOrDefault(product);
            if (there < wanted) return new Advice(pickBin, $"Its pick bin: open orders want {wanted} pieces, {there} are there.");
            if (there <= 0) return new Advice(pickBin, "Its pick bin is empty.");
        }
        else if (await NearestFreeAsync(warehouse, BinKind.PickFace, ct) is { } face)
        {
            return new Advice(face, "The nearest free pick bin: from now on it is picked there.");
        }

        if (await BesideAsync(warehouse, product, ct) is { } same) return new Advice(same, "The same goods lie there already.");
        if (await NearestFreeAsync(warehouse, BinKind.Storage, ct) is { } free) return new Advice(free, "The nearest free storage bin.");
        return pickBin is { IsActive: true } ? new Advice(pickBin, "Its pick bin: no storage bin is free.") : FloorTaskProblems.NoFreeBin();
    }

    private Task<BinRecord?> BesideAsync(WarehouseId warehouse, ProductId product, CancellationToken ct) =>
        db.Set<BinStock>().Where(row => row.WarehouseId == warehouse && row.ProductId == product && row.Quantity > 0)
            .Join(db.Set<BinRecord>().Where(bin => bin.Kind == BinKind.Storage && bin.IsActive), row => row.BinId, bin => bin.Id, (row, bin) => bin).OrderBy(bin => bin.Code).FirstOrDefaultAsync(ct);

    private async Task<BinRecord?> NearestFreeAsync(WarehouseId warehouse, BinKind kind, CancellationToken ct)
    {
        var found = await db.QueryAsync(PlaceSql.NearestFree, row => new BinId(row.GetInt64(0)), ct, db.Tenant.Value, warehouse.Value, kind.ToString());
        if (found.Count == 0) return null;
        var id = found[0];
        return await db.Set<BinRecord>().SingleAsync(bin => bin.Id == id, ct);
    }
}
