using System.Globalization;
using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>What a bin is for, whether it takes goods, and what is picked from it.</summary>
internal sealed class EditBin(EntrepotDb db, ICatalog catalog)
{
    /// <summary>Both are refused while goods lie in it: what they are would change with their place.</summary>
    public async Task<Result> RunAsync(BinId id, BinKind? kind, bool? isActive, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<BinRecord>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } bin) return WarehouseProblems.UnknownBin(id.Value.ToString(CultureInfo.InvariantCulture));

        var changes = (kind is { } other && other != bin.Kind) || (isActive == false && bin.IsActive);
        if (changes && await IsUsedAsync(id, ct)) return WarehouseProblems.BinIsUsed(bin.Code);
        if (kind is { } chosen) bin.Become(chosen);
        if (isActive is { } on) bin.Switch(on);
        return await unit.CommitAsync(ct);
    }

    /// <summary>From now on the product is picked here. What lay in its old pick bin by the books goes along: the books follow where people really put it.</summary>
    public async Task<Result> AssignAsync(BinId id, string sku, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<BinRecord>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } bin) return WarehouseProblems.UnknownBin(id.Value.ToString(CultureInfo.InvariantCulture));
        if (!bin.IsActive) return WarehouseProblems.BinIsOff(bin.Code);
        if (bin.Kind != BinKind.PickFace) return WarehouseProblems.NoPickBin(bin.Code);
        if ((await catalog.ResolveAsync([new(default, sku)], ct))[0] is not { } product) return WarehouseProblems.UnknownGoods(sku) with { Field = "sku" };
        if (await db.Set<BinStock>().AnyAsync(row => row.BinId == id && row.ProductId == product.Id && row.Quantity > 0, ct)) return WarehouseProblems.BinIsUsed(bin.Code);

        var row = await db.Set<ProductBin>().AsTracking().SingleOrDefaultAsync(known => known.WarehouseId == bin.WarehouseId && known.ProductId == product.Id, ct);
        if (row is null) db.Add(ProductBin.Of(db.Tenant, bin.WarehouseId, product.Id, id));
        else row.MoveTo(id);
        return await unit.CommitAsync(ct);
    }

    private async Task<bool> IsUsedAsync(BinId id, CancellationToken ct) =>
        await db.Set<ProductBin>().AnyAsync(row => row.BinId == id, ct) || await db.Set<BinStock>().AnyAsync(row => row.BinId == id && row.Quantity > 0, ct);
}
