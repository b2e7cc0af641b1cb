using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Catalog.Data;

/// <summary>The rows of a product, asked for in the open unit of work.</summary>
internal static class ProductWrites
{
    /// <param name="version">The catalogue's next.</param>
    public static void Insert(EntrepotDb db, Product product, IReadOnlyList<string> barcodes, long version)
    {
        db.Writes.Insert(new ProductRow
        {
            TenantId = db.Tenant,
            Id = product.Id,
            Version = version,
            Sku = product.Sku,
            Name = product.Name,
            NameChinese = product.NameChinese,
            WeightGrams = product.WeightGrams,
            LengthMillimetres = product.Size.LengthMillimetres,
            WidthMillimetres = product.Size.WidthMillimetres,
            HeightMillimetres = product.Size.HeightMillimetres,
            Origin = product.Origin,
            HsCode = product.HsCode,
            NationalCodes = product.NationalCodes.ToString(),
            CustomsDescription = product.CustomsDescription,
            Category = product.Category,
            Battery = product.Battery,
            IsLiquid = product.IsLiquid,
            IsAlcohol = product.IsAlcohol,
            KeepUpright = product.KeepUpright,
            CostMinor = product.Cost.Minor,
            CostCurrency = product.Cost.Currency ?? "",
            Gtin = product.Gtin,
        });
        foreach (var code in barcodes) SetBarcode(db, product.Id, code, version);
        foreach (var part in product.Parts)
            db.Writes.Insert(new BundlePartRow { TenantId = db.Tenant, BundleId = product.Id, PartId = part.Product.Id, Version = version, Quantity = part.Quantity });
    }

    /// <param name="dropped">Codes that mean it no longer.</param>
    /// <param name="added">Codes that did not mean it before.</param>
    public static void Update(EntrepotDb db, Product known, Product product, IEnumerable<string> dropped, IEnumerable<string> added, long version)
    {
        foreach (var code in dropped) db.Writes.Execute(CatalogSql.DropBarcode, true, db.Tenant.Value, code, version);
        foreach (var code in added) SetBarcode(db, product.Id, code, version);
        if (!known.Parts.Select(Share).ToHashSet().SetEquals(product.Parts.Select(Share))) SetParts(db, known, product, version);

        db.Writes.Execute(
            CatalogSql.Correct, true, db.Tenant.Value, product.Id.Value, product.Name, product.NameChinese, product.WeightGrams,
            (long)product.Size.LengthMillimetres, (long)product.Size.WidthMillimetres, (long)product.Size.HeightMillimetres,
            product.Battery.ToString(), Flag(product.IsLiquid), Flag(product.IsAlcohol), Flag(product.KeepUpright), product.Category,
            product.HsCode, product.Origin, product.NationalCodes.ToString(), product.CustomsDescription, product.Gtin, version, product.Cost.Minor, product.Cost.Currency ?? "");
    }

    private static void SetParts(EntrepotDb db, Product known, Product product, long version)
    {
        var now = product.Parts.ToDictionary(part => part.Product.Id, part => part.Quantity);
        foreach (var gone in known.Parts.Where(part => !now.ContainsKey(part.Product.Id))) now[gone.Product.Id] = 0;
        foreach (var (part, quantity) in now) db.Writes.Execute(CatalogSql.SetPart, true, db.Tenant.Value, product.Id.Value, part.Value, quantity, version);
    }

    /// <summary>A code that meant another product once has its row still.</summary>
    private static void SetBarcode(EntrepotDb db, ProductId product, string code, long version) =>
        db.Writes.Execute(CatalogSql.SetBarcode, true, db.Tenant.Value, code, product.Value, version);

    private static (ProductId, long) Share(BundlePart part) => (part.Product.Id, part.Quantity);

    private static long Flag(bool value) => value ? 1 : 0;
}
