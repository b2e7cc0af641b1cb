using System.Text.Json;
using System.Text.RegularExpressions;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>What a mapping profile must fulfil before a file is read with it.</summary>
internal static partial class ProfileRules
{
    public static readonly IReadOnlyList<string> Formats = ["csv", "amazon", "shopify", "entrepot"];

    /// <summary>A profile is a page or two of text.</summary>
    private const int DocumentMax = 256 * 1024;

    private static readonly RowField[] Needed = [RowField.Number, RowField.Code, RowField.Quantity, RowField.UnitPrice, RowField.PlacedAt];

    public static Result<MappingProfile> Read(string document)
    {
        if (document.Length > DocumentMax) return ImportProblems.ProfileMalformed("it is too long.");
        try
        {
            var profile = JsonSerializer.Deserialize<MappingProfile>(document, MappingProfile.Json);
            if (profile is null) return ImportProblems.ProfileMalformed("it is empty.");
            return Check(profile) is { } why ? ImportProblems.ProfileMalformed(why) : profile;
        }
        catch (JsonException fault)
        {
            return ImportProblems.ProfileMalformed($"line {fault.LineNumber + 1}: {fault.Message}");
        }
    }

    /// <summary>Why it cannot be used, in a sentence; null when it can.</summary>
    public static string? Check(MappingProfile profile)
    {
        if (!Code().IsMatch(profile.Code)) return "its code takes 1 to 64 lower-case letters, digits and hyphens.";
        if (!Formats.Contains(profile.Format)) return $"'{profile.Format}' is not a format; use {string.Join(", ", Formats)}.";
        if (profile.Format != "csv") return null;

        if (profile.Delimiter != "auto" && (profile.Delimiter.Length != 1 || !char.IsAscii(profile.Delimiter[0]))) return "the delimiter is one ASCII character, or auto.";
        if (profile.Quote.Length > 1 || (profile.Quote.Length == 1 && !char.IsAscii(profile.Quote[0]))) return "the quote is one ASCII character, or empty.";
        if (!TextEncodings.Names.Contains(profile.Encoding)) return $"'{profile.Encoding}' is not an encoding we read; use {string.Join(", ", TextEncodings.Names)}.";
        if (Array.Find(Needed, field => !profile.Columns.ContainsKey(field)) is var missing && !profile.Columns.ContainsKey(missing)) return $"no column is named for {missing}.";
        if (profile.Columns.Any(column => column.Value.Trim().Length == 0)) return "a column has no heading.";
        if (profile.Currency.Length == 0 && !profile.Columns.ContainsKey(RowField.Currency)) return "it needs a currency, or a column of it.";
        if (profile.Currency.Length > 0 && !Currencies.IsKnown(profile.Currency)) return $"'{profile.Currency}' is not a currency of ISO 4217.";
        if (profile.Dates.Formats.Count == 0) return "it needs a date format.";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(profile.Dates.Zone, out _)) return $"'{profile.Dates.Zone}' is not a time zone; use an IANA name such as Asia/Shanghai.";
        if (profile.Numbers.Decimal is not ("." or ",")) return "the decimal sign is a point or a comma.";
        if (profile.Numbers.Thousands.Length > 1 || profile.Numbers.Thousands == profile.Numbers.Decimal || profile.Numbers.Thousands is [>= '0' and <= '9'])
            return "the sign between thousands is one character that is neither a digit nor the decimal sign, or empty.";
        return profile.Countries.FirstOrDefault(alias => alias.Value.Code.Length > 0 && !Countries.IsKnown(alias.Value.Code)).Key is { } text
            ? $"the country '{text}' is mapped to a code that ISO 3166-1 does not know." : null;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$")]
    private static partial Regex Code();
}
