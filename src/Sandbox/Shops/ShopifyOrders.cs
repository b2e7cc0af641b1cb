using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Sandbox.Shops;

/// <summary>Writes a sale as Shopify's webhook would.</summary>
internal static class ShopifyOrders
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Sale sale) => JsonSerializer.Serialize(From(sale), Format);

    private static ShopifyWire.Order From(Sale sale)
    {
        var taxed = sale.GoodsMinor - sale.DiscountMinor + sale.ShippingMinor;
        var tax = Rounding.OfPpm(taxed, sale.TaxPpm);
        var address = From(sale.Buyer);
        return new(
            Id: 5_000_000_000_000 + sale.Serial, sale.Number, sale.Serial, sale.PlacedAt, sale.PlacedAt, sale.PlacedAt, sale.Shop.Currency, sale.Buyer.Address.Email, Or(sale.Buyer.Address.Phone),
            FinancialStatus: sale.IsPaid ? "paid" : "pending", FulfillmentStatus: null, Or(sale.Note), Tags: "", TaxesIncluded: false, Test: false, SourceName: "web", Gateway: "shopify_payments",
            Text(sale, sale.GoodsMinor - sale.DiscountMinor), Text(sale, sale.GoodsMinor), Text(sale, sale.DiscountMinor), Text(sale, tax), Text(sale, taxed + tax), sale.Lines.Sum(line => line.WeightGrams * line.Quantity),
            [.. sale.Lines.Select((line, i) => From(sale, line, i))],
            [new(sale.Serial, "standard", sale.ShippingMinor == 0 ? "Free shipping" : "Standard shipping", Text(sale, sale.ShippingMinor), "shopify")],
            sale.TaxPpm == 0 ? [] : [new("Sales tax", Text(sale, tax), sale.TaxPpm / 1_000_000m)],
            sale.DiscountMinor == 0 ? [] : [new("WELCOME10", Text(sale, sale.DiscountMinor), "percentage")],
            new(long.Parse(sale.Buyer.Id, CultureInfo.InvariantCulture), sale.Buyer.Address.Email, sale.Buyer.GivenName, sale.Buyer.FamilyName),
            BillingAddress: address, ShippingAddress: address);
    }

    private static ShopifyWire.LineItem From(Sale sale, SaleLine line, int index) =>
        new((sale.Serial * 10) + index, line.Code, line.Title, line.Title, line.Quantity, Text(sale, line.PriceMinor), line.WeightGrams, RequiresShipping: true, "manual", "0.00", []);

    private static ShopifyWire.Address From(Buyer buyer)
    {
        var address = buyer.Address;
        return new(
            buyer.GivenName, buyer.FamilyName, address.Name, Or(address.Company), address.Line1, Or(address.Line2), address.City, Or(address.Province), Or(address.Province), Or(address.Postcode),
            Countries.Name(address.Country), address.Country, Or(address.Phone));
    }

    private static string Text(Sale sale, long minor) => new Money(minor, sale.Shop.Currency).ToDecimal().ToString("F" + Currencies.Decimals(sale.Shop.Currency), CultureInfo.InvariantCulture);

    private static string? Or(string text) => text.Length == 0 ? null : text;
}
