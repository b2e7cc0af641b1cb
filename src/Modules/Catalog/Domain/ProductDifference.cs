using System.Globalization;
using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;

namespace Entrepot.Catalog.Domain;

/// <summary>What two states of a product differ in, field by field, in the words of its page.</summary>
internal static class ProductDifference
{
    private static readonly Fact[] Facts =
    [
        new("Name", ProductAspects.Words, product => product.Name),
        new("Chinese name", ProductAspects.Words, product => product.NameChinese),
        new("Weight", ProductAspects.Measures, product => product.WeightGrams == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{product.WeightGrams} g")),
        new("Dimensions", ProductAspects.Measures, product => product.Size == default ? "" : string.Create(CultureInfo.InvariantCulture, $"{product.Size.LengthMillimetres} × {product.Size.WidthMillimetres} × {product.Size.HeightMillimetres} mm")),
        new("Battery", ProductAspects.Nature, product => product.Battery == BatteryKind.None ? "" : Spoken.Of(product.Battery.ToString())),
        new("Liquid", ProductAspects.Nature, product => YesNo(product.IsLiquid)),
        new("Alcohol", ProductAspects.Nature, product => YesNo(product.IsAlcohol)),
        new("Keep upright", ProductAspects.Measures, product => YesNo(product.KeepUpright)),
        new("Category", ProductAspects.Nature, product => product.Category),
        new("HS code", ProductAspects.Classification, product => product.HsCode),
        new("Country of origin", ProductAspects.Classification, product => product.Origin),
        new("Tariff lines", ProductAspects.Classification, product => product.NationalCodes.ToString()),
        new("Customs description", ProductAspects.Words, product => product.CustomsDescription),
        new("Cost", ProductAspects.Cost, product => string.IsNullOrEmpty(product.Cost.Currency) ? "" : product.Cost.ToString()),
        new("Parts of the bundle", ProductAspects.Parts, product => string.Join(", ", product.Parts.OrderBy(part => part.Product.Sku, StringComparer.Ordinal).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Quantity} × {part.Product.Sku}")))),
    ];

    public static (ProductAspects Aspects, IReadOnlyList<Change> Changes) Of(Product before, Product after)
    {
        var (aspects, changes) = (ProductAspects.None, new List<Change>());
        foreach (var fact in Facts)
        {
            var (was, becomes) = (fact.Text(before), fact.Text(after));
            if (was == becomes) continue;
            aspects |= fact.Aspect;
            changes.Add(new(fact.Field, was, becomes));
        }

        return (aspects, changes);
    }

    /// <summary>All that a page shows of a product, in a few letters: whether somebody changed it since it was shown.</summary>
    public static string Seen(Product product, IReadOnlyList<string> barcodes)
    {
        var all = string.Join('\n', Facts.Select(fact => fact.Text(product)).Concat(barcodes));
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(all)))[..16];
    }

    private static string YesNo(bool value) => value ? "Yes" : "No";

    private sealed record Fact(string Field, ProductAspects Aspect, Func<Product, string> Text);
}
