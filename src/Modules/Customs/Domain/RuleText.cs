using System.Globalization;

namespace Entrepot.Customs.Domain;

/// <summary>The few shapes of text that the module's rule files are made of.</summary>
internal static class RuleText
{
    /// <summary>What a rule file writes where a column does not apply.</summary>
    public const string None = "-";

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    public static DateOnly LastDay(string text) => text == None ? DateOnly.MaxValue : Day(text);
    public static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    public static long? NumberOrNone(string text) => text == None ? null : Number(text);
    public static string[] List(string text) => text == None ? [] : text.Split(',');

    /// <summary>A source with its mark: V1 read in a primary source, V2 in a secondary one, R recalled and unchecked.</summary>
    public static string Cited(string source, string certainty) => $"{source} [{certainty}]";
}
