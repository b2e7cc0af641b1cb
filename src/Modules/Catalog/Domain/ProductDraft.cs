using System.Globalization;
using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Catalog.Domain;

/// <summary>A product while the cells of a row are put into it.</summary>
internal sealed class ProductDraft(Product product, IReadOnlyList<string> barcodes)
{
    private long[] sides = [product.Size.LengthMillimetres, product.Size.WidthMillimetres, product.Size.HeightMillimetres];

    public Product Product { get; set; } = product;
    public IReadOnlyList<string> Barcodes { get; set; } = barcodes;
    public IReadOnlyList<(string Sku, long Quantity)>? Parts { get; set; }
    public decimal? Cost { get; set; }
    public string? Currency { get; set; }
    public bool HasTariffLines { get; set; }

    public void Side(int side, long millimetres) => sides = [.. sides.Select((known, i) => i == side ? millimetres : known)];

    /// <summary>The product with what depends on several cells.</summary>
    public Result<ImportedProduct> Finish()
    {
        if (sides.Any(side => side is < 0 or > int.MaxValue)) return CatalogProblems.MeasureTooLarge("size");
        var done = Product with
        {
            Size = new((int)sides[0], (int)sides[1], (int)sides[2]),
            Gtin = Barcodes.Count > 0 ? Barcodes[0] : "",
            NationalCodes = HasTariffLines ? Product.NationalCodes : Product.NationalCodes.Under(Product.HsCode),
        };
        if (Cost is not null || Currency is not null)
        {
            var amount = Cost ?? (string.IsNullOrEmpty(done.Cost.Currency) ? 0 : done.Cost.ToDecimal());
            var currency = Currency ?? done.Cost.Currency ?? "";
            if (currency.Length == 0 && amount != 0) return CatalogProblems.CostWithoutCurrency();
            if (currency.Length > 0)
            {
                var cost = Money.From(amount, currency);
                if (cost.Problem is { } problem) return problem with { Field = "cost" };
                done = done with { Cost = cost.Value };
            }
            else done = done with { Cost = new(0, "") };
        }

        return new ImportedProduct(done, Barcodes, Parts);
    }

    /// <summary>A number as files have it: digits, with a full stop before decimals, or with an exponent.</summary>
    public static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null;
}
