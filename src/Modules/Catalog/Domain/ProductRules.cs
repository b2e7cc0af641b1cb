using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Catalog.Domain;

/// <summary>What a product must fulfil by itself, before anything else is asked.</summary>
internal static class ProductRules
{
    /// <summary>What the tightest declaration takes: a line of DHL Parcel's customs form and of H7 both end at 256 characters or later.</summary>
    public const int DescriptionLengthMax = 256;

    /// <summary>GS1 element strings and the longest marketplace SKU (Shopify, 255) aside, no code in use is longer; it bounds the index.</summary>
    public const int CodeLengthMax = 64;

    /// <summary>Nothing that a parcel carrier takes comes near 10 t or 20 m: such a number is a slip of the unit.</summary>
    private const long WeightGramsMax = 10_000_000;

    private const int LengthMillimetresMax = 20_000;

    /// <summary>More barcodes than packagings of one product: somebody pasted another list.</summary>
    public const int BarcodesMax = 20;

    /// <summary>A set of more than a hundred different things is packed by nobody.</summary>
    public const int PartsMax = 100;

    public const long PartQuantityMax = 10_000;

    /// <summary>Labels in one file: 84 sheets of stickers.</summary>
    public const int LabelsMax = 2_000;

    /// <summary>A box of labels; whoever needs more prints twice.</summary>
    public const int LabelsOfOneMax = 1_000;

    public static Problem? Check(Product product)
    {
        if (product.Sku.Length == 0) return CatalogProblems.SkuMissing();
        if (product.Sku.Length > CodeLengthMax) return CatalogProblems.SkuTooLong(product.Sku);
        if (!IsClean(product.Sku)) return CatalogProblems.SkuNotTrimmed(product.Sku);
        if (product.Gtin.Length > CodeLengthMax) return CatalogProblems.GtinTooLong();
        if (product.WeightGrams < 0) return CatalogProblems.NegativeMeasure("weightGrams");
        if (product.Size.LengthMillimetres < 0 || product.Size.WidthMillimetres < 0 || product.Size.HeightMillimetres < 0) return CatalogProblems.NegativeMeasure("size");
        if (product.WeightGrams > WeightGramsMax) return CatalogProblems.MeasureTooLarge("weightGrams");
        if (product.Size.LengthMillimetres > LengthMillimetresMax || product.Size.WidthMillimetres > LengthMillimetresMax || product.Size.HeightMillimetres > LengthMillimetresMax) return CatalogProblems.MeasureTooLarge("size");
        if (product.Cost.Minor < 0) return CatalogProblems.NegativeMeasure("cost");
        return CheckCustoms(product.HsCode, product.Origin) ?? CheckNational(product.HsCode, product.NationalCodes);
    }

    /// <summary>What a person who looks at one product is asked besides; older imports may lack it.</summary>
    public static Problem? CheckCorrected(Product product, IReadOnlyList<string> barcodes)
    {
        if (product.Name.Length == 0) return CatalogProblems.NameMissing();
        if (product.CustomsDescription.Length > DescriptionLengthMax) return CatalogProblems.BadDescription() with { Field = "customsDescription" };
        if (product.Size != default && !product.Size.IsKnown) return CatalogProblems.SizeIncomplete();
        if (barcodes.Count > BarcodesMax) return CatalogProblems.TooManyBarcodes();
        return barcodes.Any(code => code.Length > CodeLengthMax || !IsClean(code)) ? CatalogProblems.GtinTooLong() with { Field = "barcodes" } : null;
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
