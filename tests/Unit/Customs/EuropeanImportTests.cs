using Entrepot.Kernel;
using static Entrepot.Unit.Customs.ImportWorld;

namespace Entrepot.Unit.Customs;

/// <summary>Imports into the EU: the relief to 2026-06-30, the flat duty from 2026-07-01, the tariff above 150 EUR. Sums stand beside the cases.</summary>
public sealed class EuropeanImportTests
{
    [Fact]
    public void Five_identical_T_shirts_are_one_declaration_line() =>
        // 3.00 duty; VAT 19 % of (40.00 + 5.00 freight + 3.00 duty) = 9.12
        Quote(From("CN", "DE", "EUR", 500, TShirts(4000))).Value.Figures().ShouldBe(("eu-flat", 300, 912, 0));

    [Fact]
    public void A_T_shirt_and_a_watch_are_two_declaration_lines() =>
        // 2 × 3.00 duty. Freight 6.00 spread 4.00 : 2.00. VAT 19 % of (40.00 + 4.00 + 3.00) = 8.93 and of (20.00 + 2.00 + 3.00) = 4.75
        Quote(From("CN", "DE", "EUR", 600, TShirts(4000), Watch(2000))).Value.Figures().ShouldBe(("eu-flat", 600, 893 + 475, 0));

    [Theory]
    [InlineData("COTTON t-shirt ", "CN", 300)] // The same goods on a second order line.
    [InlineData("Cotton polo shirt", "CN", 600)] // Described otherwise: a line of its own.
    [InlineData("Cotton T-shirt", "VN", 600)] // Another origin: a line of its own outside IOSS.
    public void Order_lines_are_joined_by_classification_description_and_origin(string description, string origin, long duty) =>
        Quote(From("CN", "FR", "EUR", 0, TShirts(2000), TShirts(2000, 2) with { Description = description, Origin = origin })).Value.Duty.Minor.ShouldBe(duty);

    [Fact]
    public void Under_IOSS_six_digits_tell_lines_apart_and_no_VAT_is_due_at_import()
    {
        var request = From("CN", "DE", "EUR", 500, TShirts(2000, 1, "6109100010"), TShirts(2000, 2, "6109100090") with { Origin = "VN" });

        Quote(request with { IossNumber = "IM2760000742" }).Value.Figures().ShouldBe(("eu-ioss", 300, 0, 0));
        Quote(request).Value.Duty.Minor.ShouldBe(600, "ten digits and origin outside IOSS");
    }

    [Theory]
    [InlineData("2026-06-30", "eu-relief", 0, 855)] // VAT 19 % of (40.00 + 5.00) = 8.55
    [InlineData("2026-07-01", "eu-flat", 300, 912)]
    [InlineData("2028-06-30", "eu-flat", 300, 912)]
    [InlineData("2028-07-01", "eu-standard", 540, 958)] // 12 % of 45.00 = 5.40; 19 % of 50.40 = 9.576
    public void The_relief_gives_way_to_the_flat_duty_and_that_to_the_tariff(string on, string regime, long duty, long tax) =>
        Quote(From("CN", "DE", "EUR", 500, TShirts(4000)).On(on)).Value.Figures().ShouldBe((regime, duty, tax, 0));

    [Theory]
    [InlineData(15_000, "eu-flat")]
    [InlineData(15_001, "eu-standard")]
    public void The_limit_is_on_the_intrinsic_value_without_freight(long minor, string regime) =>
        Quote(From("CN", "DE", "EUR", 5000, TShirts(minor))).Value.Regime.ShouldBe(regime);

    [Theory]
    [InlineData(16_500, "eu-flat")] // 165.00 USD at 1.10 are 150.00 EUR.
    [InlineData(16_502, "eu-standard")]
    public void The_limit_is_compared_in_euros(long minor, string regime) =>
        Quote(From("CN", "DE", "USD", 0, TShirts(minor))).Value.Regime.ShouldBe(regime);

    [Fact]
    public void The_flat_duty_is_charged_in_the_currency_of_the_order() =>
        // 3.00 EUR are 3.30 USD; VAT 19 % of (55.00 + 3.30) = 11.077
        Quote(From("CN", "DE", "USD", 0, TShirts(5500))).Value.Figures().ShouldBe(("eu-flat", 330, 1108, 0));

    [Fact]
    public void Above_the_limit_the_tariff_is_due_on_the_value_with_freight() =>
        // 12 % of (200.00 + 10.00) = 25.20; VAT 21 % of (200.00 + 10.00 + 25.20) = 49.392
        Quote(From("CN", "NL", "EUR", 1000, TShirts(20_000))).Value.Figures().ShouldBe(("eu-standard", 2520, 4939, 0));

    [Fact]
    public void A_sale_to_a_business_has_no_flat_duty() =>
        // 12 % of 40.00 = 4.80; VAT 19 % of 44.80 = 8.512
        Quote(From("CN", "DE", "EUR", 0, TShirts(4000)) with { BuyerIsBusiness = true }).Value.Figures().ShouldBe(("eu-standard", 480, 851, 0));

    [Theory]
    [InlineData(1, 20_000, 80)] // 4.5 % of 200.00 would be 9.00, but a watch pays 0.80 at most.
    [InlineData(100, 20_000, 3000)] // 4.5 % of 200.00 is 9.00, but 100 pieces pay 30.00 at least.
    [InlineData(20, 20_000, 900)] // Between 6.00 and 16.00: the 4.5 %.
    public void Watches_pay_an_ad_valorem_duty_between_bounds_a_piece(long pieces, long minor, long duty) =>
        Quote(From("CN", "DE", "EUR", 0, Watch(minor) with { Quantity = pieces })).Value.Duty.Minor.ShouldBe(duty);

    [Fact]
    public void Books_pay_the_reduced_rate() =>
        // 3.00 duty; VAT 7 % of (20.00 + 3.00) = 1.61
        Quote(From("US", "DE", "EUR", 0, Book(2000))).Value.Figures().ShouldBe(("eu-flat", 300, 161, 0));

    [Theory]
    [InlineData("2025-12-31", 0)]
    [InlineData("2026-01-01", 500)] // 25 RON at 5 RON a euro.
    public void Romania_takes_a_fee_a_parcel_since_2026(string on, long fee) =>
        Quote(From("CN", "RO", "EUR", 0, TShirts(4000)).On(on)).Value.Fees.Minor.ShouldBe(fee);

    [Theory]
    [InlineData("2026-02-28", 0)]
    [InlineData("2026-03-01", 400)] // 2.00 for each of two declaration lines.
    [InlineData("2026-06-30", 400)]
    [InlineData("2026-07-01", 0)] // Suspended.
    public void France_took_a_fee_a_declaration_line_for_four_months(string on, long fee) =>
        Quote(From("CN", "FR", "EUR", 0, TShirts(4000), Watch(2000)).On(on)).Value.Fees.Minor.ShouldBe(fee);

    [Fact]
    public void Fees_whose_start_is_not_confirmed_are_off() =>
        Quote(From("CN", "IT", "EUR", 0, TShirts(4000))).Value.Fees.Minor.ShouldBe(0);

    [Theory]
    [InlineData("DE", "FR")]
    [InlineData("IT", "IT")]
    [InlineData("FR", "MC")]
    [InlineData("CH", "LI")]
    [InlineData("GB", "IM")]
    public void Inside_one_customs_territory_nothing_is_due(string from, string to)
    {
        var quote = Quote(From(from, to, "EUR", 500, TShirts(40_000))).Value;

        quote.Figures().ShouldBe(("domestic", 0, 0, 0));
        quote.Charges.ShouldBeEmpty();
        quote.Trace.Detail.ShouldContain("The tax of the destination is part of the sale");
    }

    [Theory]
    [InlineData("CN")]
    [InlineData("US")]
    public void Tableware_of_China_above_the_limit_needs_a_person(string origin)
    {
        var answer = Quote(From("CN", "DE", "EUR", 0, TShirts(20_000) with { HsCode = "691110", Origin = origin, Description = "Porcelain mug" }));

        if (origin == "CN") answer.Problem!.Message.ShouldContain("depends on the exporter");
        else answer.IsOk.ShouldBeTrue();
    }

    [Fact]
    public void A_channel_that_collected_tax_without_an_IOSS_number_is_warned_about()
    {
        var quote = Quote(From("CN", "DE", "EUR", 0, TShirts(4000)) with { TaxCollectedByChannel = true }).Value;

        quote.Regime.ShouldBe("eu-flat");
        quote.Trace.Alternatives.ShouldContain(tried => tried.Name == "eu-ioss" && tried.Note.Contains("gave no IOSS number"));
    }

    [Theory]
    [InlineData(Incoterm.Ddp, "the seller pays")]
    [InlineData(Incoterm.Dap, "the buyer pays")]
    public void The_incoterm_says_who_pays_and_changes_no_amount(Incoterm incoterm, string words)
    {
        var quote = Quote(From("CN", "DE", "EUR", 500, TShirts(4000)) with { Incoterm = incoterm }).Value;

        quote.Figures().ShouldBe(("eu-flat", 300, 912, 0));
        quote.Trace.Detail.ShouldContain(words);
    }
}
