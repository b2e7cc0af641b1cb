using System.Globalization;
using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Catalog.Features.Labels;

/// <summary>So many labels of one product. Written as <c>42*5*Barcode</c> where it waits for a printer.</summary>
internal sealed record LabelWish(ProductId Product, int Pieces, LabelCode Code)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Product.Value}*{Pieces}*{Code}");

    public static LabelWish Parse(string text)
    {
        var parts = text.Split('*');
        return new(new(long.Parse(parts[0], CultureInfo.InvariantCulture)), int.Parse(parts[1], CultureInfo.InvariantCulture), Enum.Parse<LabelCode>(parts[2]));
    }

    /// <summary>The product's barcode where it has one and that is wanted, else its SKU.</summary>
    public static string CodeOf(Product product, LabelCode code) => code == LabelCode.Barcode && product.Gtin.Length > 0 ? product.Gtin : product.Sku;

    /// <summary>A number that looks like a GTIN is one, or no shop would read what we print.</summary>
    public static Problem? Check(Product product, LabelCode code) =>
        code == LabelCode.Barcode && Ean.LooksLikeGtin(product.Gtin) && !Ean.IsValid(product.Gtin) ? CatalogProblems.CheckDigitWrong(product.Gtin, product.Sku, Gs1.CheckDigit(product.Gtin.AsSpan(0, product.Gtin.Length - 1)).ToString()) : null;

    /// <summary>How the code is drawn.</summary>
    public static string SymbologyOf(string code) => code switch
    {
        _ when Ean.CanEncode(code) => code.Length == 8 ? "EAN-8" : "EAN-13",
        _ when Code128.CanEncode(code) => "Code 128",
        _ => "Data Matrix",
    };

    public static ProductLabel LabelOf(Product product, LabelCode code) => new()
    {
        Name = product.Name,
        LocalName = product.NameChinese,
        Sku = product.Sku,
        Code = CodeOf(product, code),
        Note = product.Origin.Length > 0 ? $"Made in {Countries.Name(product.Origin)}" : "",
    };
}
