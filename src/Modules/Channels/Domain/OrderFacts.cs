using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain;

/// <summary>One fact of an order as a person reads it.</summary>
/// <param name="Label">English; translated where it is shown.</param>
/// <param name="Line">The line's id within the order; empty for facts of the whole order.</param>
internal sealed record OrderFact(string Label, string Line, string Value);

/// <summary>An order's content as facts, so that two versions of it can be laid side by side.</summary>
internal static class OrderFacts
{
    /// <summary>What is not empty, in the sequence in which one checks an order.</summary>
    public static IReadOnlyList<OrderFact> Of(IncomingOrder order)
    {
        var facts = new List<OrderFact>();
        void Add(string label, string? value, string line = "")
        {
            if (!string.IsNullOrEmpty(value)) facts.Add(new(label, line, value));
        }

        Add("Placed at", order.PlacedAt.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        Add("Buyer", order.BuyerId);
        Add("Buyer's tax number", order.BuyerTaxId);
        AddAddress(order.ShipTo, order.CountryText, "Ship to", Add);
        if (order.BillTo is { } billTo) AddAddress(billTo, "", "Bill to", Add);
        foreach (var line in order.Lines) AddLine(order, line, Add);
        Add("Shipping", Amount(order.ShippingMinor, order.Currency));
        Add("Discount", Amount(order.DiscountMinor, order.Currency));
        Add("Tax", Amount(order.TaxMinor, order.Currency));
        Add("Total", order.TotalMinor is { } total ? Amount(total, order.Currency) : null);
        Add("Payment", order.Payment.ToString());
        Add("Incoterm", order.Incoterm.ToString().ToUpperInvariant());
        Add("IOSS number", order.IossNumber);
        Add("Buyer's note", order.BuyerNote);
        Add("Gift message", order.GiftMessage);
        Add("Requested service", order.RequestedService);
        Add("Ship by", order.ShipBy?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        Add("Deliver by", order.DeliverBy?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        Add("Tags", string.Join(", ", order.Tags.Concat(order.Flags)));
        return facts;
    }

    private static void AddAddress(Address address, string countryText, string label, Action<string, string?, string> add)
    {
        var parts = new[] { address.Name, address.Company, address.Line1, address.Line2, $"{address.Postcode} {address.City}".Trim(), address.Province, address.Country, countryText, address.Phone, address.Email };
        add(label, string.Join(", ", parts.Where(part => part.Length > 0)), "");
    }

    private static void AddLine(IncomingOrder order, IncomingLine line, Action<string, string?, string> add)
    {
        add("Article", line.Description.Length > 0 ? $"{line.Code} {line.Description}" : line.Code, line.ExternalLineId);
        add("Quantity", line.Quantity.ToString(CultureInfo.InvariantCulture), line.ExternalLineId);
        add("Unit price", string.Create(CultureInfo.InvariantCulture, $"{line.UnitPriceMicros / 1_000_000m:0.######} {order.Currency}"), line.ExternalLineId);
        add("Line amount", Amount(line.AmountMinor, order.Currency), line.ExternalLineId);
        add("Line discount", Amount(line.DiscountMinor, order.Currency), line.ExternalLineId);
        add("Line tax", Amount(line.TaxMinor, order.Currency), line.ExternalLineId);
    }

    private static string? Amount(long minor, string currency) =>
        minor == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{(minor / Currencies.Scale(currency)).ToString("F" + Currencies.Decimals(currency), CultureInfo.InvariantCulture)} {currency}");
}
