using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Kernel;

namespace Entrepot.Sandbox.Shops;

/// <summary>Writes a sale as Amazon's Orders API answers it: price tags hold the tax, the proceeds tell goods, shipping and tax apart.</summary>
internal static class AmazonOrders
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(Sale sale) => JsonSerializer.Serialize(new AmazonWire.GetOrderResponse(From(sale)), Format);

    private static AmazonWire.Order From(Sale sale)
    {
        var items = sale.Lines.Select((line, i) => Figure(sale, line, i)).ToList();
        var (net, shipping, tax) = (items.Sum(item => item.NetMinor), items.Sum(item => item.ShippingMinor), items.Sum(item => item.TaxMinor));
        return new(
            sale.Number, sale.PlacedAt, sale.PlacedAt, [], new("AMAZON", sale.Shop.Marketplace, sale.Shop.MarketplaceName),
            new(sale.Buyer.Address.Name, sale.Buyer.Address.Email), new(From(sale.Buyer.Address)),
            new(Money(sale, net + shipping + tax), Breakdowns(sale, net, shipping, tax, detailed: false)),
            new(sale.IsPaid ? "UNSHIPPED" : "PENDING", "MERCHANT", "STANDARD", new(sale.PlacedAt, sale.PlacedAt.AddDays(2)), new(sale.PlacedAt.AddDays(3), sale.PlacedAt.AddDays(9))),
            items.ConvertAll(item => From(sale, item)));
    }

    /// <summary>An item's part of the order; shipping goes with the first one.</summary>
    private static Figures Figure(Sale sale, SaleLine line, int index)
    {
        var unit = WithoutTax(sale, line.PriceMinor);
        var (net, shipping) = (unit * line.Quantity, index == 0 ? WithoutTax(sale, sale.ShippingMinor) : 0);
        return new(line, index, unit, net, shipping, line.AmountMinor + (index == 0 ? sale.ShippingMinor : 0) - net - shipping);
    }

    private static AmazonWire.OrderItem From(Sale sale, Figures item)
    {
        var collected = sale.GoodsMinor <= sale.Shop.CollectsTaxUpToMinor;
        return new(
            ((sale.Serial * 10) + item.Index).ToString("D14", CultureInfo.InvariantCulture), item.Line.Quantity,
            new(Asin(item.Line.Code), item.Line.Title, item.Line.Code, new("NEW", "NEW"), new(Money(sale, item.UnitMinor))),
            new(Money(sale, item.NetMinor + item.ShippingMinor + item.TaxMinor), Breakdowns(sale, item.NetMinor, item.ShippingMinor, item.TaxMinor, detailed: true)),
            new(0, item.Line.Quantity, collected && sale.Shop.IossNumber is { } number ? new(new(number)) : null),
            collected ? new(sale.Shop.IossNumber is null ? [] : [new("IOSS")], [new("MARKETPLACE_FACILITATOR", sale.Shop.MarketplaceName)]) : null);
    }

    private static List<AmazonWire.Breakdown> Breakdowns(Sale sale, long net, long shipping, long tax, bool detailed)
    {
        var parts = new List<AmazonWire.Breakdown> { new("ITEM", Money(sale, net)) };
        if (shipping != 0) parts.Add(new("SHIPPING", Money(sale, shipping)));
        if (tax != 0) parts.Add(new("TAX", Money(sale, tax), detailed ? [new("ITEM", Money(sale, tax))] : null));
        return parts;
    }

    private static AmazonWire.Address From(Address address) => new(
        address.Name, address.Line1, Or(address.Line2), address.City, Or(address.Province), address.Postcode, address.Country, Or(address.Phone), "RESIDENTIAL");

    private static long WithoutTax(Sale sale, long minor) => Rounding.DivideHalfEven((Int128)minor * 1_000_000, 1_000_000 + sale.TaxPpm);

    /// <summary>Looks like an ASIN and is always the same for an article; Amazon gives out none that begin with XD.</summary>
    private static string Asin(string code) => "XD" + Hashing.Sha256(code)[..8].ToUpperInvariant();

    private static AmazonWire.Money Money(Sale sale, long minor) => new(new Money(minor, sale.Shop.Currency).ToDecimal().ToString("F2", CultureInfo.InvariantCulture), sale.Shop.Currency);

    private static string? Or(string text) => text.Length == 0 ? null : text;

    private sealed record Figures(SaleLine Line, int Index, long UnitMinor, long NetMinor, long ShippingMinor, long TaxMinor);
}
