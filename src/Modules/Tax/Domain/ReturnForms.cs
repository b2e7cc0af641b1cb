using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Tax.Contracts;
using Entrepot.Tax.Data;

namespace Entrepot.Tax.Domain;

/// <summary>What a registration files, when and in which money (<c>Rules/returns.tsv</c>).</summary>
/// <param name="Due">Months and days after the period's end; null where the date is not kept here.</param>
/// <param name="AtPeriodEnd">Whether amounts are converted at the rate of the period's last day, else at that of the day of supply.</param>
internal sealed record ReturnForm(TaxRegistrationKind Kind, string Country, string Form, TaxRhythm Rhythm, (int Months, int Days)? Due, bool AtPeriodEnd, string[] Files, DateOnly From, DateOnly To, string Source)
{
    public IReadOnlyList<ReturnBox> Boxes { get; } = ReturnForms.BoxesOf(Form);

    /// <summary>The last day for filing: the last day of the month that lies so many months after the period, and so many days more.</summary>
    public DateOnly? DueFor(TaxPeriod period) => Due is not { } due ? null : period.To.AddDays(1).AddMonths(due.Months).AddDays(-1 + due.Days);
}

/// <summary>One box of a form (<c>Rules/return-boxes.tsv</c>).</summary>
/// <param name="Sum"><c>taxable</c>, <c>reported</c>, both with a plus, <c>entered</c>, or other boxes with plus and minus.</param>
internal sealed record ReturnBox(string Number, string Label, bool IsTax, string Sum, bool IsWhole, string Api, string Source)
{
    public bool IsEntered => Sum == "entered";
}

internal static class ReturnForms
{
    private static readonly ILookup<string, ReturnBox> Boxes = RuleFile.Rows(typeof(ReturnForms).Assembly, "return-boxes.tsv")
        .ToLookup(row => row[0], row => new ReturnBox(row[1], row[2], row[3] == "tax", row[4], row[5] == "yes", row[6], $"{row[8]} [{row[7]}]"));

    private static readonly ReturnForm[] All = [.. RuleFile.Rows(typeof(ReturnForms).Assembly, "returns.tsv").Select(Read)];

    public static ReturnForm Of(TaxRegistrationKind kind, string country, DateOnly on) =>
        Array.Find(All, form => form.Kind == kind && (form.Country == "*" || form.Country == country) && form.From <= on && on <= form.To)
        ?? throw new InvalidOperationException($"No row of Rules/returns.tsv fits {kind} in {country} on {on:yyyy-MM-dd}.");

    public static IReadOnlyList<ReturnBox> BoxesOf(string form) => [.. Boxes[form]];

    private static ReturnForm Read(string[] row) => new(
        Enum.Parse<TaxRegistrationKind>(row[0]), row[1], row[2], Enum.Parse<TaxRhythm>(row[3]), DueOf(row[4]), row[5] == "period-end", row[6].Split(','),
        Day(row[7]), row[8] == "-" ? DateOnly.MaxValue : Day(row[8]), $"{row[10]} [{row[9]}]");

    private static (int, int)? DueOf(string text) =>
        text == "-" ? null : text.Split('+') is [var months, var days] ? (int.Parse(months, CultureInfo.InvariantCulture), int.Parse(days, CultureInfo.InvariantCulture)) : throw new FormatException($"Rules/returns.tsv: '{text}' is not months+days.");

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
