using System.Globalization;
using Entrepot.Channels.Domain.Importing;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Channels;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(".", "", "2.55", 2_550_000L)]
    [InlineData(".", "", " 0.001 ", 1_000L)]
    [InlineData(".", "", "-11062.06", -11_062_060_000L)]
    [InlineData(".", "", "−3", -3_000_000L)]
    [InlineData(".", "", "+3", 3_000_000L)]
    [InlineData(".", "", ".5", 500_000L)]
    [InlineData(".", "", "5.", 5_000_000L)]
    [InlineData(".", ",", "1,234,567.89", 1_234_567_890_000L)]
    [InlineData(",", ".", "1.234,5", 1_234_500_000L)]
    [InlineData(",", " ", "12 345,67", 12_345_670_000L)]
    [InlineData(".", "", "1.2345670", 1_234_567L)]
    [InlineData(".", "", "1.2345678", null)]
    [InlineData(".", "", "1,234", null)]
    [InlineData(".", ",", "1,23", null)]
    [InlineData(".", ",", ",123", null)]
    [InlineData(".", ",", "1234,567", null)]
    [InlineData(",", ".", "1,234.5", null)]
    [InlineData(".", "", "", null)]
    [InlineData(".", "", "-", null)]
    [InlineData(".", "", ".", null)]
    [InlineData(".", "", "1e3", null)]
    [InlineData(".", "", "٣", null)]
    [InlineData(".", "", "12 345", null)]
    [InlineData(".", "", "99999999999999999999", null)]
    public void An_amount_is_read_exactly_or_not_at_all(string point, string group, string text, long? micros) =>
        new NumberText(new() { Decimal = point, Thousands = group }).Micros(text).ShouldBe(micros);

    [Theory]
    [InlineData("6", 6L)]
    [InlineData("6.00", 6L)]
    [InlineData("-6", -6L)]
    [InlineData("6.5", null)]
    public void A_quantity_is_whole(string text, long? quantity) => new NumberText(new()).Whole(text).ShouldBe(quantity);

    [Fact]
    public void Whatever_is_written_in_any_style_is_read_back() => Prop.ForAll(
        (from micros in Gen.Choose(int.MinValue, int.MaxValue)
         from style in Gen.Elements((".", ""), (".", ","), (",", "."), (",", " "), (",", "'"))
         select (micros, style)).ToArbitrary(),
        written =>
        {
            var (micros, (point, group)) = written;
            var format = new NumberFormatInfo { NumberDecimalSeparator = point, NumberGroupSeparator = group, NumberGroupSizes = [3] };
            var text = (micros / 1_000_000m).ToString(group.Length > 0 ? "N6" : "F6", format);
            return (new NumberText(new() { Decimal = point, Thousands = group }).Micros(text) == micros).Label(text);
        }).QuickCheckThrowOnFailure();
}
