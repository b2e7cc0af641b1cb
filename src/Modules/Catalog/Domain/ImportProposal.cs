using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;

namespace Entrepot.Catalog.Domain;

/// <summary>What a row of a file would do.</summary>
internal enum RowFate { New, Changed, Same, Faulty }

/// <param name="Product">Null where it is faulty or the same.</param>
/// <param name="Problems">Each with the column it is about.</param>
internal sealed record ProposedRow(int Line, string Sku, RowFate Fate, ImportedProduct? Product, IReadOnlyList<Change> Changes, IReadOnlyList<Problem> Problems);

/// <summary>
/// What a file of products would change in the catalogue as it stands, row by row. Plain products come before bundles, for
/// a bundle may be made of products of the same file; otherwise the file's order holds.
/// </summary>
/// <param name="held">How many pieces there are of a plain product, by its id: one that has some cannot become a bundle.</param>
internal sealed class ImportProposal(CatalogSnapshot snapshot, IHsCodes codes, Func<ProductId, long> held)
{
    private const int NameLengthMax = 200;
    private const int CategoryLengthMax = 64;

    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> barcodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> isBundle = new(StringComparer.Ordinal);

    /// <summary>Rows in the order in which they are taken over; it follows from the file alone.</summary>
    public static IReadOnlyList<ProductFileRow> InOrder(ProductFile file)
    {
        var parts = Enumerable.Range(0, file.Columns.Count).FirstOrDefault(i => file.Columns[i]?.Title == "parts", -1);
        return parts < 0 ? file.Rows : [.. file.Rows.OrderBy(row => parts < row.Cells.Count && row.Cells[parts].Trim().Length > 0)];
    }

    public IReadOnlyList<ProposedRow> Of(ProductFile file) => [.. InOrder(file).Select(row => Propose(file, row))];

    private ProposedRow Propose(ProductFile file, ProductFileRow row)
    {
        var cells = file.Columns.Select((column, i) => (Column: column, Text: i < row.Cells.Count ? row.Cells[i] : "")).Where(cell => cell.Column is not null).ToList();
        var sku = SpreadsheetText.Plain(cells.Find(cell => cell.Column?.Title == ProductColumns.Sku).Text);
        var known = snapshot.FindSku(sku);
        if (sku.Length == 0) return Faulty(row, sku, CatalogProblems.SkuMissing());
        if (ProductColumns.IsShortened(sku)) return Faulty(row, sku, CatalogProblems.CellShortened(ProductColumns.Sku, sku));
        if (lines.TryGetValue(sku, out var line)) return Faulty(row, sku, CatalogProblems.RowTwice(sku, line));
        lines[sku] = row.Line;

        var before = known ?? new Product(default, sku, "");
        IReadOnlyList<string> scans = known is null ? [] : snapshot.BarcodesOf(known);
        var draft = new ProductDraft(before, scans);
        var problems = new List<Problem>();
        var isSame = known is not null;
        foreach (var (column, text) in cells)
        {
            if (column is null || Says(column, text, before, scans) is not { } said) continue;
            isSame = false;
            if (column.Read(draft, said) is { } wrong) problems.Add(wrong with { Field = column.Title });
        }

        if (isSame) return new(row.Line, sku, RowFate.Same, null, [], []); // Also what could not be said today.
        if (problems.Count > 0) return Faulty(row, sku, [.. problems]);

        var finished = draft.Finish();
        if (finished.Problem is { } unfinished) return Faulty(row, sku, unfinished);
        var product = finished.Value;
        if (Check(before, known, product) is { } problem) return Faulty(row, sku, problem);

        foreach (var code in product.Barcodes) barcodes[code] = sku;
        if (product.Parts is not null) isBundle[sku] = product.Parts.Count > 0;
        if (known is null) return new(row.Line, sku, RowFate.New, product, [], []);
        var changes = Changes(known, scans, product);
        return new(row.Line, sku, changes.Count > 0 ? RowFate.Changed : RowFate.Same, product, changes, []);
    }

    /// <summary>What a cell says that is not on file already; null for nothing. An empty cell leaves what there is, a hyphen alone takes it away.</summary>
    private static string? Says(ProductColumn column, string cell, Product before, IReadOnlyList<string> scans)
    {
        var text = SpreadsheetText.Plain(cell);
        if (text.Length == 0 || text == SpreadsheetText.Clean(column.Write(before, scans))) return null;
        return cell.Trim() == "-" ? "" : text;
    }

    private Problem? Check(Product before, Product? known, ImportedProduct imported)
    {
        var product = imported.Product;
        if (product.Name.Length > NameLengthMax && product.Name != before.Name) return CatalogProblems.CellTooLong("name", NameLengthMax);
        if (product.NameChinese.Length > NameLengthMax && product.NameChinese != before.NameChinese) return CatalogProblems.CellTooLong("name_chinese", NameLengthMax);
        if (product.Category.Length > CategoryLengthMax && product.Category != before.Category) return CatalogProblems.CellTooLong("category", CategoryLengthMax);
        if ((ProductRules.Check(product) ?? ProductRules.CheckCorrected(product, imported.Barcodes)) is { } problem) return problem;
        if (product.HsCode.Length > 0 && product.HsCode != before.HsCode && codes.Check(product.HsCode).Problem is { } unknown) return unknown with { Field = "hs_code" };

        foreach (var code in imported.Barcodes)
        {
            var owner = snapshot.FindBarcode(code)?.Sku ?? barcodes.GetValueOrDefault(code);
            if (owner is not null && owner != product.Sku) return CatalogProblems.GtinKnown(code, owner) with { Field = "barcodes" };
        }

        return imported.Parts is { Count: > 0 } parts ? CheckParts(known, product, parts) : null;
    }

    private Problem? CheckParts(Product? known, Product product, IReadOnlyList<(string Sku, long Quantity)> parts)
    {
        if (parts.Count > ProductRules.PartsMax) return CatalogProblems.TooManyParts();
        foreach (var (sku, quantity) in parts)
        {
            if (sku == product.Sku) return CatalogProblems.PartIsItself(sku);
            if (isBundle.TryGetValue(sku, out var bundle) ? bundle : snapshot.FindSku(sku)?.IsBundle == true) return CatalogProblems.PartIsBundle(sku);
            if (!lines.ContainsKey(sku) && snapshot.FindSku(sku) is null) return CatalogProblems.PartUnknown(sku);
            if (quantity is < 1 or > ProductRules.PartQuantityMax || parts.Count(other => other.Sku == sku) > 1) return CatalogProblems.PartQuantity(sku);
        }

        if (known is null || known.IsBundle) return null;
        if (snapshot.BundlesWith(known.Id).FirstOrDefault() is { Value: > 0 } outer && snapshot.Find(outer) is { } holder) return CatalogProblems.BundleIsPart(product.Sku, holder.Sku);
        return held(known.Id) is > 0 and var pieces ? CatalogProblems.BundleHasStock(product.Sku, pieces) : null;
    }

    private static List<Change> Changes(Product known, IReadOnlyList<string> scans, ImportedProduct imported)
    {
        var product = imported.Product;
        if (imported.Parts is { } parts) product = product with { Parts = [.. parts.Select(part => new BundlePart(new(default, part.Sku, ""), part.Quantity))] };
        var (_, changes) = ProductDifference.Of(known, product);
        List<Change> all = [.. changes];
        if (!scans.SequenceEqual(imported.Barcodes)) all.Add(new("Barcodes", string.Join(' ', scans), string.Join(' ', imported.Barcodes)));
        return all;
    }

    private static ProposedRow Faulty(ProductFileRow row, string sku, params IReadOnlyList<Problem> problems) =>
        new(row.Line, sku, RowFate.Faulty, null, [], [.. problems.Select(problem => problem with { Field = ProductColumns.Of(problem.Field) })]);
}
