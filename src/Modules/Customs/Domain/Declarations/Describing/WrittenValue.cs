using System.Globalization;
using Entrepot.Customs.Domain.Declarations.Messages;

namespace Entrepot.Customs.Domain.Declarations.Describing;

/// <summary>Values as people write them: <c>1000.00 GBP</c>, <c>12.5 KGM</c>; dates as the message has them.</summary>
internal static class WrittenValue
{
    /// <summary>Letters of a day, <c>20261122</c>; more is a time.</summary>
    private const int DayLength = 8;

    public static string Of(Field field) => field switch
    {
        { Rule.Kind: FieldKind.Date } => field[MessageShape.MomentName] ?? "",
        { Qualifier.Length: > 0, Rule.Kind: not FieldKind.Moment } => $"{field.Value} {field.Qualifier}",
        _ => field.Value,
    };

    public static Field Add(Field group, string name, string written)
    {
        var rule = group.RuleOf(name, null) ?? throw new ArgumentException($"{group.Rule.Path} has no {name}.");
        if (rule.Kind == FieldKind.Date)
        {
            var date = group.Add(name);
            var moment = written.Replace("-", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal).Replace("T", "", StringComparison.Ordinal);
            return date.Add(MessageShape.MomentName, IsOffset(written) ? written : moment, written.Length > DayLength + 2 ? "304" : "102");
        }

        var space = rule.Kind is FieldKind.Amount or FieldKind.Measure or FieldKind.Quantity ? written.IndexOf(' ', StringComparison.Ordinal) : -1;
        return space < 0 ? group.Add(name, written) : group.Add(name, written[..space], written[(space + 1)..].Trim());
    }

    /// <summary>Written in the message's own way already, where a minus or plus is the offset from UTC: <c>20260313130231+01</c>.</summary>
    private static bool IsOffset(string written) => written.Length > DayLength && written[..DayLength].All(char.IsAsciiDigit);

    public static decimal? Number(string? written) =>
        decimal.TryParse(written?.Split(' ')[0], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
