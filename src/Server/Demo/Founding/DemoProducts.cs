using System.Globalization;
using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Server.Demo.Founding;

/// <summary>A product of the demo company with what its shops ask for it.</summary>
/// <param name="ListPriceEurMinor">In euro cents, tax included.</param>
internal sealed record DemoProduct(NewProduct Product, long ListPriceEurMinor)
{
    public string Sku => Product.Product.Sku;
}

/// <summary>The demo company's catalogue (<c>Rules/demo-products.tsv</c>).</summary>
internal static class DemoProducts
{
    /// <summary>Plain products first, in the file's order: a bundle is added after its parts.</summary>
    public static IReadOnlyList<DemoProduct> Load() =>
        [.. RuleFile.Rows(typeof(DemoProducts).Assembly, "demo-products.tsv").Select(Read).OrderBy(product => product.Product.Parts.Count > 0)];

    private static DemoProduct Read(string[] row) => new(new(
        new(new(0), row[0], row[1])
        {
            NameChinese = row[2],
            CustomsDescription = row[3],
            Category = row[4],
            HsCode = row[5],
            Origin = row[6],
            WeightGrams = Number(row[7]),
            Size = Size(row[8]),
            Gtin = row[9],
            Battery = row[10].Length == 0 ? BatteryKind.None : Enum.Parse<BatteryKind>(row[10]),
            IsLiquid = row[11].Contains("liquid", StringComparison.Ordinal),
            IsAlcohol = row[11].Contains("alcohol", StringComparison.Ordinal),
            KeepUpright = row[11].Contains("upright", StringComparison.Ordinal),
            NationalCodes = NationalCodes.Parse(row[16]),
            Cost = row[13].Length == 0 ? default : new(Number(row[12]), row[13]),
        },
        [.. row[15].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('×')).Select(part => (part[0], Number(part[1])))]), Number(row[14]));

    private static Dimensions Size(string text)
    {
        if (text.Length == 0) return default;
        var sides = text.Split('×').Select(side => (int)Number(side)).ToArray();
        return new(sides[0], sides[1], sides[2]);
    }

    private static long Number(string text) => text.Length == 0 ? 0 : long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
