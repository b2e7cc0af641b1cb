using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Catalog.Domain;

/// <summary>What a product must fulfil by itself, before anything else is asked.</summary>
internal static class ProductRules
{
    /// <summary>GS1 element strings and the longest marketplace SKU (Shopify, 255) aside, no code in use is longer; it bounds the index.</summary>
    /// <summary>What the tightest declaration takes: a line of DHL Parcel's customs form and of H7 both end at 256 characters or later.</summary>
    public const int DescriptionLengthMax = 256;

    public const int CodeLengthMax = 64;

    public static Problem? Check(Product product)
    {
        if (product.Sku.Length == 0) return CatalogProblems.SkuMissing();
        if (product.Sku.Length > CodeLengthMax) return CatalogProblems.SkuTooLong(product.Sku);
        if (!IsClean(product.Sku)) return CatalogProblems.SkuNotTrimmed(product.Sku);
        if (product.Gtin.Length > CodeLengthMax) return CatalogProblems.GtinTooLong();
        if (product.WeightGrams < 0) return CatalogProblems.NegativeMeasure("weightGrams");
        if (product.Size.LengthMillimetres < 0 || product.Size.WidthMillimetres < 0 || product.Size.HeightMillimetres < 0) return CatalogProblems.NegativeMeasure("size");
        if (product.Cost.Minor < 0) return CatalogProblems.NegativeMeasure("cost");
        return CheckCustoms(product.HsCode, product.Origin) ?? CheckNational(product.HsCode, product.NationalCodes);
    }

    /// <summary>Empty means not known yet, which is allowed.</summary>
    public static Problem? CheckCustoms(string hsCode, string origin)
    {
        if (hsCode.Length > 0 && (hsCode.Length is < 6 or > 10 || hsCode.AsSpan().ContainsAnyExceptInRange('0', '9'))) return CatalogProblems.HsCodeMalformed(hsCode);
        return origin.Length > 0 && !Countries.IsKnown(origin) ? CatalogProblems.OriginUnknown(origin) : null;
    }

    /// <summary>A national code goes on from the world-wide six digits, and its territory is a country or the EU.</summary>
    public static Problem? CheckNational(string hsCode, NationalCodes codes)
    {
        foreach (var (territory, code) in codes.All)
        {
            if (territory != "EU" && !Countries.IsKnown(territory)) return CatalogProblems.TerritoryUnknown(territory);
            if (hsCode.Length < 6 || code.Length is < 8 or > 10 || code.AsSpan().ContainsAnyExceptInRange('0', '9') || !code.StartsWith(hsCode[..6], StringComparison.Ordinal))
                return CatalogProblems.NationalCodeMalformed(code, hsCode);
        }

        return null;
    }

    private static bool IsClean(string code) => !char.IsWhiteSpace(code[0]) && !char.IsWhiteSpace(code[^1]) && !code.Any(char.IsControl);
}
