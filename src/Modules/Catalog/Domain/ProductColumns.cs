using System.Globalization;
using System.Text.RegularExpressions;
using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Catalog.Domain;

/// <summary>A column of the product file: how a product's fact is written, and how a text becomes the fact.</summary>
/// <param name="Write">Empty for what is not known.</param>
/// <param name="Read">Takes an empty text for "nothing".</param>
internal sealed record ProductColumn(string Title, Func<Product, IReadOnlyList<string>, string> Write, Func<ProductDraft, string, Problem?> Read);

/// <summary>The columns of the product file, in their order. What one writes another reads.</summary>
internal static partial class ProductColumns
{
    public const string Sku = "sku";

    private const char Between = '|';

    private static readonly string[] Yes = ["yes", "true", "1", "y", "是", "sí", "si", "نعم"];
    private static readonly string[] No = ["", "no", "false", "0", "n", "否", "لا"];

    public static readonly IReadOnlyList<ProductColumn> All =
    [
        new(Sku, (product, _) => product.Sku, (draft, text) => Set(draft, draft.Product with { Sku = text })),
        new("name", (product, _) => product.Name, (draft, text) => Set(draft, draft.Product with { Name = text })),
        new("name_chinese", (product, _) => product.NameChinese, (draft, text) => Set(draft, draft.Product with { NameChinese = text })),
        new("category", (product, _) => product.Category, (draft, text) => Set(draft, draft.Product with { Category = text.ToLowerInvariant() })),
        Whole("weight_g", product => product.WeightGrams, (draft, grams) => draft.Product = draft.Product with { WeightGrams = grams }),
        Whole("length_mm", product => product.Size.LengthMillimetres, (draft, side) => draft.Side(0, side)),
        Whole("width_mm", product => product.Size.WidthMillimetres, (draft, side) => draft.Side(1, side)),
        Whole("height_mm", product => product.Size.HeightMillimetres, (draft, side) => draft.Side(2, side)),
        new("battery", (product, _) => product.Battery == BatteryKind.None ? "" : product.Battery.ToString(), ReadBattery),
        YesNo("liquid", product => product.IsLiquid, (product, isSo) => product with { IsLiquid = isSo }),
        YesNo("alcohol", product => product.IsAlcohol, (product, isSo) => product with { IsAlcohol = isSo }),
        YesNo("keep_upright", product => product.KeepUpright, (product, isSo) => product with { KeepUpright = isSo }),
        new("hs_code", (product, _) => product.HsCode, ReadHsCode),
        new("origin", (product, _) => product.Origin, (draft, text) => Set(draft, draft.Product with { Origin = text.ToUpperInvariant() })),
        new("customs_description", (product, _) => product.CustomsDescription, (draft, text) => Set(draft, draft.Product with { CustomsDescription = text })),
        new("tariff_lines", (product, _) => product.NationalCodes.ToString(), ReadTariffLines),
        new("cost", (product, _) => string.IsNullOrEmpty(product.Cost.Currency) ? "" : product.Cost.ToDecimal().ToString("F" + Currencies.Decimals(product.Cost.Currency), CultureInfo.InvariantCulture), ReadCost),
        new("currency", (product, _) => product.Cost.Currency ?? "", (draft, text) => Done(draft.Currency = text.ToUpperInvariant())),
        new("barcodes", (_, barcodes) => Join(barcodes), ReadBarcodes),
        new("parts", (product, _) => Join(product.Parts.OrderBy(part => part.Product.Sku, StringComparer.Ordinal).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Product.Sku}*{part.Quantity}"))), ReadParts),
    ];

    /// <summary>The column of a field that a rule complains about.</summary>
    public static string Of(string? field) => field switch
    {
        "weightGrams" => "weight_g",
        "size" => "length_mm",
        "gtin" => "barcodes",
        "hsCode" => "hs_code",
        "customsDescription" or "description" => "customs_description",
        "code" or "territory" => "tariff_lines",
        null => "",
        _ => field,
    };

    /// <summary>A spreadsheet has shortened a long number, and its last digits are lost: <c>4.00638E+12</c>.</summary>
    public static bool IsShortened(string text) => Shortened().IsMatch(text);

    private static ProductColumn Whole(string title, Func<Product, long> fact, Action<ProductDraft, long> set) => new(
        title, (product, _) => fact(product) == 0 ? "" : fact(product).ToString(CultureInfo.InvariantCulture),
        (draft, text) =>
        {
            if (text.Length == 0) return Done(() => set(draft, 0));
            if (ProductDraft.Number(text) is not { } number || number != decimal.Truncate(number) || Math.Abs(number) > int.MaxValue) return CatalogProblems.CellNotWhole(title, text);
            return number < 0 ? CatalogProblems.NegativeMeasure(title) : Done(() => set(draft, (long)number));
        });

    private static ProductColumn YesNo(string title, Func<Product, bool> fact, Func<Product, bool, Product> with) => new(
        title, (product, _) => fact(product) ? "yes" : "no",
        (draft, text) => Yes.Contains(text.ToLowerInvariant()) ? Set(draft, with(draft.Product, true)) : No.Contains(text.ToLowerInvariant()) ? Set(draft, with(draft.Product, false)) : CatalogProblems.CellNotYesNo(title, text));

    private static Problem? ReadBattery(ProductDraft draft, string text)
    {
        if (text.Length == 0) return Set(draft, draft.Product with { Battery = BatteryKind.None });
        var name = text.Replace(" ", "", StringComparison.Ordinal);
        return !char.IsAsciiDigit(name[0]) && Enum.TryParse<BatteryKind>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? Set(draft, draft.Product with { Battery = kind }) : CatalogProblems.BatteryUnknown(text);
    }

    private static Problem? ReadHsCode(ProductDraft draft, string text) =>
        IsShortened(text) ? CatalogProblems.CellShortened("hs_code", text) : Set(draft, draft.Product with { HsCode = string.Concat(text.Where(char.IsAsciiLetterOrDigit)) });

    private static Problem? ReadTariffLines(ProductDraft draft, string text)
    {
        draft.HasTariffLines = true;
        var lines = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (lines.FirstOrDefault(line => !TariffLine().IsMatch(line)) is { } wrong) return CatalogProblems.TariffLineMalformed(wrong);
        return Set(draft, draft.Product with { NationalCodes = lines.Aggregate(NationalCodes.None, (codes, line) => codes.With(line[..2], line[3..])) });
    }

    private static Problem? ReadCost(ProductDraft draft, string text)
    {
        if (text.Length == 0) return Done(draft.Cost = 0);
        if (ProductDraft.Number(text) is not { } amount) return CatalogProblems.CellNotNumber("cost", text);
        return amount < 0 ? CatalogProblems.NegativeMeasure("cost") : Done(draft.Cost = amount);
    }

    private static Problem? ReadBarcodes(ProductDraft draft, string text)
    {
        var codes = Split(text);
        if (codes.FirstOrDefault(IsShortened) is { } shortened) return CatalogProblems.CellShortened("barcodes", shortened);
        draft.Barcodes = [.. codes.Distinct(StringComparer.Ordinal)];
        return null;
    }

    private static Problem? ReadParts(ProductDraft draft, string text)
    {
        var parts = new List<(string, long)>();
        foreach (var part in Split(text))
        {
            var star = part.LastIndexOf('*');
            if (star < 1 || !long.TryParse(part.AsSpan(star + 1), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var quantity)) return CatalogProblems.PartMalformed(part);
            parts.Add((part[..star].Trim(), quantity));
        }

        draft.Parts = parts;
        return null;
    }

    /// <summary>A bar within a code is written twice.</summary>
    private static string Join(IEnumerable<string> codes) => string.Join(Between, codes.Select(code => code.Replace("|", "||", StringComparison.Ordinal)));

    private static List<string> Split(string text)
    {
        const char Kept = '\u0001'; // Cells hold no control characters.
        return [.. text.Replace("||", Kept.ToString(), StringComparison.Ordinal).Split(Between).Select(code => code.Replace(Kept, Between).Trim()).Where(code => code.Length > 0)];
    }

    private static Problem? Set(ProductDraft draft, Product product) => Done(draft.Product = product);

    private static Problem? Done(object? _) => null;

    private static Problem? Done(Action set)
    {
        set();
        return null;
    }

    [GeneratedRegex(@"^\d[.,]\d+E\+?\d+$", RegexOptions.IgnoreCase)]
    private static partial Regex Shortened();

    [GeneratedRegex("^[A-Z]{2}=[0-9]{8,10}$")]
    private static partial Regex TariffLine();
}
