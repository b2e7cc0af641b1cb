using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entrepot.Sandbox.Shops;

/// <summary>Writes a sale as a shop without a connector of its own sends it: the server's own JSON.</summary>
internal static class OwnOrders
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(Sale sale) => JsonSerializer.Serialize(From(sale), Format);

    private static Order From(Sale sale)
    {
        var address = sale.Buyer.Address;
        return new(
            sale.Number, sale.PlacedAt, sale.Shop.Currency,
            new(address.Name, address.Line1, Or(address.Line2), address.City, Or(address.Province), Or(address.Postcode), address.Country, address.Phone, address.Email),
            sale.Buyer.Id,
            [.. sale.Lines.Select((line, i) => new Line((i + 1).ToString(CultureInfo.InvariantCulture), line.Code, line.Title, line.Quantity, line.PriceMinor * 10_000, line.AmountMinor))],
            sale.ShippingMinor, sale.DiscountMinor, sale.GoodsMinor + sale.ShippingMinor - sale.DiscountMinor,
            sale.IsPaid ? "Paid" : "Pending", Incoterm: address.Country == "US" ? "Ddp" : "Dap", Or(sale.Note));
    }

    private static string? Or(string text) => text.Length == 0 ? null : text;

    private sealed record Order(
        string ExternalNumber, DateTime PlacedAt, string Currency, ShipTo ShipTo, string BuyerId, IReadOnlyList<Line> Lines,
        long ShippingMinor, long DiscountMinor, long TotalMinor, string Payment, string Incoterm, string? BuyerNote);

    private sealed record ShipTo(string Name, string Line1, string? Line2, string City, string? Province, string? Postcode, string Country, string Phone, string Email);

    private sealed record Line(string ExternalLineId, string Code, string Description, long Quantity, long UnitPriceMicros, long AmountMinor);
}
