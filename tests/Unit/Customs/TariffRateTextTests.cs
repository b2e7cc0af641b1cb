using Entrepot.Customs.Domain.Tariffs;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Customs;

/// <summary>Rates in the words of tariffs. The texts stand so in the HTS of 2026 (revision 10) or in the UK's and the EU's tariffs.</summary>
public sealed class TariffRateTextTests
{
    /// <summary>Value 200.00, and of everything that a rate may count 10 (kg, pieces, litres, …).</summary>
    [Theory]
    [InlineData("Free", 0)]
    [InlineData("16.5%", 3_300)]
    [InlineData("3.7% ", 740)]
    [InlineData("33 1/3%", 6_667)]
    [InlineData("4.4¢/kg", 44)]
    [InlineData("4.4¢/kg + 6%", 1_244)]
    [InlineData("$1.035/kg + 8.5%", 2_735)]
    [InlineData("$1.035/kg +13.6%", 3_755)]
    [InlineData("40¢/kg +10.4%", 2_480)]
    [InlineData("1¢ each + 2.8%", 570)]
    [InlineData("76¢/pr. + 32%", 7_160)]
    [InlineData("$16/doz. + 25%", 6_333)]
    [InlineData("14¢/gross + 4.3%", 861)]
    [InlineData("89.6¢/1000", 1)]
    [InlineData("10¢/1,000 pins + 3.5%", 700)]
    [InlineData("$1.24/t", 1)]
    [InlineData("4.5¢/ liter", 45)]
    [InlineData("18.9¢/pf.liter", 189)]
    [InlineData("5.25¢/bbl", 53)]
    [InlineData("14.5¢/m2 + 0.4%", 225)]
    [InlineData("13.5¢/kg + 6.3% + 1.9¢/article", 1_414)]
    [InlineData("5.7¢/kg on drained weight + 8%", 1_657)]
    [InlineData("12.8¢/kg on molybdenum content + 1.8%", 488)]
    [InlineData("44¢ each + 6% on the case + 14% on the strap, band or bracelet + 5.3% on the battery", 693)]
    [InlineData("6.5% on the entire set", 1_300)]
    [InlineData("10% but not less than $5/kg", 5_000)]
    [InlineData("10% but not more than 50¢/kg", 500)]
    [InlineData("5% or 30¢/kg, whichever is higher", 1_000)]
    [InlineData("10.00 % MIN 5.00 USD/100 kg MAX 10.00 USD/100 kg", 100)]
    [InlineData("The duty provided in the applicable subheading + 7.5%", 1_500)]
    [InlineData("The duty provided in the applicable subheading plus 25%", 5_000)]
    [InlineData("The duty provided inthe applicable subheading+ 25%", 5_000)]
    [InlineData("The duty provided in the applicable subheading + a duty of 25%", 5_000)]
    [InlineData("No change", 0)]
    public void A_rate_comes_to_the_cents_that_its_words_say(string words, long cents) => Cents(RateText.Read(words, "USD")).ShouldBe(cents);

    [Theory]
    [InlineData("See additional U.S. note 1", "another rate")]
    [InlineData("The rate applicable to each garment in the ensemble if separately entered", "another rate")]
    [InlineData("The rate of duty appli- cable to that article in the set subject to the high- est rate of duty", "applicable to that article")]
    [InlineData("Free, under bond, as prescribed in U.S. note 1 to this subchapter", "condition")]
    [InlineData("3.6606¢/kg less 0.020668¢/kg for each degree under 100 degrees (and fractions of a degree in proportion) but not less than 3.143854¢/kg", "degrees")]
    [InlineData("43¢ each + 2.8¢/jewel over 7 + 3.7% on the case", "movement")]
    [InlineData("", "no rate")]
    public void What_cannot_be_reckoned_says_why(string words, string why)
    {
        var formula = RateText.Read(words, "USD");

        formula.IsComputed.ShouldBeFalse();
        formula.Reason.ShouldNotBeNull().ToString().ShouldContain(why);
    }

    [Theory]
    [InlineData("5% perhaps")]
    [InlineData("12 blue moons")]
    [InlineData("3 EUR/kg")]
    [InlineData("4¢/cubit")]
    [InlineData("1/0 %")]
    [InlineData("9999999999999999999999%")]
    public void What_is_not_understood_is_never_reckoned(string words)
    {
        var formula = RateText.Read(words, "USD");

        formula.ShouldBeOfType<DutyFormula.Unknown>();
        formula.IsComputed.ShouldBeFalse();
    }

    [Fact]
    public void A_rate_names_what_has_to_be_known() =>
        RateText.Read("75¢ each + 6% on the case + 14% on the strap, band or bracelet", "USD").Needs.ShouldBe(["piece", "value of the case", "value of the strap, band or bracelet"]);

    [Fact]
    public void The_special_column_tells_rates_by_program()
    {
        var rates = SpecialRate.Read("Free (A*,AU,BH, CL) 8.7% (CO) See 9822.04.20 (PA see U.S. note 3) See 9823.05.01-9823.05.06 (S+)", "USD", new());

        rates.Select(rate => (rate.Words, string.Join(' ', rate.Programs))).ShouldBe([("Free", "A* AU BH CL"), ("8.7%", "CO"), ("See 9822.04.20", "PA"), ("See 9823.05.01-9823.05.06", "S+")]);
        rates.Select(rate => rate.Formula.IsComputed).ShouldBe([true, true, false, false]);
    }

    [Fact]
    public void No_text_makes_it_throw()
    {
        string[] bits = ["4.4", "¢", "/kg", " + ", "%", "6%", "Free", "$", "each", " on the case", "but not less than ", "whichever is higher", " or ", "(", "33 1/3", ",", "The duty provided in the applicable subheading", "999999999999", "\0", "é", "doz.", " per ", "MIN ", "-"];
        var texts = Gen.Elements(bits).ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

        Prop.ForAll(texts, text => RateText.Read(text, "USD") is { } formula && (formula.IsComputed || formula.Reason is not null || formula is DutyFormula.Unknown)).QuickCheckThrowOnFailure();
        Prop.ForAll<string?>(text => RateText.Read(text, "USD") is not null && SpecialRate.Read(text ?? "", "USD", new()) is not null).QuickCheckThrowOnFailure();
    }

    private static long Cents(DutyFormula formula) => formula switch
    {
        DutyFormula.Free => 0,
        DutyFormula.AdValorem { Part: null } rate => rate.Share.Of(20_000),
        DutyFormula.AdValorem rate => rate.Share.Of(1_000),
        DutyFormula.Specific count => Entrepot.Kernel.Rounding.DivideHalfUp((Int128)count.Nano * 10, (Int128)count.Per * 10_000_000),
        DutyFormula.Sum sum => sum.Parts.Sum(Cents),
        DutyFormula.Higher both => Math.Max(Cents(both.First), Cents(both.Second)),
        DutyFormula.Lower both => Math.Min(Cents(both.First), Cents(both.Second)),
        DutyFormula.OnTop top => Cents(top.Added),
        _ => throw new InvalidOperationException($"{formula} cannot be reckoned."),
    };
}
