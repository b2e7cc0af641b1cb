using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels;

public sealed class OrderRulesTests
{
    public static TheoryData<string, string> Bad => new()
    {
        { "no number", "channels.number_missing" },
        { "number too long", "channels.text_too_long" },
        { "no lines", "channels.no_lines" },
        { "too many lines", "channels.too_many_lines" },
        { "no line id", "channels.line_id_missing" },
        { "same line id twice", "channels.line_id_repeated" },
        { "no code", "channels.code_missing" },
        { "zero quantity", "channels.quantity_out_of_range" },
        { "huge quantity", "channels.quantity_out_of_range" },
        { "cancelled more than ordered", "channels.cancelled_out_of_range" },
        { "negative price", "channels.amount_out_of_range" },
        { "negative shipping", "channels.amount_out_of_range" },
        { "local time", "channels.time_not_utc" },
        { "year one", "channels.time_not_utc" },
        { "control character in a name", "channels.text_unprintable" },
        { "country of three letters", "channels.text_too_long" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_malformed_order_is_refused(string fault, string code) => OrderRules.Check(With(fault))?.Code.ShouldBe(code);

    [Theory]
    [InlineData("unknown currency")]
    [InlineData("no country")]
    [InlineData("free line")]
    [InlineData("ten thousand lines")]
    public void What_only_the_journey_can_judge_is_let_in(string case_) => OrderRules.Check(With(case_)).ShouldBeNull();

    private static IncomingOrder With(string fault) => fault switch
    {
        "no number" => AnOrder(""),
        "number too long" => AnOrder(new string('9', 65)),
        "no lines" => AnOrder("1") with { Lines = [] },
        "too many lines" => AnOrder("1") with { Lines = Lines(OrderRules.LinesMax + 1) },
        "no line id" => AnOrder("1", ALine("", 1)),
        "same line id twice" => AnOrder("1", ALine("1", 1), ALine("1", 1)),
        "no code" => AnOrder("1", ALine("1", 1, "")),
        "zero quantity" => AnOrder("1", ALine("1", 0)),
        "huge quantity" => AnOrder("1", ALine("1", OrderRules.QuantityMax + 1)),
        "cancelled more than ordered" => AnOrder("1", ALine("1", 1, cancelled: 2)),
        "negative price" => AnOrder("1", ALine("1", 1) with { UnitPriceMicros = -1 }),
        "negative shipping" => AnOrder("1") with { ShippingMinor = -1 },
        "local time" => AnOrder("1") with { PlacedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local) },
        "year one" => AnOrder("1") with { PlacedAt = new DateTime(1, 1, 1, 0, 0, 0, DateTimeKind.Utc) },
        "control character in a name" => AnOrder("1") with { ShipTo = new() { Name = "A\u0007da" } },
        "country of three letters" => AnOrder("1") with { ShipTo = new() { Country = "GBR" } },
        "unknown currency" => AnOrder("1") with { Currency = "XXZ" },
        "no country" => AnOrder("1") with { ShipTo = new(), CountryText = "Channel Islands" },
        "free line" => AnOrder("1", ALine("1", 1) with { UnitPriceMicros = 0, AmountMinor = 0 }),
        "ten thousand lines" => AnOrder("1") with { Lines = Lines(10_000) },
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a case of this test."),
    };

    private static IncomingLine[] Lines(int count) => [.. Enumerable.Range(1, count).Select(i => ALine(i.ToString(System.Globalization.CultureInfo.InvariantCulture), 1))];
}
