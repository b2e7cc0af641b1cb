using Entrepot.Tax.Contracts;
using Entrepot.Tax.Data;
using Entrepot.Tax.Domain;

namespace Entrepot.Unit.Tax;

public sealed class TaxPeriodTests
{
    [Theory]
    [InlineData("2026-10", "2026-10-01", "2026-10-31", "2026-09")]
    [InlineData("2026-Q1", "2026-01-01", "2026-03-31", "2025-Q4")]
    [InlineData("2028-02", "2028-02-01", "2028-02-29", "2028-01")]
    public void A_period_is_known_by_its_name(string name, string from, string to, string before)
    {
        var period = TaxPeriod.Find(name) ?? throw new InvalidOperationException(name);

        (period.Name, period.From.ToString("yyyy-MM-dd"), period.To.ToString("yyyy-MM-dd"), period.Before.Name).ShouldBe((name, from, to, before));
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-Q5")]
    [InlineData("2026")]
    [InlineData("'; DROP")]
    public void Other_names_are_none(string name) => TaxPeriod.Find(name).ShouldBeNull();

    [Theory]
    [InlineData(TaxRegistrationKind.Ioss, "NL", "2026-10", "2026-11-30")] // Directive 2006/112/EC Art. 369s.
    [InlineData(TaxRegistrationKind.OssUnion, "DE", "2026-Q3", "2026-10-31")] // Art. 369f.
    [InlineData(TaxRegistrationKind.Vat, "GB", "2026-Q3", "2026-11-07")] // One month and seven days.
    [InlineData(TaxRegistrationKind.Vat, "DE", "2026-10", "2026-11-10")] // UStG § 18(1).
    [InlineData(TaxRegistrationKind.Vat, "FR", "2026-10", null)]
    public void A_return_is_due_as_its_law_says(TaxRegistrationKind kind, string country, string period, string? due)
    {
        var span = TaxPeriod.Find(period)!.Value;
        ReturnForms.Of(kind, country, span.To).DueFor(span)?.ToString("yyyy-MM-dd").ShouldBe(due);
        if (due is null) ReturnForms.Of(kind, country, span.To).DueFor(span).ShouldBeNull();
    }

    [Fact]
    public void A_quarter_is_made_of_its_rhythm() => TaxPeriod.Of(new(2026, 11, 23), TaxRhythm.Quarter).Name.ShouldBe("2026-Q4");
}
