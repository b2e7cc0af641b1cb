using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using CsvHelper;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>Reads rows as one profile says. Not for several threads.</summary>
internal sealed class RowMapper
{
    private static readonly Sentence Copy = "Correct the value in the file and import it again; what is known already changes nothing.";

    private const int ShownMax = 60;

    private readonly MappingProfile profile;
    private readonly NumberText numbers;
    private readonly CountryTexts countries;
    private readonly TimeZoneInfo zone;
    private readonly string[] formats;
    private readonly FrozenSet<string> services;
    private readonly string[] servicePrefixes;
    private (string Text, DateTime? At) lastTime = ("", null);

    public RowMapper(MappingProfile profile)
    {
        this.profile = profile;
        numbers = new(profile.Numbers);
        countries = new(profile.Countries);
        zone = TimeZoneInfo.FindSystemTimeZoneById(profile.Dates.Zone);
        formats = [.. profile.Dates.Formats];
        services = profile.Services.Codes.Select(service => service.Code).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        servicePrefixes = [.. profile.Services.Prefixes.Select(service => service.Code)];
    }

    /// <summary>The reader's current row.</summary>
    public MappedRow Read(CsvFile file, CsvReader row)
    {
        var texts = new string[file.Columns.Length];
        for (var i = 0; i < texts.Length; i++) texts[i] = file.Columns[i] is >= 0 and var at && at < row.FieldCount ? row.GetString(at).Trim() : "";
        var fault = row.FieldCount == file.Headings.Count ? null
            : new RowFault("", $"The row has {row.FieldCount} fields, the headings have {file.Headings.Count}.", "Put fields that hold the delimiter in quotes, or remove the surplus ones.");
        return Read(file.Source.Name, row.LineNumber, texts, Encoding.UTF8.GetString(row.RawRecord), fault);
    }

    public MappedRow Read(string file, long line, string[] texts, string raw, RowFault? fault)
    {
        string Text(RowField field) => texts[(int)field];

        var currency = Text(RowField.Currency) is { Length: > 0 } own ? own.ToUpperInvariant() : profile.Currency;
        var quantity = numbers.Whole(Text(RowField.Quantity));
        var price = numbers.Micros(Text(RowField.UnitPrice));
        var placedAt = PlacedAt(Text(RowField.PlacedAt));
        var discount = Minor(Text(RowField.LineDiscount), currency);
        var tax = Minor(Text(RowField.LineTax), currency);
        fault ??= Fault(texts, quantity, price, placedAt, currency, discount, tax);

        return new()
        {
            File = file,
            Line = line,
            Texts = texts,
            Raw = raw,
            Kind = fault is null ? Kind(Text(RowField.Number), Text(RowField.Code), quantity ?? 0) : RowKind.Refused,
            Fault = fault,
            PlacedAt = placedAt ?? default,
            Quantity = quantity ?? 0,
            UnitPriceMicros = price ?? 0,
            LineDiscountMinor = discount ?? 0,
            LineTaxMinor = tax ?? 0,
            Amount = quantity is { } pieces && price is { } micros && AreSane(pieces, micros) ? pieces * (micros / 1_000_000m) : null,
            Code = profile.CodesInCapitals ? Text(RowField.Code).ToUpperInvariant() : Text(RowField.Code),
            BuyerId = BuyerId(Text(RowField.BuyerId)),
            Country = countries.Find(Text(RowField.Country)),
            Currency = currency,
        };
    }

    private RowKind Kind(string number, string code, long quantity)
    {
        foreach (var prefix in profile.MoneyAdjustmentPrefixes)
            if (number.StartsWith(prefix, StringComparison.Ordinal)) return RowKind.MoneyAdjustment;
        if (IsCancellation(number)) return RowKind.Cancellation;
        if (quantity < 0) return profile.Cancellations.NegativeQuantity == NegativeQuantity.Cancellation ? RowKind.Cancellation : RowKind.StockAdjustment;
        return IsService(code) ? RowKind.Service : RowKind.Goods;
    }

    private RowFault? Fault(string[] texts, long? quantity, long? price, DateTime? placedAt, string currency, long? discount, long? tax)
    {
        string Text(RowField field) => texts[(int)field];

        if (Text(RowField.Number).Length == 0) return Missing(RowField.Number);
        if (quantity is null) return Malformed(RowField.Quantity, Text(RowField.Quantity), "a whole number");
        if (price is null) return Malformed(RowField.UnitPrice, Text(RowField.UnitPrice), $"an amount with '{profile.Numbers.Decimal}' and at most six decimals");
        if (placedAt is null) return Malformed(RowField.PlacedAt, Text(RowField.PlacedAt), $"a time like {string.Join(" or ", formats)}");
        if (discount is null) return Malformed(RowField.LineDiscount, Text(RowField.LineDiscount), "an amount of the currency");
        if (tax is null) return Malformed(RowField.LineTax, Text(RowField.LineTax), "an amount of the currency");
        if (Text(RowField.Code).Length == 0) return Missing(RowField.Code);
        if (currency.Length == 0) return Missing(RowField.Currency);
        if (quantity == 0) return Malformed(RowField.Quantity, Text(RowField.Quantity), "a quantity other than zero");
        if (!AreSane(quantity.Value, price.Value)) return Malformed(RowField.Quantity, Text(RowField.Quantity), "an amount that any order reaches");

        var isAdjustment = profile.MoneyAdjustmentPrefixes.Any(prefix => Text(RowField.Number).StartsWith(prefix, StringComparison.Ordinal));
        if (price < 0 && !isAdjustment) return Malformed(RowField.UnitPrice, Text(RowField.UnitPrice), "a price of at least zero");
        if (quantity > 0 && IsCancellation(Text(RowField.Number))) return Malformed(RowField.Quantity, Text(RowField.Quantity), "a negative quantity, since the number marks a cancellation");
        return quantity < 0 && !isAdjustment && !IsCancellation(Text(RowField.Number)) && profile.Cancellations.NegativeQuantity == NegativeQuantity.Refused
            ? Malformed(RowField.Quantity, Text(RowField.Quantity), "a quantity above zero") : null;
    }

    private bool IsCancellation(string number) => profile.Cancellations.NumberPrefix is { Length: > 0 } prefix && number.StartsWith(prefix, StringComparison.Ordinal);

    private bool IsService(string code)
    {
        if (services.Contains(code)) return true;
        foreach (var prefix in servicePrefixes)
            if (code.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private string BuyerId(string text) =>
        profile.BuyerIdSuffix.Length > 0 && text.EndsWith(profile.BuyerIdSuffix, StringComparison.Ordinal) ? text[..^profile.BuyerIdSuffix.Length] : text;

    /// <summary>An empty text is zero.</summary>
    public long? Minor(string text, string currency) => text.Length == 0 ? 0 : numbers.Read(text, Currencies.Decimals(currency)) is >= 0 and var minor ? minor : null;

    private DateTime? PlacedAt(string text)
    {
        if (text == lastTime.Text) return lastTime.At; // The rows of an order mostly carry the same time.
        lastTime = (text, Parse(text));
        return lastTime.At;
    }

    private DateTime? Parse(string text)
    {
        if (!DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at)) return null;
        if (at.Kind == DateTimeKind.Utc) return at;

        // In the hour that summer time skips, the zone's standard offset holds.
        var utc = DateTime.SpecifyKind(at - zone.GetUtcOffset(at), DateTimeKind.Utc);
        return utc;
    }

    private RowFault Missing(RowField field) => new(Heading(field), "The field is empty.", Copy);

    private RowFault Malformed(RowField field, string text, Sentence expected) => new(Heading(field), $"'{Shown(text)}' is not {expected}.", Copy);

    /// <summary>As much of a value as a message needs.</summary>
    public static string Shown(string text) => text.Length > ShownMax ? text[..ShownMax] + "…" : text;

    private string Heading(RowField field) => profile.Columns.GetValueOrDefault(field, field.ToString());

    private static bool AreSane(long quantity, long priceMicros) => Math.Abs(quantity) <= OrderRules.QuantityMax && Math.Abs(priceMicros) <= OrderRules.PriceMicrosMax;
}
