using Entrepot.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Kernel;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("12.30", "EUR", 1230)]
    [InlineData("1230", "JPY", 1230)]
    [InlineData("1.234", "KWD", 1234)]
    [InlineData("-0.01", "USD", -1)]
    public void A_decimal_amount_becomes_minor_units(string amount, string currency, long minor) =>
        Money.From(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency).Value.ShouldBe(new Money(minor, currency));

    [Theory]
    [InlineData("1.5", "JPY", "money.too_many_decimals")]
    [InlineData("1.001", "EUR", "money.too_many_decimals")]
    [InlineData("1", "EURO", "money.unknown_currency")]
    [InlineData("79228162514264337593543950335", "EUR", "money.too_large")]
    public void An_amount_its_currency_cannot_hold_is_refused(string amount, string currency, string code) =>
        Money.From(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency).Problem!.Code.ShouldBe(code);

    [Fact]
    public void Currencies_never_mix() =>
        Should.Throw<InvalidOperationException>(() => new Money(1, "EUR") + new Money(1, "USD"));

    [Fact]
    public void Parts_of_an_amount_add_up_to_it() =>
        Prop.ForAll<int, PositiveInt[]>((minor, weights) =>
        {
            if (weights.Length == 0) return true;
            var parts = new Money(minor, "EUR").Allocate([.. weights.Select(weight => (long)weight.Get)]);
            return parts.Sum(part => part.Minor) == minor;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_largest_remainder_gets_the_odd_cent() =>
        new Money(100, "EUR").Allocate([1, 1, 1]).Select(part => part.Minor).ShouldBe([34, 33, 33]);
}
