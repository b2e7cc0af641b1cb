using System.Globalization;
using CsvHelper;
using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.MadeUp;

/// <summary>Weight and size of real products, to draw made-up ones from; lightest first.</summary>
internal sealed class ProductSizes(IReadOnlyList<(long WeightGrams, Dimensions Size)> sizes)
{
    /// <summary>A price, in major units, from which a product may be as heavy as any.</summary>
    private const int HeavyFrom = 40;

    /// <summary>The share of all products, in percent, that the cheapest may be drawn from.</summary>
    private const int LightPercent = 40;

    public int Count => sizes.Count;

    /// <summary>From 32,951 products of a Brazilian marketplace where that file lies at hand, else from our own short list.</summary>
    public static ProductSizes Load(string? folder)
    {
        var file = folder is null ? null : Path.Combine(folder, "olist_products_dataset.csv");
        var rows = file is not null && File.Exists(file) ? FromFile(file) : FromList();
        rows.Sort((a, b) => (a.Item1, a.Item2.VolumeCubicMillimetres).CompareTo((b.Item1, b.Item2.VolumeCubicMillimetres)));
        return new(rows);
    }

    /// <summary>What costs little weighs little: the dearer, the further up the list the lot may fall.</summary>
    public (long WeightGrams, Dimensions Size) Of(string code, long unitPriceMicros)
    {
        var share = LightPercent + ((100 - LightPercent) * Math.Min(unitPriceMicros / 1_000_000, HeavyFrom) / HeavyFrom);
        return sizes[new Draw($"size/{code}").Below(Math.Max(1, (int)(sizes.Count * share / 100)))];
    }

    private static List<(long, Dimensions)> FromList() => RuleFile.Rows(typeof(ProductSizes).Assembly, "test-sizes.tsv")
        .Select(row => row.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray())
        .Select(row => ((long)row[0], new Dimensions(row[1], row[2], row[3]))).ToList();

    private static List<(long, Dimensions)> FromFile(string file)
    {
        var rows = new List<(long, Dimensions)>();
        using var reader = CsvReader.FromFile(file);
        while (reader.Read())
        {
            if (reader.TryParse<int>(5, out var grams) && grams > 0 && reader.TryParse<int>(6, out var length) && reader.TryParse<int>(7, out var height) && reader.TryParse<int>(8, out var width))
                rows.Add((grams, new(length * 10, width * 10, height * 10)));
        }

        return rows.Count > 0 ? rows : FromList();
    }
}

/// <summary>Products for codes that nobody has described.</summary>
internal static class MadeUpProducts
{
    /// <summary>Where gifts are made, roughly: four of five in China.</summary>
    private static readonly string[] Origins = ["CN", "CN", "CN", "CN", "CN", "CN", "CN", "CN", "IN", "GB"];

    public static Product Of(string code, string description, long unitPriceMicros, string currency, ProductSizes sizes, Func<string, string>? hsCodeOf)
    {
        var name = description.Length > 0 ? description : code;
        var (grams, size) = sizes.Of(code, unitPriceMicros);
        var costPercent = 35 + new Draw($"cost/{code}").Below(30);
        return new(new(0), code, name)
        {
            WeightGrams = grams,
            Size = size,
            Origin = new Draw($"origin/{code}").From(Origins),
            HsCode = hsCodeOf?.Invoke(name) ?? "",
            CustomsDescription = name,
            Category = "gifts",
            Cost = new(Rounding.DivideHalfEven((Int128)unitPriceMicros * costPercent * (long)Currencies.Scale(currency), 100_000_000), currency),
        };
    }
}
