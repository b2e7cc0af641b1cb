using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>
/// A heading of chapter 99 of the HTS that footnotes send to and that bears on goods by their code and origin alone: an
/// additional duty such as Section 301, or a rate in place of column 2. Which of them are taken, and what for, stands in
/// <c>Rules/tariffs-chapter99.tsv</c>; headings with other conditions are told as notes.
/// </summary>
internal sealed partial record Chapter99(string Heading, DutyFormula Formula, string Words, Chapter99Rule Rule, DateOnly From, DateOnly To, bool IsSuspended)
{
    private TraceSource? cited;

    public TraceSource Cited(TariffHead head) => cited ??= new TraceSource($"{Rule.Label}, {Heading}", $"{head.Source}; {Rule.Source}", From > head.From ? From : head.From);

    public bool IsInForce(DateOnly on) => !IsSuspended && From <= on && on <= To;

    public bool IsOn(string origin) => Array.IndexOf(Rule.Origins, origin) >= 0;

    public bool IsInForce(string origin, DateOnly on) => IsInForce(on) && IsOn(origin);

    public static FrozenDictionary<string, Chapter99> Read(IEnumerable<TariffLine> lines, string currency) => lines
        .Where(line => line.Code.Length == 8 && line.Row.Code.StartsWith("99", StringComparison.Ordinal))
        .Select(line => Read(line, currency)).OfType<Chapter99>().ToFrozenDictionary(heading => heading.Heading, StringComparer.Ordinal);

    /// <summary>The headings of chapter 99 that a row's footnotes on these columns name, as <c>9903.88.15</c>.</summary>
    public static IReadOnlyList<string> Named(TariffRow row, params ReadOnlySpan<string> columns)
    {
        if (row.Notes.Count == 0) return [];

        List<string>? named = null;
        foreach (var note in row.Notes)
            foreach (var column in columns)
                if (note.IsOn(column))
                    foreach (Match match in Number().Matches(note.Text))
                        if (named?.Contains(match.Value) != true) (named ??= []).Add(match.Value);
        return named is null ? [] : named;
    }

    private static Chapter99? Read(TariffLine line, string currency)
    {
        var heading = $"{line.Row.Code[..4]}.{line.Row.Code[4..6]}.{line.Row.Code[6..8]}";
        if (Chapter99Rule.Of(heading) is not { } rule) return null;

        var words = rule.IsColumn2 ? line.Row.Other : line.Row.General;
        var (from, to) = Validity(line.Row.Description);
        return new(heading, RateText.Read(words, currency), words, rule, from, to, Suspended().IsMatch(line.Row.Description));
    }

    private static (DateOnly From, DateOnly To) Validity(string words) => (
        Day(Since().Match(words)) ?? DateOnly.MinValue,
        Day(Through().Match(words)) ?? Day(Before().Match(words))?.AddDays(-1) ?? DateOnly.MaxValue);

    private static DateOnly? Day(Match match) =>
        match.Success && DateOnly.TryParseExact(match.Groups["day"].Value, "MMMM d, yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    [GeneratedRegex(@"\b99\d\d\.\d\d\.\d\d\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"compiler['’]s note:[^\]]*(suspended|expired|terminated)", RegexOptions.IgnoreCase)]
    private static partial Regex Suspended();

    [GeneratedRegex(@"effective with respect to entries,? on or after (?<day>[A-Z][a-z]+ \d{1,2}, \d{4})", RegexOptions.IgnoreCase)]
    private static partial Regex Since();

    [GeneratedRegex(@"effective with respect to entries[^.]*?,? and through (?<day>[A-Z][a-z]+ \d{1,2}, \d{4})", RegexOptions.IgnoreCase)]
    private static partial Regex Through();

    [GeneratedRegex(@"effective with respect to entries[^.]*?,? and before (?<day>[A-Z][a-z]+ \d{1,2}, \d{4})", RegexOptions.IgnoreCase)]
    private static partial Regex Before();
}

/// <summary>What headings of chapter 99 that begin so are: on goods of which origins, under which law.</summary>
internal sealed record Chapter99Rule(string Prefix, bool IsColumn2, string[] Origins, string[] Instead, Sentence Label, string Source)
{
    private static readonly Lazy<Chapter99Rule[]> Rules = new(() =>
        [.. RuleFile.Rows(typeof(Chapter99Rule).Assembly, "tariffs-chapter99.tsv").Select(row => new Chapter99Rule(
            row[0], row[1] == "column2", RuleText.List(row[2]), RuleText.List(row[3]), Sentence.OfRule(row[5]), RuleText.Cited(row[6], row[4])))]);

    public static IReadOnlyList<Chapter99Rule> All => Rules.Value;

    public static Chapter99Rule? Of(string heading)
    {
        foreach (var rule in Rules.Value)
            if (heading.StartsWith(rule.Prefix, StringComparison.Ordinal)) return rule;
        return null;
    }
}
