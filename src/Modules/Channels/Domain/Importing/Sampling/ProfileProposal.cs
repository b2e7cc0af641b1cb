using System.Collections.Frozen;
using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing.Sampling;

/// <summary>A first profile for a file, from its headings and its values. A person checks it; nothing is guessed silently.</summary>
internal static class ProfileProposal
{
    private static readonly FrozenDictionary<string, RowField> Words = RuleFile.Rows(typeof(ProfileProposal).Assembly, "heading-words.tsv")
        .ToFrozenDictionary(row => Bare(row[1]), row => Enum.Parse<RowField>(row[0]), StringComparer.Ordinal);

    /// <summary>Known ways to write times.</summary>
    public static readonly IReadOnlyList<string> DateFormats = [.. RuleFile.Rows(typeof(ProfileProposal).Assembly, "date-formats.tsv").Select(row => row[0])];

    public static MappingProfile For(SampleFile sample)
    {
        var columns = Columns(sample.Headings);
        var (point, group) = Numbers(columns.TryGetValue(RowField.UnitPrice, out var price) ? sample.Values(price) : []);
        return new()
        {
            Delimiter = sample.Delimiter,
            Encoding = "auto",
            Columns = columns,
            Dates = new() { Formats = Dates(columns.TryGetValue(RowField.PlacedAt, out var placed) ? [.. sample.Values(placed)] : []) },
            Numbers = new() { Decimal = point, Thousands = group },
            Cancellations = new() { NegativeQuantity = NegativeQuantity.Cancellation },
        };
    }

    /// <summary>The heading for each field: one that is a word for it, or else holds such a word; the longest word first.</summary>
    public static IReadOnlyDictionary<RowField, string> Columns(IReadOnlyList<string> headings)
    {
        var found = new Dictionary<RowField, string>();
        foreach (var heading in headings)
            if (Words.TryGetValue(Bare(heading), out var field)) found.TryAdd(field, heading);

        var near = from heading in headings.Except(found.Values)
                   from word in Words
                   where word.Key.Length >= Significant(word.Key) && Bare(heading).Contains(word.Key, StringComparison.Ordinal)
                   orderby word.Key.Length descending
                   select (heading, word.Value);
        foreach (var (heading, field) in near)
            if (!found.ContainsKey(field) && !found.ContainsValue(heading)) found[field] = heading;
        return found;
    }

    /// <summary>The formats that read every value, at most two; where days and months cannot be told apart, the first of them only.</summary>
    public static IReadOnlyList<string> Dates(IReadOnlyList<string> values)
    {
        var left = values.ToList();
        var formats = new List<string>();
        foreach (var format in DateFormats.OrderByDescending(format => values.Count(value => Reads(format, value))))
        {
            if (left.RemoveAll(value => Reads(format, value)) > 0) formats.Add(format);
            if (left.Count == 0) break;
        }

        return formats.Count > 0 ? formats : [DateFormats[2]];
    }

    /// <summary>Whether a day could be a month in every value, so that only a person can know.</summary>
    public static bool IsAmbiguous(IReadOnlyList<string> values) =>
        values.Count > 0 && values.All(value => DateFormats.Any(format => format.StartsWith("d/M", StringComparison.Ordinal) && Reads(format, value))
            && DateFormats.Any(format => format.StartsWith("M/d", StringComparison.Ordinal) && Reads(format, value)));

    /// <summary>The sign that stands before other than three digits is the decimal sign.</summary>
    private static (string Decimal, string Thousands) Numbers(IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            var at = value.LastIndexOfAny(['.', ',']);
            if (at < 0 || value.Length - at - 1 == 3) continue;
            var point = value[at].ToString();
            return (point, point == "." ? "," : ".");
        }

        return (".", "");
    }

    private static bool Reads(string format, string value) => DateTime.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>Letters and digits only, in small letters.</summary>
    private static string Bare(string heading) => new([.. heading.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    /// <summary>A short word such as "line" or "name" stands inside too many others; two Chinese characters are a word.</summary>
    private static int Significant(string word) => word[0] > 0x2E80 ? 2 : 6;
}
