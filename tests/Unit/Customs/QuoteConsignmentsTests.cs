using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.LandedCost;
using static Entrepot.Unit.Customs.ImportWorld;

namespace Entrepot.Unit.Customs;

/// <summary>
/// Declaration lines and the joining of consignments. Worked examples of Council Reg. (EU) 2026/382: five identical T-shirts
/// pay 3 euros, a T-shirt and a watch 6, the same goods on two lines are charged twice (DHL; Italian Circular 17/2026).
/// </summary>
public sealed class QuoteConsignmentsTests
{
    [Fact]
    public void Goods_that_share_code_and_description_are_one_line_and_two_words_for_them_are_told()
    {
        var consignment = Of(TShirts(1_000), TShirts(1_000, id: 2) with { Description = "cotton t-shirt " }, TShirts(1_000, id: 3) with { Description = "Shirt of cotton" }, Watch(2_000, id: 4));

        var lines = ConsignmentOptions.Lines([(consignment, false)]);

        lines.Select(line => (line.HsCode, line.Quantity, string.Join(',', line.OrderLines), line.SameAs)).ShouldBe([("610910", 10L, "1,2", null), ("610910", 5L, "3", 0), ("910211", 1L, "4", null)]);
    }

    [Fact]
    public void By_the_whole_code_and_origin_goods_of_two_origins_are_two_lines() =>
        ConsignmentOptions.Lines([(Of(TShirts(1_000), TShirts(1_000, id: 2) with { Origin = "VN" }), true)]).Count.ShouldBe(2);

    [Fact]
    public void Joining_the_same_goods_saves_a_flat_duty_and_is_proposed()
    {
        var options = Compare(From("CN", "DE", "EUR", 0, TShirts(2_000)), From("CN", "DE", "EUR", 0, TShirts(2_000)));

        options.Select(option => (option.Way, option.Duty.Minor, option.IsProposed)).ShouldBe([("given", 600, false), ("joined", 300, true), ("apart", 600, false)]);
        options.ShouldAllBe(option => !option.StaysUnder);
    }

    [Fact]
    public void Sending_apart_to_stay_under_the_threshold_is_told_and_never_proposed()
    {
        // Together 200 EUR: 12 % by the tariff; apart 100 EUR each: 3 EUR a line.
        var options = Compare(From("CN", "DE", "EUR", 0, TShirts(10_000)), From("CN", "DE", "EUR", 0, TShirts(10_000)));

        options.Select(option => (option.Way, option.Duty.Minor, option.StaysUnder, option.IsProposed)).ShouldBe([("given", 600, true, false), ("joined", 2_400, false, true), ("apart", 600, true, false)]);
        options[0].Note.ToString().ShouldContain("customs may join");
    }

    [Fact]
    public void The_british_threshold_is_of_the_whole_too()
    {
        var options = Compare(From("CN", "GB", "GBP", 0, TShirts(8_000), TShirts(8_000, id: 2)));

        options.Select(option => (option.Way, option.StaysUnder, option.IsProposed)).ShouldBe([("given", false, true), ("apart", true, false)]);
    }

    private static IReadOnlyList<ConsignmentOption> Compare(params LandedCostRequest[] given) => ConsignmentOptions.Compare(LandedCost, given).Value;

    private static Consignment Of(params LandedCostLine[] lines) => Consignment.Of(From("CN", "DE", "EUR", 0, lines)).Value;
}
