using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain;

/// <summary>
/// What an order must fulfil to be stored at all. Only its form is judged here: whether its currency, country,
/// articles and sums make sense is for the journey, which holds it visibly instead of turning it away.
/// </summary>
internal static class OrderRules
{
    /// <summary>Twice the largest order that a wholesaler was seen to send; it bounds the memory of one batch.</summary>
    public const int LinesMax = 20_000;

    /// <summary>So that quantity × price stays far inside 64 bits.</summary>
    public const long QuantityMax = 100_000_000;

    private const int NumberMax = 64;
    private const int LineIdMax = 64;
    private const int CodeMax = 64;
    private const int TextMax = 1_000;

    /// <summary>What Amazon and Shopify allow in a note, with room.</summary>
    private const int NoteMax = 5_000;
    private const long AmountMax = 1_000_000_000_000_000;

    /// <summary>A thousand million of any currency for one piece.</summary>
    public const long PriceMicrosMax = AmountMax;

    private static readonly DateTime Earliest = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Latest = new(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static Problem? Check(IncomingOrder order)
    {
        if (order.ExternalNumber.Length == 0) return ChannelsProblems.NumberMissing();
        if (order.PlacedAt.Kind != DateTimeKind.Utc || order.PlacedAt < Earliest || order.PlacedAt > Latest) return ChannelsProblems.TimeNotUtc();
        if (order.Lines.Count == 0) return ChannelsProblems.NoLines();
        if (order.Lines.Count > LinesMax) return ChannelsProblems.TooManyLines(order.Lines.Count);
        return CheckTexts(order) ?? CheckAddress(order.ShipTo, "shipTo") ?? (order.BillTo is { } billTo ? CheckAddress(billTo, "billTo") : null)
            ?? CheckAmounts(order) ?? CheckLines(order.Lines);
    }

    private static Problem? CheckTexts(IncomingOrder order) =>
        Text(order.ExternalNumber, "externalNumber", NumberMax) ?? Text(order.Currency, "currency", 3) ?? Text(order.CountryText, "countryText", 100)
        ?? Text(order.BuyerId, "buyerId", 128) ?? Text(order.BuyerTaxId, "buyerTaxId", 64) ?? Text(order.IossNumber ?? "", "iossNumber", 32)
        ?? Text(order.RequestedService ?? "", "requestedService", 128)
        ?? Note(order.BuyerNote, "buyerNote") ?? Note(order.GiftMessage, "giftMessage") ?? Words(order.Tags, "tags") ?? Words(order.Flags, "flags");

    private static Problem? CheckAddress(Address address, string field) =>
        Text(address.Name, field + ".name", 255) ?? Text(address.Company, field + ".company", 255) ?? Text(address.Line1, field + ".line1", 255)
        ?? Text(address.Line2, field + ".line2", 255) ?? Text(address.City, field + ".city", 255) ?? Text(address.Province, field + ".province", 100)
        ?? Text(address.Postcode, field + ".postcode", 32) ?? Text(address.Country, field + ".country", 2) ?? Text(address.Phone, field + ".phone", 64)
        ?? Text(address.Email, field + ".email", 255);

    private static Problem? CheckAmounts(IncomingOrder order)
    {
        if (order.ShippingMinor is < 0 or > AmountMax) return ChannelsProblems.AmountOutOfRange("shippingMinor");
        if (order.DiscountMinor is < 0 or > AmountMax) return ChannelsProblems.AmountOutOfRange("discountMinor");
        if (order.TaxMinor is < 0 or > AmountMax) return ChannelsProblems.AmountOutOfRange("taxMinor");
        return order.TotalMinor is < 0 or > AmountMax ? ChannelsProblems.AmountOutOfRange("totalMinor") : null;
    }

    private static Problem? CheckLines(IReadOnlyList<IncomingLine> lines)
    {
        var seen = new HashSet<string>(lines.Count, StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.ExternalLineId.Length == 0) return ChannelsProblems.LineIdMissing();
            if (!seen.Add(line.ExternalLineId)) return ChannelsProblems.LineIdRepeated(line.ExternalLineId);
            if (line.Code.Length == 0) return ChannelsProblems.CodeMissing(line.ExternalLineId);
            if (line.Quantity is < 1 or > QuantityMax) return ChannelsProblems.QuantityOutOfRange(line.ExternalLineId);
            if (line.CancelledQuantity < 0 || line.CancelledQuantity > line.Quantity) return ChannelsProblems.CancelledOutOfRange(line.ExternalLineId);
            if (line.UnitPriceMicros is < 0 or > AmountMax) return ChannelsProblems.AmountOutOfRange("lines.unitPrice");
            if (line.AmountMinor is < 0 or > AmountMax) return ChannelsProblems.AmountOutOfRange("lines.amount");
            if (line.DiscountMinor is < 0 or > AmountMax) return ChannelsProblems.AmountOutOfRange("lines.discount");
            if (line.TaxMinor is < 0 or > AmountMax) return ChannelsProblems.AmountOutOfRange("lines.tax");
            if ((Text(line.ExternalLineId, "lines.externalLineId", LineIdMax) ?? Text(line.Code, "lines.code", CodeMax) ?? Text(line.Description, "lines.description", TextMax)) is { } problem) return problem;
        }

        return null;
    }

    private static Problem? Words(IReadOnlyList<string> words, string field)
    {
        if (words.Count > 100) return ChannelsProblems.TextTooLong(field, 100);
        foreach (var word in words)
            if (Text(word, field, 255) is { } problem) return problem;
        return null;
    }

    private static Problem? Text(string text, string field, int max)
    {
        if (text.Length > max) return ChannelsProblems.TextTooLong(field, max);
        foreach (var c in text)
            if (char.IsControl(c)) return ChannelsProblems.TextUnprintable(field);
        return null;
    }

    /// <summary>People write notes on several lines.</summary>
    private static Problem? Note(string text, string field)
    {
        if (text.Length > NoteMax) return ChannelsProblems.TextTooLong(field, NoteMax);
        foreach (var c in text)
            if (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) return ChannelsProblems.TextUnprintable(field);
        return null;
    }
}
