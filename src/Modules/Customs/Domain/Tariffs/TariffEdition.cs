using System.Collections.Concurrent;
using System.Collections.Frozen;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>Which tariff an edition is of, and from which day it holds.</summary>
/// <param name="Schedule">Short name: <c>us-hts</c>, or <c>csv-</c> and the country.</param>
/// <param name="Title">As its publisher calls it: <c>2026 revision 10</c>.</param>
/// <param name="Source">Where the words of the tariff come from, cited in every answer.</param>
internal sealed record TariffHead(string Schedule, string Destination, string Currency, string Title, DateOnly From, string Source)
{
    /// <summary>Where its rows are kept; zero where they are not.</summary>
    public long Id { get; init; }
}

/// <summary>One line that sets rates, with its rates read.</summary>
internal sealed class TariffLine(TariffRow row, DutyFormula general, IReadOnlyList<SpecialRate> special, DutyFormula other, IReadOnlyList<string> chapter99, IReadOnlyList<string> chapter99OfOther)
{
    public TariffRow Row => row;
    public HsDigits Code { get; } = HsDigits.Of(row.Code);
    public DutyFormula General => general;
    public IReadOnlyList<SpecialRate> Special => special;
    public DutyFormula Other => other;

    /// <summary>Headings of chapter 99 that the footnotes on the general rate send to.</summary>
    public IReadOnlyList<string> Chapter99 => chapter99;

    public IReadOnlyList<string> Chapter99OfOther => chapter99OfOther;
}

/// <summary>One edition of a tariff, ready to look codes up in. Immutable.</summary>
internal sealed class TariffEdition
{
    private readonly FrozenDictionary<HsDigits, TariffLine> lines;
    private readonly FrozenDictionary<HsDigits, TariffLine?> alike;
    private readonly HsDigits[] sorted;
    private readonly FrozenSet<string> replaced;
    private readonly ConcurrentDictionary<TariffLine, TariffRate> general = [];

    private TariffEdition(TariffHead head, IEnumerable<TariffLine> lines)
    {
        Head = head;
        var byCode = new Dictionary<HsDigits, TariffLine>();
        foreach (var line in lines)
        {
            byCode[line.Code] = line;

            // A line printed with its statistical suffix 00 is the eight digits themselves.
            if (line.Code.Length > 8) byCode.TryAdd(line.Code.First(8), line);
        }

        this.lines = byCode.ToFrozenDictionary();
        alike = Alike(byCode.Values);
        sorted = [.. byCode.Keys.Where(code => code.Length == 8).OrderBy(code => code.Value)];
        Chapter99 = Tariffs.Chapter99.Read(byCode.Values, head.Currency);
        replaced = Chapter99.Values.SelectMany(heading => heading.Rule.Instead).ToFrozenSet(StringComparer.Ordinal);
    }

    public TariffHead Head { get; }

    public IReadOnlyCollection<HsDigits> EightDigits => sorted;

    /// <summary>Its headings of chapter 99 that add to or replace the duty of other lines.</summary>
    public FrozenDictionary<string, Chapter99> Chapter99 { get; }

    public static TariffEdition Of(TariffHead head, IEnumerable<TariffRow> rows, TariffTexts texts) =>
        new(head, rows.Where(row => row is { IsLine: true } && row.SetsRates).Select(row => texts.Line(row, head.Currency)));

    /// <summary>The line that sets the rates of a code of eight to ten digits.</summary>
    public TariffLine? Find(HsDigits hs) => lines.TryGetValue(hs, out var line) || (hs.Length > 8 && lines.TryGetValue(hs.First(8), out line)) ? line : null;

    /// <summary>The same for a shorter code whose lines have the same rates and footnotes; null where they differ.</summary>
    public TariffLine? FindAlike(HsDigits hs) => hs.Length >= 8 ? Find(hs) : alike.GetValueOrDefault(hs);

    /// <summary>The general rate of one of its lines, made once.</summary>
    public TariffRate General(TariffLine line) => general.GetOrAdd(line, static (line, head) => TariffRate.OfGeneral(head, line), Head);

    /// <summary>Whether it says itself what a table of <c>Rules/tariffs.tsv</c> says.</summary>
    public bool Replaces(string measure) => replaced.Contains(measure);

    public bool Knows(HsDigits hs) => hs.Length >= 8 ? Find(hs) is not null : alike.ContainsKey(hs);

    /// <summary>The lines of eight digits below a shorter code, in order.</summary>
    public IReadOnlyList<TariffLine> Below(HsDigits hs) => [.. sorted.Where(code => code.StartsWith(hs)).Select(code => lines[code])];

    private static FrozenDictionary<HsDigits, TariffLine?> Alike(IEnumerable<TariffLine> lines)
    {
        var alike = new Dictionary<HsDigits, TariffLine?>();
        foreach (var line in lines)
            foreach (var length in (ReadOnlySpan<int>)[6, 4, 2])
            {
                var prefix = line.Code.First(length);
                if (!alike.TryGetValue(prefix, out var first)) alike[prefix] = line;
                else if (first is not null && !IsAlike(first, line)) alike[prefix] = null;
            }

        return alike.ToFrozenDictionary();
    }

    private static bool IsAlike(TariffLine a, TariffLine b) =>
        a.Row.General == b.Row.General && a.Row.Special == b.Row.Special && a.Row.Other == b.Row.Other
        && a.Chapter99.SequenceEqual(b.Chapter99) && a.Chapter99OfOther.SequenceEqual(b.Chapter99OfOther) && a.Row.Conditional == b.Row.Conditional;
}

/// <summary>Rates that were read once: a tariff has ten thousand lines and some hundred different rates. Lines that stand unchanged in many editions are kept once.</summary>
internal sealed class TariffTexts
{
    private readonly Dictionary<(string Words, string Currency), DutyFormula> formulas = [];
    private readonly Dictionary<(string Words, string Currency), IReadOnlyList<SpecialRate>> specials = [];
    private readonly Dictionary<string, List<TariffLine>> known = new(StringComparer.Ordinal);

    public TariffLine Line(TariffRow row, string currency)
    {
        if (!known.TryGetValue(row.Code, out var versions)) known[row.Code] = versions = [];
        foreach (var version in versions)
            if (IsSame(version.Row, row)) return version;

        var line = new TariffLine(row, Formula(row.General, currency), Special(row.Special, currency), Formula(row.Other, currency), Tariffs.Chapter99.Named(row, "general", "desc"), Tariffs.Chapter99.Named(row, "other"));
        versions.Add(line);
        return line;
    }

    public DutyFormula Formula(string words, string currency) => formulas.TryGetValue((words, currency), out var formula) ? formula : formulas[(words, currency)] = RateText.Read(words, currency);

    private IReadOnlyList<SpecialRate> Special(string words, string currency) =>
        specials.TryGetValue((words, currency), out var rates) ? rates : specials[(words, currency)] = SpecialRate.Read(words, currency, this);

    private static bool IsSame(TariffRow a, TariffRow b) =>
        a.General == b.General && a.Special == b.Special && a.Other == b.Other && a.Conditional == b.Conditional && a.Description == b.Description
        && a.Units.SequenceEqual(b.Units) && a.Notes.Count == b.Notes.Count
        && a.Notes.Zip(b.Notes).All(pair => pair.First.Text == pair.Second.Text && pair.First.Columns.SequenceEqual(pair.Second.Columns));
}
