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
    private readonly Dictionary<ProductId, IReadOnlyList<string>> barcodesInUnit = [];
    private readonly Dictionary<SkuReference, Product> mapped = [];

    public async Task<IReadOnlyList<Result<ProductId>>> AddAsync(IReadOnlyList<NewProduct> products, CancellationToken ct)
    {
        var snapshot = await BeginAsync(ct);
        var answers = new Result<ProductId>[products.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = Add(products[i], products[i].Product.Gtin.Length > 0 ? [products[i].Product.Gtin] : [], snapshot);
        if (answers.Any(answer => answer.IsOk)) Raise(snapshot);
        return answers;
    }

    public async Task<Result> MapAsync(SkuReference code, ProductId product, CancellationToken ct)
    {
        var snapshot = await BeginAsync(ct);
        if (code.Code.Length is 0 or > ProductRules.CodeLengthMax) return CatalogProblems.CodeMissing();
        if (Known(product, snapshot) is not { } target) return CatalogProblems.ProductNotFound(product);
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
        if (Known(product, snapshot) is not { } known) return CatalogProblems.ProductNotFound(product);

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
        if (Known(product, snapshot) is not { } known) return CatalogProblems.ProductNotFound(product);

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
        if (Known(product, snapshot) is not { } known) return CatalogProblems.ProductNotFound(product);

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
        if (Known(corrected.Id, snapshot) is not { } known) return CatalogProblems.ProductNotFound(corrected.Id);

        return Replace(known, corrected with { Parts = known.Parts, Cost = known.Cost, NationalCodes = known.NationalCodes.Under(corrected.HsCode) }, barcodes, snapshot);
    }

    public async Task<Result<ProductAspects>> ComposeAsync(ProductId bundle, IReadOnlyList<(string Sku, long Quantity)> parts, CancellationToken ct)
    {
        var snapshot = await BeginAsync(ct);
        if (Known(bundle, snapshot) is not { } known) return CatalogProblems.ProductNotFound(bundle);

        var found = PartsOf(known, parts, snapshot);
        return found.Problem is { } problem ? problem : Replace(known, known with { Parts = found.Value }, BarcodesOf(known, snapshot), snapshot);
    }

    /// <summary>
    /// Makes true what a file says of each product, found by its SKU: a new one is added, a known one gets all facts in place of
    /// what is on file. A refused one changes nothing, the others are written; answers in the same order.
    /// </summary>
    internal async Task<IReadOnlyList<Result<ProductPut>>> PutAsync(IReadOnlyList<ImportedProduct> products, CancellationToken ct)
    {
        var snapshot = await BeginAsync(ct);
        var answers = new Result<ProductPut>[products.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = Put(products[i], snapshot);
        return answers;
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
            barcodesInUnit.Clear();
            mapped.Clear();
        }

        return await snapshots.CurrentAsync(db, ct);
    }

    private void Raise(CatalogSnapshot snapshot) => db.Writes.Execute(CatalogSql.NextVersion, true, db.Tenant.Value, snapshot.Version + 1);

    private Product? Known(ProductId id, CatalogSnapshot snapshot) => inUnit.GetValueOrDefault(id) ?? snapshot.Find(id);

    private Product? KnownSku(string sku, CatalogSnapshot snapshot) =>
        addedBySku.GetValueOrDefault(sku) ?? (snapshot.FindSku(sku) is { } found ? Known(found.Id, snapshot) : null);

    private IReadOnlyList<string> BarcodesOf(Product product, CatalogSnapshot snapshot) => barcodesInUnit.GetValueOrDefault(product.Id) ?? snapshot.BarcodesOf(product);

    private Result<ProductPut> Put(ImportedProduct asked, CatalogSnapshot snapshot)
    {
        if (KnownSku(asked.Product.Sku, snapshot) is not { } known)
        {
            if (ProductRules.CheckCorrected(asked.Product, asked.Barcodes) is { } problem) return problem;
            var added = Add(new(asked.Product, asked.Parts ?? []), asked.Barcodes, snapshot);
            if (added.Problem is { } refused) return refused;
            Raise(snapshot);
            return new ProductPut(added.Value, ProductAspects.None, IsNew: true);
        }

        var parts = asked.Parts is null ? new(known.Parts) : PartsOf(known, asked.Parts, snapshot);
        if (parts.Problem is { } wrong) return wrong;
        var replaced = Replace(known, asked.Product with { Id = known.Id, Parts = parts.Value }, asked.Barcodes, snapshot);
        return replaced.Problem is { } no ? no : new ProductPut(known.Id, replaced.Value, IsNew: false);
    }

    private Result<ProductAspects> Replace(Product known, Product asked, IReadOnlyList<string> barcodes, CatalogSnapshot snapshot)
    {
        var codes = barcodes.Distinct(StringComparer.Ordinal).ToList();
        var product = asked with { Sku = known.Sku, Gtin = codes.Count > 0 ? codes[0] : "" };
        if ((ProductRules.Check(product) ?? ProductRules.CheckCorrected(product, codes)) is { } problem) return problem;
        if (Taken(codes, product.Id, snapshot) is { } taken) return taken;

        var (aspects, changes) = ProductDifference.Of(known, product);
        var before = BarcodesOf(known, snapshot);
        if (known.Gtin != product.Gtin || !before.ToHashSet(StringComparer.Ordinal).SetEquals(codes)) (aspects, changes) = (aspects | ProductAspects.Barcodes, [.. changes, new("Barcodes", string.Join(' ', before), string.Join(' ', codes))]);
        if (aspects == ProductAspects.None) return aspects;

        inUnit[product.Id] = product;
        barcodesInUnit[product.Id] = codes;
        foreach (var code in codes) addedByBarcode[code] = product;
        log.Add(ProductHistory.Subject(product.Id), "", changes);
        ProductWrites.Update(db, known, product, before.Except(codes), codes.Except(before), snapshot.Version + 1);
        Raise(snapshot);
        return aspects;
    }

    private Problem? Taken(IEnumerable<string> codes, ProductId by, CatalogSnapshot snapshot)
    {
        foreach (var code in codes)
            if ((addedByBarcode.GetValueOrDefault(code) ?? snapshot.FindBarcode(code)) is { } other && other.Id != by) return CatalogProblems.GtinKnown(code, other.Sku) with { Field = "barcodes" };
        return null;
    }

    /// <summary>Bundles are of plain products only, and no bundle is a part: so none can hold itself, over however many others.</summary>
    private Result<IReadOnlyList<BundlePart>> PartsOf(Product bundle, IReadOnlyList<(string Sku, long Quantity)> asked, CatalogSnapshot snapshot)
    {
        if (asked.Count > ProductRules.PartsMax) return CatalogProblems.TooManyParts();
        var parts = new List<BundlePart>(asked.Count);
        foreach (var (sku, quantity) in asked)
        {
            if (sku == bundle.Sku) return CatalogProblems.PartIsItself(sku);
            if (KnownSku(sku, snapshot) is not { } part) return CatalogProblems.PartUnknown(sku);
            if (part.IsBundle) return CatalogProblems.PartIsBundle(sku);
            if (quantity is < 1 or > ProductRules.PartQuantityMax || parts.Exists(known => known.Product.Id == part.Id)) return CatalogProblems.PartQuantity(sku);
            parts.Add(new(part, quantity));
        }

        if (parts.Count > 0 && BundleWith(bundle.Id, snapshot) is { } outer) return CatalogProblems.BundleIsPart(bundle.Sku, outer.Sku);
        return parts;
    }

    private Product? BundleWith(ProductId part, CatalogSnapshot snapshot) =>
        snapshot.BundlesWith(part).Select(bundle => Known(bundle, snapshot)).OfType<Product>().Concat(inUnit.Values)
            .FirstOrDefault(bundle => bundle.Parts.Any(known => known.Product.Id == part));

    private Result<ProductId> Add(NewProduct asked, IReadOnlyList<string> barcodes, CatalogSnapshot snapshot)
    {
        var codes = barcodes.Distinct(StringComparer.Ordinal).ToList();
        var product = asked.Product with { Gtin = codes.Count > 0 ? codes[0] : "" };
        if (ProductRules.Check(product) is { } problem) return problem;
        if (KnownSku(product.Sku, snapshot) is not null) return CatalogProblems.SkuKnown(product.Sku);
        if (Taken(codes, default, snapshot) is { } taken) return taken with { Field = null };
        var parts = PartsOf(product, asked.Parts, snapshot);
        if (parts.Problem is { } wrong) return wrong;

        product = product with { Id = new(ids.Next()), Parts = parts.Value };
        addedBySku[product.Sku] = product;
        inUnit[product.Id] = product;
        barcodesInUnit[product.Id] = codes;
        foreach (var code in codes) addedByBarcode[code] = product;
        log.Add(ProductHistory.Subject(product.Id), "", new Change("HS code", "", product.HsCode), new Change("Country of origin", "", product.Origin), new Change("Tariff lines", "", product.NationalCodes.ToString()));
        ProductWrites.Insert(db, product, codes, snapshot.Version + 1);
        return product.Id;
    }
}
