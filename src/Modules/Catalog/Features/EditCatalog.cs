using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Storage;

namespace Entrepot.Catalog.Features;

/// <summary>
/// Adds and changes products inside the caller's unit of work. What one unit has asked for counts in it at once
/// (a code can be mapped to a product added a line above), though nobody else sees it before the commit.
/// </summary>
internal sealed class EditCatalog(EntrepotDb db, CatalogSnapshots snapshots, IdBlocks ids, ChangeLog log) : ICatalogEditing
{
    private IDbContextTransaction? unit;
    private readonly Dictionary<string, Product> addedBySku = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Product> addedByBarcode = new(StringComparer.Ordinal);
    private readonly Dictionary<ProductId, Product> inUnit = [];
    private readonly Dictionary<SkuReference, Product> mapped = [];

    public async Task<IReadOnlyList<Result<ProductId>>> AddAsync(IReadOnlyList<NewProduct> products, CancellationToken ct)
    {
        var snapshot = await BeginAsync(ct);
        var answers = new Result<ProductId>[products.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = Add(products[i], snapshot);
        if (answers.Any(answer => answer.IsOk)) Raise(snapshot);
        return answers;
    }

    public async Task<Result> MapAsync(SkuReference code, ProductId product, CancellationToken ct)
    {
        var snapshot = await BeginAsync(ct);
        if (code.Code.Length is 0 or > ProductRules.CodeLengthMax) return CatalogProblems.CodeMissing();
        if ((inUnit.GetValueOrDefault(product) ?? snapshot.Find(product)) is not { } target) return CatalogProblems.ProductNotFound(product);
        if ((mapped.GetValueOrDefault(code) ?? snapshot.FindMapped(code)) is { } other)
            return other.Id == product ? Result.Ok : CatalogProblems.CodeMapped(code, other.Sku);

        mapped[code] = target;
        log.Add(ProductHistory.Subject(product), "", new Change("Channel's code", "", code.Code));
        db.Writes.Insert(new ChannelSkuRow { TenantId = db.Tenant, ChannelId = code.Channel, Code = code.Code, ProductId = product, Version = snapshot.Version + 1 });
        Raise(snapshot);
        return Result.Ok;
    }

    public async Task<Result> ClassifyAsync(ProductId product, string hsCode, string origin, CancellationToken ct)
    {
        var snapshot = await BeginAsync(ct);
        if (ProductRules.CheckCustoms(hsCode, origin) is { } problem) return problem;
        if ((inUnit.GetValueOrDefault(product) ?? snapshot.Find(product)) is not { } known) return CatalogProblems.ProductNotFound(product);

        var codes = known.NationalCodes.Under(hsCode);
        inUnit[product] = known with { HsCode = hsCode, Origin = origin, NationalCodes = codes };
        log.Add(ProductHistory.Subject(product), "", new Change("HS code", known.HsCode, hsCode), new Change("Country of origin", known.Origin, origin), new Change("Tariff lines", known.NationalCodes.ToString(), codes.ToString()));
        db.Writes.Execute(CatalogSql.Classify, true, db.Tenant.Value, product.Value, hsCode, origin, codes.ToString(), snapshot.Version + 1);
        Raise(snapshot);
        return Result.Ok;
    }

    public async Task<Result> DescribeAsync(ProductId product, string description, CancellationToken ct)
    {
        var snapshot = await BeginAsync(ct);
        if ((inUnit.GetValueOrDefault(product) ?? snapshot.Find(product)) is not { } known) return CatalogProblems.ProductNotFound(product);

        var words = description.Trim();
        if (words.Length is 0 or > ProductRules.DescriptionLengthMax) return CatalogProblems.BadDescription();

        inUnit[product] = known with { CustomsDescription = words };
        log.Add(ProductHistory.Subject(product), "", new Change("Customs description", known.CustomsDescription, words));
        db.Writes.Execute(CatalogSql.Describe, true, db.Tenant.Value, product.Value, words, snapshot.Version + 1);
        Raise(snapshot);
        return Result.Ok;
    }

    public async Task<Result> SetNationalCodeAsync(ProductId product, string territory, string code, CancellationToken ct)
    {
        var snapshot = await BeginAsync(ct);
        if ((inUnit.GetValueOrDefault(product) ?? snapshot.Find(product)) is not { } known) return CatalogProblems.ProductNotFound(product);

        var codes = known.NationalCodes.With(territory, code);
        if (ProductRules.CheckNational(known.HsCode, codes) is { } problem) return problem;

        inUnit[product] = known with { NationalCodes = codes };
        log.Add(ProductHistory.Subject(product), "", new Change("Tariff lines", known.NationalCodes.ToString(), codes.ToString()));
        db.Writes.Execute(CatalogSql.SetNationalCodes, true, db.Tenant.Value, product.Value, codes.ToString(), snapshot.Version + 1);
        Raise(snapshot);
        return Result.Ok;
    }

    public async Task<Result<ProductAspects>> CorrectAsync(Product corrected, IReadOnlyList<string> barcodes, CancellationToken ct)
    {
        var snapshot = await BeginAsync(ct);
        if ((inUnit.GetValueOrDefault(corrected.Id) ?? snapshot.Find(corrected.Id)) is not { } known) return CatalogProblems.ProductNotFound(corrected.Id);

        var codes = barcodes.Distinct(StringComparer.Ordinal).ToList();
        var product = corrected with
        {
            Sku = known.Sku,
            Parts = known.Parts,
            Cost = known.Cost,
            Gtin = codes.Count > 0 ? codes[0] : "",
            NationalCodes = known.NationalCodes.Under(corrected.HsCode),
        };
        if ((ProductRules.Check(product) ?? ProductRules.CheckCorrected(product, codes)) is { } problem) return problem;
        foreach (var code in codes)
            if ((addedByBarcode.GetValueOrDefault(code) ?? snapshot.FindBarcode(code)) is { } other && other.Id != product.Id) return CatalogProblems.GtinKnown(code, other.Sku) with { Field = "barcodes" };

        var (aspects, changes) = ProductDifference.Of(known, product);
        var before = snapshot.BarcodesOf(known);
        if (known.Gtin != product.Gtin || !before.ToHashSet(StringComparer.Ordinal).SetEquals(codes)) (aspects, changes) = (aspects | ProductAspects.Barcodes, [.. changes, new("Barcodes", string.Join(' ', before), string.Join(' ', codes))]);
        if (aspects == ProductAspects.None) return aspects;

        inUnit[product.Id] = product;
        log.Add(ProductHistory.Subject(product.Id), "", changes);
        Update(product, before.Except(codes), codes.Except(before), snapshot.Version + 1);
        Raise(snapshot);
        return aspects;
    }

    private async Task<CatalogSnapshot> BeginAsync(CancellationToken ct)
    {
        var current = db.Database.CurrentTransaction ?? throw new InvalidOperationException("The catalogue is changed inside the caller's unit of work.");
        if (!ReferenceEquals(unit, current))
        {
            unit = current;
            addedBySku.Clear();
            addedByBarcode.Clear();
            inUnit.Clear();
            mapped.Clear();
        }

        return await snapshots.CurrentAsync(db, ct);
    }

    private void Raise(CatalogSnapshot snapshot) => db.Writes.Execute(CatalogSql.NextVersion, true, db.Tenant.Value, snapshot.Version + 1);

    private Result<ProductId> Add(NewProduct asked, CatalogSnapshot snapshot)
    {
        var product = asked.Product;
        if (ProductRules.Check(product) is { } problem) return problem;
        if (addedBySku.ContainsKey(product.Sku) || snapshot.FindSku(product.Sku) is not null) return CatalogProblems.SkuKnown(product.Sku);
        if (product.Gtin.Length > 0 && (addedByBarcode.GetValueOrDefault(product.Gtin) ?? snapshot.FindBarcode(product.Gtin)) is { } other)
            return CatalogProblems.GtinKnown(product.Gtin, other.Sku);

        var parts = new List<BundlePart>(asked.Parts.Count);
        foreach (var (sku, quantity) in asked.Parts)
        {
            if ((addedBySku.GetValueOrDefault(sku) ?? snapshot.FindSku(sku)) is not { } part) return CatalogProblems.PartUnknown(sku);
            if (part.IsBundle) return CatalogProblems.PartIsBundle(sku);
            if (quantity < 1 || parts.Exists(known => known.Product.Id == part.Id)) return CatalogProblems.PartQuantity(sku);
            parts.Add(new(part, quantity));
        }

        product = product with { Id = new(ids.Next()), Parts = parts };
        addedBySku[product.Sku] = product;
        inUnit[product.Id] = product;
        if (product.Gtin.Length > 0) addedByBarcode[product.Gtin] = product;
        log.Add(ProductHistory.Subject(product.Id), "", new Change("HS code", "", product.HsCode), new Change("Country of origin", "", product.Origin), new Change("Tariff lines", "", product.NationalCodes.ToString()));
        Write(product, snapshot.Version + 1);
        return product.Id;
    }

    private void Update(Product product, IEnumerable<string> dropped, IEnumerable<string> added, long version)
    {
        foreach (var code in dropped) db.Writes.Execute(CatalogSql.DropBarcode, true, db.Tenant.Value, code, version);
        foreach (var code in added)
        {
            addedByBarcode[code] = product;
            db.Writes.Execute(CatalogSql.SetBarcode, true, db.Tenant.Value, code, product.Id.Value, version);
        }

        db.Writes.Execute(
            CatalogSql.Correct, true, db.Tenant.Value, product.Id.Value, product.Name, product.NameChinese, product.WeightGrams,
            (long)product.Size.LengthMillimetres, (long)product.Size.WidthMillimetres, (long)product.Size.HeightMillimetres,
            product.Battery.ToString(), Flag(product.IsLiquid), Flag(product.IsAlcohol), Flag(product.KeepUpright), product.Category,
            product.HsCode, product.Origin, product.NationalCodes.ToString(), product.CustomsDescription, product.Gtin, version);

        static long Flag(bool value) => value ? 1 : 0;
    }

    private void Write(Product product, long version)
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
        if (product.Gtin.Length > 0) db.Writes.Insert(new BarcodeRow { TenantId = db.Tenant, Code = product.Gtin, ProductId = product.Id, Version = version });
        foreach (var part in product.Parts)
            db.Writes.Insert(new BundlePartRow { TenantId = db.Tenant, BundleId = product.Id, PartId = part.Product.Id, Version = version, Quantity = part.Quantity });
    }
}
