using System.Globalization;
using System.Text.RegularExpressions;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Messages;

internal enum FieldKind { Group, Message, Date, Moment, Text, Code, Id, Amount, Measure, Quantity, Number }

/// <summary>
/// What a field may hold, in the notation of the WCO data model: <c>an..35</c> letters and digits up to 35, <c>a2</c> two
/// letters, <c>n..16,3</c> a number of at most 16 digits with 3 after the point, <c>9|13|14</c> one of these; <c>?</c> behind it: it may be empty.
/// </summary>
internal sealed partial record FieldFormat(char Letters, int Most, bool IsExact, int Decimals, IReadOnlyList<string> OneOf, bool MayBeEmpty)
{
    private static readonly FieldFormat Free = new('x', int.MaxValue, false, int.MaxValue, [], true);

    public static FieldFormat Read(string text)
    {
        if (text == RuleText.None) return Free;
        if (text.Contains('|', StringComparison.Ordinal)) return Free with { OneOf = text.Split('|'), MayBeEmpty = false };

        var parts = Notation().Match(text);
        if (!parts.Success) throw new FormatException($"'{text}' is no format of the WCO data model.");
        var most = parts.Groups["most"] is { Length: > 0 } length ? int.Parse(length.ValueSpan, CultureInfo.InvariantCulture) : int.MaxValue;
        var decimals = parts.Groups["decimals"] is { Length: > 0 } places ? int.Parse(places.ValueSpan, CultureInfo.InvariantCulture) : 0;
        return new(parts.Groups["letters"].Value switch { "a" => 'a', "n" => 'n', _ => 'x' }, most, parts.Groups["upTo"].Length == 0, decimals, [], parts.Groups["empty"].Length > 0);
    }

    /// <summary>Why this value cannot stand in a field of this kind; null when it can.</summary>
    public Sentence? Fault(FieldKind kind, string value) => kind switch
    {
        FieldKind.Group or FieldKind.Message or FieldKind.Date => null,
        FieldKind.Moment => MomentFault(value),
        FieldKind.Amount or FieldKind.Measure or FieldKind.Quantity or FieldKind.Number => NumberFault(value),
        _ => TextFault(value),
    };

    private Sentence? TextFault(string value)
    {
        if (value.Length == 0) return MayBeEmpty ? null : (Sentence)"it is empty";
        if (OneOf.Count > 0 && !OneOf.Contains(value)) return $"'{value}' is none of {string.Join(", ", OneOf)}";
        if (value.Length > Most) return $"its length is {value.Length}, and the most is {Most}";
        if (IsExact && value.Length != Most) return $"'{value}' does not have the length {Most}";
        if (Letters == 'a' && !value.All(char.IsAsciiLetter)) return $"'{value}' may hold letters only";
        return Letters == 'n' && !value.All(char.IsAsciiDigit) ? (Sentence)$"'{value}' may hold digits only" : null;
    }

    private Sentence? NumberFault(string value)
    {
        if (!decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return $"'{value}' is not a number";

        // As XML Schema counts them: zeros that say nothing are not digits.
        var digits = Math.Abs(number).ToString("0.############################", CultureInfo.InvariantCulture);
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var after = point < 0 ? 0 : digits.Length - point - 1;
        if (after > Decimals) return $"{value} has more places after the point than {Decimals}";
        var count = digits.Count(char.IsAsciiDigit) - (digits.StartsWith("0.", StringComparison.Ordinal) ? 1 : 0);
        return count > Most ? (Sentence)$"{value} has more digits than {Most}" : null;
    }

    private static Sentence? MomentFault(string value) => Moment().IsMatch(value) ? null : (Sentence)$"'{value}' is no date: write it as 20261122 or 20261122093000Z";

    [GeneratedRegex(@"^(?<letters>an|a|n)(?<upTo>\.\.)?(?<most>\d+)?(,(?<decimals>\d+))?(?<empty>\?)?$")]
    private static partial Regex Notation();

    [GeneratedRegex(@"^20\d{6}(\d{6}(Z|[-+]\d\d))?$")]
    private static partial Regex Moment();
}
