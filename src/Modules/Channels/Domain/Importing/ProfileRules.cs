using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>Why a profile cannot be used, in a sentence, and which field of it is to blame.</summary>
internal sealed record ProfileFault(string Field, Sentence Why);

/// <summary>What a mapping profile must fulfil before a file is read with it.</summary>
internal static partial class ProfileRules
{
    public static readonly IReadOnlyList<string> Formats = ["csv", "amazon", "shopify", "entrepot"];

    /// <summary>A profile is a page or two of text.</summary>
    private const int DocumentMax = 256 * 1024;

    public static readonly IReadOnlyList<RowField> Needed = [RowField.Number, RowField.Code, RowField.Quantity, RowField.UnitPrice, RowField.PlacedAt];

    /// <summary>Whether no order can be read from a file without the field's column. A currency is needed where the profile names none.</summary>
    public static bool IsNeeded(MappingProfile profile, RowField field) => Needed.Contains(field) || (field == RowField.Currency && profile.Currency.Length == 0);

    public static Result<MappingProfile> Read(string document)
    {
        if (document.Length > DocumentMax) return ImportProblems.ProfileMalformed("It is too long.");
        try
        {
            var profile = JsonSerializer.Deserialize<MappingProfile>(document, MappingProfile.Json);
            if (profile is null) return ImportProblems.ProfileMalformed("It is empty.");
            return Faults(profile).FirstOrDefault() is { } fault ? ImportProblems.ProfileMalformed(fault.Why) : profile;
        }
        catch (JsonException fault)
        {
            return ImportProblems.ProfileMalformed($"Line {fault.LineNumber + 1}: {fault.Message}");
        }
    }

    /// <summary>Everything for which it cannot be used, each with the field of the editor that it belongs to.</summary>
    public static IEnumerable<ProfileFault> Faults(MappingProfile profile)
    {
        if (!Code().IsMatch(profile.Code)) yield return new("code", "Its code takes 1 to 64 lower-case letters, digits and hyphens.");
        if (!Formats.Contains(profile.Format)) yield return new("format", $"'{profile.Format}' is not a format; use {string.Join(", ", Formats)}.");
        if (profile.Format != "csv") yield break;

        if (profile.Delimiter != "auto" && (profile.Delimiter.Length != 1 || !char.IsAscii(profile.Delimiter[0]))) yield return new("delimiter", "The delimiter is one ASCII character, or auto.");
        if (profile.Quote.Length > 1 || (profile.Quote.Length == 1 && !char.IsAscii(profile.Quote[0]))) yield return new("quote", "The quote is one ASCII character, or empty.");
        if (!TextEncodings.Names.Contains(profile.Encoding)) yield return new("encoding", $"'{profile.Encoding}' is not an encoding we read; use {string.Join(", ", TextEncodings.Names)}.");
        foreach (var field in Needed.Where(field => !profile.Columns.ContainsKey(field))) yield return new(ColumnField(field), $"No column is named for {field}.");
        foreach (var column in profile.Columns.Where(column => column.Value.Trim().Length == 0)) yield return new(ColumnField(column.Key), "A column has no heading.");
        foreach (var fault in ValueFaults(profile)) yield return fault;
    }

    /// <summary>The editor's field for a column.</summary>
    public static string ColumnField(RowField field) => "column." + field;

    private static IEnumerable<ProfileFault> ValueFaults(MappingProfile profile)
    {
        if (profile.Currency.Length == 0 && !profile.Columns.ContainsKey(RowField.Currency)) yield return new("currency", "It needs a currency, or a column of it.");
        if (profile.Currency.Length > 0 && !Currencies.IsKnown(profile.Currency)) yield return new("currency", $"'{profile.Currency}' is not a currency of ISO 4217.");
        if (profile.Dates.Formats.Count == 0) yield return new("formats", "It needs a date format.");
        foreach (var format in profile.Dates.Formats.Where(format => !IsFormat(format))) yield return new("formats", $"'{format}' is not a date format; write it like yyyy-MM-dd HH:mm.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(profile.Dates.Zone, out _)) yield return new("zone", $"'{profile.Dates.Zone}' is not a time zone; use an IANA name such as Asia/Shanghai.");
        if (profile.Numbers.Decimal is not ("." or ",")) yield return new("decimal", "The decimal sign is a point or a comma.");
        if (profile.Numbers.Thousands.Length > 1 || profile.Numbers.Thousands == profile.Numbers.Decimal || profile.Numbers.Thousands is [>= '0' and <= '9'])
            yield return new("thousands", "The sign between thousands is one character that is neither a digit nor the decimal sign, or empty.");
        foreach (var alias in profile.Countries.Where(alias => alias.Value.Code.Length > 0 && !Countries.IsKnown(alias.Value.Code)))
            yield return new("countries", $"The country '{alias.Key}' is mapped to a code that ISO 3166-1 does not know.");
    }

    /// <summary>It says at least which day: what it writes it reads back as the same day.</summary>
    private static bool IsFormat(string format)
    {
        var day = new DateTime(2026, 11, 22, 17, 5, 0, DateTimeKind.Utc);
        try
        {
            return DateTime.TryParseExact(day.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var read) && read.Date == day.Date;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$")]
    private static partial Regex Code();
}
