using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using FsCheck;
using FsCheck.Fluent;
using static Entrepot.Unit.Customs.ImportWorld;

namespace Entrepot.Unit.Customs;

/// <summary>What holds for every quote.</summary>
public sealed class LandedCostLawTests
{
    private static readonly string[] Destinations = ["DE", "RO", "GB", "US", "CA", "AU", "JP", "SG", "AE", "SA", "BH", "KW", "MX", "BR", "NO", "CH", "IS", "IL", "HK", "ZA", "LB", "FR"];
    private static readonly string[] Codes = ["610910", "6109100012", "910211", "340600", "490199", "732393", "691200", "950300", "6102100000", "", "020311"];

    [Fact]
    public void All_at_once_and_one_by_one_give_the_same_answers() =>
        Prop.ForAll(Consignments().ListOf().ToArbitrary(), requests =>
        {
            var together = LandedCost.Quote([.. requests]).Select(Print);
            var alone = requests.Select(request => Print(LandedCost.Quote([request])[0]));
            return together.SequenceEqual(alone);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_goods_from_several_countries_at_once_are_answered_as_each_alone() =>
        Prop.ForAll(Consignments().ToArbitrary(), request =>
        {
            LandedCostRequest[] requests = [.. new[] { "CN", request.ShipTo, "US", "DE", "GB", "CN", "HK" }.Select(from => request with { ShipFrom = from })];
            return LandedCost.Quote(requests).Select(Print).SequenceEqual(requests.Select(one => Print(Quote(one))));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Other_goods_after_them_are_reckoned_anew()
    {
        var shirts = From("CN", "NL", "EUR", 1000, TShirts(20_000));

        LandedCost.Quote([shirts, shirts with { FreightMinor = 0 }, shirts with { Lines = [TShirts(30_000)] }]).Select(answer => answer.Value.Duty.Minor).ShouldBe([2_520, 2_400, 3_720]);
    }

    [Fact]
    public void The_charges_add_up_to_the_totals_and_each_has_an_explanation_and_a_source() =>
        Prop.ForAll(Consignments().ToArbitrary(), request =>
        {
            var answer = Quote(request);
            if (!answer.IsOk) return true;
            var quote = answer.Value;
            return Sum(quote, "duty", "additional-duty") == quote.Duty.Minor
                && Sum(quote, "import-tax") == quote.ImportTax.Minor
                && Sum(quote, "fee") == quote.Fees.Minor
                && quote.Charges.All(charge => charge.Amount.Minor >= 0 && !charge.Explanation.IsEmpty && charge.Source.Source.Length > 0 && charge.Amount.Currency == request.Currency)
                && quote.Charges.All(charge => quote.Trace.Sources.Contains(charge.Source));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_lines_changes_no_duty_without_freight() =>
        Prop.ForAll(Consignments().ToArbitrary(), request =>
        {
            var still = request with { FreightMinor = 0, InsuranceMinor = 0 };
            var turned = still with { Lines = [.. still.Lines.Reverse()] };
            var (first, second) = (Quote(still), Quote(turned));
            return first.IsOk == second.IsOk && (!first.IsOk || first.Value.Duty == second.Value.Duty);
        }).QuickCheckThrowOnFailure();

    /// <summary>Inside one way of clearing; between two of them a step down may be the law's own.</summary>
    [Fact]
    public void More_value_never_lowers_the_duty_of_the_same_goods_under_the_same_rules() =>
        Prop.ForAll(Consignments().ToArbitrary(), Gen.Choose(1, 100_000).ToArbitrary(), (request, more) =>
        {
            var dearer = request with { Lines = [.. request.Lines.Select(line => line with { AmountMinor = line.AmountMinor + more })] };
            var (first, second) = (Quote(request), Quote(dearer));
            return !first.IsOk || !second.IsOk || first.Value.Regime != second.Value.Regime || second.Value.Duty.Minor >= first.Value.Duty.Minor;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_explanation_can_be_checked_with_a_pencil() =>
        Quote(From("CN", "NL", "EUR", 1000, TShirts(20_000))).Value.Charges.Select(charge => charge.Explanation.ToString()).ShouldBe(
        [
            "EU third-country duty, HS 6109: 12 % of 210.00 = 25.20 EUR",
            "VAT 21 % of (200.00 goods + 10.00 freight + 25.20 duty) = 49.39 EUR",
        ]);

    [Fact]
    public void Every_source_carries_its_mark_and_its_first_day()
    {
        var quote = Quote(From("CN", "US", "USD", 0, TShirts(10_000))).Value;

        quote.Trace.Sources.Count.ShouldBe(4, "regime, general duty, Section 301, fee");
        quote.Trace.Sources.ShouldAllBe(source => source.Source.EndsWith("[V1]") || source.Source.EndsWith("[V2]") || source.Source.EndsWith("[R]"));
        quote.Trace.Sources.ShouldAllBe(source => source.ValidFrom != null);
    }

    [Fact]
    public void What_is_known_to_be_missing_is_said()
    {
        var request = From("VN", "US", "USD", 0, TShirts(10_000) with { Origin = "VN" });

        Quote(request.On("2026-07-23")).Value.Trace.Detail.ShouldNotContain("Check before relying");
        Quote(request.On("2026-07-24")).Value.Trace.Detail.ShouldContain("Section 122 ended on 2026-07-23");
    }

    private static long Sum(LandedCostQuote quote, params string[] kinds) =>
        quote.Charges.Where(charge => kinds.Contains(charge.Kind)).Sum(charge => charge.Amount.Minor);

    private static string Print(Result<LandedCostQuote> answer) => answer.Problem is { } problem
        ? problem.Message.ToString()
        : string.Join('|', answer.Value.Charges) + answer.Value.Total + string.Join('|', answer.Value.Trace.Sources) + answer.Value.Trace.Detail + string.Join('|', answer.Value.Trace.Alternatives);

    private static Gen<LandedCostRequest> Consignments() =>
        from to in Gen.Elements(Destinations)
        from currency in Gen.Elements("EUR", "USD", "GBP", "JPY", "KWD")
        from day in Gen.Choose(0, 900)
        from freight in Gen.Choose(0, 5000)
        from ioss in Gen.Elements("", "IM2760000742")
        from collected in Gen.Elements(true, false)
        from business in Gen.Elements(true, false)
        from count in Gen.Choose(1, 6)
        from lines in Line().ListOf(count)
        select From("CN", to, currency, freight, [.. lines.Select((line, i) => line with { LineId = i + 1 })]) with
        {
            On = new DateOnly(2026, 1, 1).AddDays(day),
            Province = to == "CA" ? "ON" : to == "BR" ? "SP" : "",
            IossNumber = ioss,
            TaxCollectedByChannel = collected,
            BuyerIsBusiness = business,
            InsuranceMinor = freight / 10,
        };

    private static Gen<LandedCostLine> Line() =>
        from code in Gen.Frequency((20, Gen.Elements(Codes[..^2])), (1, Gen.Elements(Codes)))
        from origin in Gen.Elements("CN", "VN", "US", "IT")
        from minor in Gen.Frequency((3, Gen.Choose(0, 5000)), (1, Gen.Choose(0, 500_000)))
        from quantity in Gen.Choose(1, 12)
        from grams in Gen.Choose(1, 3000)
        from description in Gen.Elements("Cotton T-shirt", "cotton t-shirt", "Mug")
        select new LandedCostLine(0, code, origin, description, quantity, minor, grams);
}
