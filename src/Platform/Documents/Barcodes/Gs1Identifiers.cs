using System.Collections.Frozen;
using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Barcodes;

/// <summary>What the general specifications say of one application identifier.</summary>
internal sealed record Gs1Identifier(string Pattern, bool IsNumeric, int LengthMin, int LengthMax, int CheckedLength, string Title);

/// <summary>The application identifiers of <c>Rules/gs1-application-identifiers.tsv</c>.</summary>
internal static class Gs1Identifiers
{
    private static readonly FrozenDictionary<string, Gs1Identifier> ByPattern = RuleFile
        .Rows(typeof(Gs1Identifiers).Assembly, "gs1-application-identifiers.tsv")
        .Select(row => new Gs1Identifier(row[0], row[1] == "n", Number(row[2]), Number(row[3]), Number(row[4]), row[5]))
        .ToFrozenDictionary(identifier => identifier.Pattern, StringComparer.Ordinal);

    public static Gs1Identifier? Find(string digits) =>
        ByPattern.GetValueOrDefault(digits)
        ?? (digits.Length == 4 ? ByPattern.GetValueOrDefault(digits[..3] + "n") : null);

    /// <summary>The identifier that a scanned text begins with, and its digits.</summary>
    public static (string Digits, Gs1Identifier Identifier)? FindAtStart(ReadOnlySpan<char> text)
    {
        for (var length = 2; length <= 4 && length <= text.Length; length++)
        {
            var digits = text[..length].ToString();
            if (Find(digits) is { } identifier) return (digits, identifier);
        }
        return null;
    }

    /// <summary>
    /// Whether the length follows from the first two digits, so that no separator comes after the value
    /// (general specifications, figure 7.8.5-2).
    /// </summary>
    public static bool HasPredefinedLength(string digits) => int.Parse(digits.AsSpan(0, 2), CultureInfo.InvariantCulture)
        is >= 0 and <= 4 or >= 11 and <= 20 or >= 31 and <= 36 or 41;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
