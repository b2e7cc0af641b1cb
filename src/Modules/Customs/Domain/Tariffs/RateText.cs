using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>
/// Reads rates as tariffs write them: <c>4.4¢/kg + 6%</c>, <c>Free</c>, <c>$1.61 each + 4.4% on the case</c>,
/// <c>10 % MIN 22 GBP/100 kg</c>, <c>The duty provided in the applicable subheading + 25%</c>. What it does not understand is
/// <see cref="DutyFormula.Unknown"/>; no text makes it throw.
/// </summary>
internal static partial class RateText
{
    /// <summary>The longest rate of the HTS has some 600 characters; beyond that something else was pasted.</summary>
    private const int LengthMax = 1_000;

    /// <summary>Sums of more parts are no rates.</summary>
    private const int PartsMax = 12;

    private static readonly DutyFormula Unknown = new DutyFormula.Unknown();

    private static readonly FrozenDictionary<string, string> Symbols = new Dictionary<string, string> { ["$"] = "USD", ["€"] = "EUR", ["£"] = "GBP", ["¥"] = "JPY" }.ToFrozenDictionary();

    /// <param name="currency">Of the tariff: an amount in another one is not reckoned with.</param>
    public static DutyFormula Read(string? words, string currency)
    {
        var text = Clean(words);
        if (text.Length > LengthMax) return Unknown;
        if (text.Length == 0) return new DutyFormula.Stated("The tariff states no rate in this column.");
        if (FreeWords().IsMatch(text)) return new DutyFormula.Free();
        if (OnTop(text, currency) is { } onTop) return onTop;
        return Bounded(text, currency) is { IsComputed: true } read ? read : Reason(text);
    }

    /// <summary>One blank between words; words that a printed column broke are whole again.</summary>
    public static string Clean(string? words) => words is null ? "" : BrokenWord().Replace(Blanks().Replace(words, " "), "").Trim();

    /// <summary>What a surcharge adds, without the words before it: <c>7.5%</c>.</summary>
    public static string Added(string words) => Surcharge().Match(words) is { Success: true } match && match.Groups["more"] is { Length: > 0 } more ? more.Value : words;

    private static DutyFormula? OnTop(string text, string currency)
    {
        if (NoChange().IsMatch(text)) return new DutyFormula.OnTop(new DutyFormula.Free());
        if (Surcharge().Match(text) is not { Success: true } match) return null;
        return match.Groups["more"] is { Length: > 0 } more
            ? Bounded(more.Value, currency) is { IsComputed: true } read ? new DutyFormula.OnTop(read) : null
            : new DutyFormula.OnTop(new DutyFormula.Free());
    }

    private static DutyFormula Bounded(string text, string currency)
    {
        if (Whichever().Match(text) is { Success: true } choice)
        {
            var (first, second) = (Bounded(choice.Groups["first"].Value, currency), Bounded(choice.Groups["second"].Value, currency));
            return choice.Groups["lower"].Success ? new DutyFormula.Lower(first, second) : new DutyFormula.Higher(first, second);
        }

        // The last bound is the outermost: "10 % MIN 1 EUR/kg MAX 2 EUR/kg" is at most 2.
        if (AtMost().Match(text) is { Success: true } most) return new DutyFormula.Lower(Bounded(most.Groups["rate"].Value, currency), Bounded(most.Groups["bound"].Value, currency));
        if (AtLeast().Match(text) is { Success: true } least) return new DutyFormula.Higher(Bounded(least.Groups["rate"].Value, currency), Bounded(least.Groups["bound"].Value, currency));
        return Sum(text, currency);
    }

    private static DutyFormula Sum(string text, string currency)
    {
        var words = Plus().Split(text);
        if (words.Length > PartsMax) return Unknown;
        if (words.Length == 1) return Term(text, currency);

        var parts = Array.ConvertAll(words, word => Term(word, currency));
        return Array.TrueForAll(parts, part => part.IsComputed) ? new DutyFormula.Sum(parts) : Unknown;
    }

    private static DutyFormula Term(string words, string currency)
    {
        var text = words.Trim().TrimEnd('/', ',', ';', '.').Trim();
        if (FreeWords().IsMatch(text)) return new DutyFormula.Free();
        if (Percent().Match(text) is { Success: true } percent && Figure(percent) is { } figure && ShareOf(figure, percent) is { } share)
            return new DutyFormula.AdValorem(share, percent.Groups["part"] is { Length: > 0 } part ? Whole(part.Value) : null);
        return Amount().Match(words.Trim()) is { Success: true } amount ? Specific(amount, currency) : Unknown;
    }

    /// <summary>"The entire set" is the goods themselves.</summary>
    private static string? Whole(string part) => part is "the entire set" or "the value" ? null : part.StartsWith("the value of ", StringComparison.Ordinal) ? part["the value of ".Length..] : part;

    private static DutyFormula Specific(Match amount, string currency)
    {
        var isCent = amount.Groups["cent"].Success;
        var symbol = amount.Groups["symbol"].Value;
        var money = amount.Groups["code"] is { Length: > 0 } code ? code.Value : isCent ? "USD" : Symbols.GetValueOrDefault(symbol, "");
        if (money != currency || Figure(amount) is not { } figure) return Unknown;
        if (TariffUnits.Find(amount.Groups["unit"].Value.TrimEnd('/', ',', ';')) is not { } unit) return Unknown;

        // figure for Of of the tariff's units, which are Units of ours: as billionths for that many.
        var nano = figure * unit.Of * (isCent ? 10_000_000m : 1_000_000_000m);
        return nano > long.MaxValue / 1_000 || nano != decimal.Truncate(nano) ? Unknown : new DutyFormula.Specific((long)nano, unit.Units, unit.Unit);
    }

    /// <summary>A whole or decimal number; a fraction beside it is told apart by the caller.</summary>
    private static decimal? Figure(Match match) =>
        decimal.TryParse(match.Groups["n"].Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figure) && figure < 1_000_000_000m ? figure : null;

    private static Share? ShareOf(decimal percent, Match match)
    {
        const long Scale = 100_000_000; // A hundredth of a per cent with four more digits; no tariff writes more.
        var scaled = percent * (Scale / 100);
        if (scaled != decimal.Truncate(scaled) || percent > 100_000) return null;
        if (match.Groups["over"] is not { Length: > 0 } over) return new Share((long)scaled, Scale);

        var (above, below) = (RuleText.Number(match.Groups["above"].Value), RuleText.Number(over.Value));
        return below == 0 ? null : new Share(((long)scaled * below) + (above * (Scale / 100)), Scale * below);
    }

    private static DutyFormula Reason(string text) => text switch
    {
        _ when Bond().IsMatch(text) => new DutyFormula.Stated($"Free on a condition that an order does not show: {text}."),
        _ when Other().IsMatch(text) => new DutyFormula.Stated($"The tariff refers to another rate: {text}."),
        _ when Degrees().IsMatch(text) => new DutyFormula.Stated($"The rate goes by the goods' sugar degrees, which nobody states: {text}."),
        _ when Counted().IsMatch(text) => new DutyFormula.Stated($"The rate counts the pieces of a movement, which nobody states: {text}."),
        _ => Unknown,
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(?<=[a-z])- (?=[a-z])")]
    private static partial Regex BrokenWord();

    [GeneratedRegex(@"^free$", RegexOptions.IgnoreCase)]
    private static partial Regex FreeWords();

    [GeneratedRegex(@"^no change$", RegexOptions.IgnoreCase)]
    private static partial Regex NoChange();

    [GeneratedRegex(@"^the duty provided in\s?(the applicable subheading|subheadings? [\d., or]+?)\s*((\+|plus)\s*(a duty of )?(?<more>.+))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Surcharge();

    [GeneratedRegex(@"^(?<first>.+?),? or (?<second>.+?),? whichever is (the )?(?<higher>higher|greater)|^(?<first>.+?),? or (?<second>.+?),? whichever is (the )?(?<lower>lower|less)", RegexOptions.IgnoreCase)]
    private static partial Regex Whichever();

    [GeneratedRegex(@"^(?<rate>.+?),? (but not (more than|exceeding|to exceed)|at most|max\.?) (?<bound>.+?)$", RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex AtMost();

    [GeneratedRegex(@"^(?<rate>.+?),? (but not less( than)?|at least|min\.?) (?<bound>.+?)$", RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex AtLeast();

    [GeneratedRegex(@"\s*\+\s*|\s+plus\s+|\s+and\s+(?=[$€£¥\d])", RegexOptions.IgnoreCase)]
    private static partial Regex Plus();

    [GeneratedRegex(@"^(?<n>\d[\d,]*(\.\d+)?)( (?<above>\d{1,3})/(?<over>\d{1,3}))?\s?(%|percent|per cent)(\s?(ad valorem|ad val\.?))?((,)?\s?(on|upon|of) ?(?<part>.+))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Percent();

    [GeneratedRegex(@"^((?<symbol>[$€£¥])\s?)?(?<n>\d[\d,]*(\.\d+)?)\s?((?<cent>¢)|(?<code>[A-Z]{3}))?\s?(/|per | )\s*(?<unit>.+?)$")]
    private static partial Regex Amount();

    [GeneratedRegex(@"^free\b", RegexOptions.IgnoreCase)]
    private static partial Regex Bond();

    [GeneratedRegex(@"^(the rate|the duty|the same rate|see |a duty|applicable rate|rate applicable|duty[- ]free)", RegexOptions.IgnoreCase)]
    private static partial Regex Other();

    [GeneratedRegex(@"\bdegrees?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Degrees();

    [GeneratedRegex(@"jewel|piece or part", RegexOptions.IgnoreCase)]
    private static partial Regex Counted();
}
