using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Customs.Features;
using Entrepot.Kernel;
using Entrepot.Tax.Contracts;
using FsCheck;
using FsCheck.Fluent;
using static Entrepot.Unit.Customs.ImportWorld;

namespace Entrepot.Unit.Customs;

/// <summary>Landed cost by imported editions. Rates as they stand in the HTS: 2026 basic edition, revision 5 (from 2026-04-06) and revision 10 (from 2026-06-08).</summary>
public sealed class TariffQuoteTests
{
    private static readonly Lazy<Task<ILandedCost>> Imported = new(async () => By(
        await Hts.EditionAsync("hts_2026_basic", new(2026, 1, 1)), await Hts.EditionAsync("hts_2026_rev_10", new(2026, 6, 8))));

    /// <summary>Value 100.00, 10 pieces, 2 kg; Section 301 of China among them, chapter 99 of the HTS.</summary>
    [Theory]
    [InlineData("6109.10.00", "VN", 16_50, "16.5 %")]
    [InlineData("6109.10.00", "CN", 24_00, "16.5 % and 7.5 % (9903.88.15)")]
    [InlineData("6109.10.0012", "CN", 24_00, "a statistical line has its line's rates")]
    [InlineData("8201.50.00", "VN", 2_90, "1 cent each + 2.8 %, 8201.50.00")]
    [InlineData("6402.19.50", "VN", 39_60, "76 cents a pair + 32 %")]
    [InlineData("0711.59.10", "VN", 8_11, "5.7 cents/kg on drained weight + 8 %, of which 2 kg are said")]
    [InlineData("9609.10.00", "VN", 4_31, "14 cents a gross + 4.3 %")]
    [InlineData("8711.60.00", "CN", 25_00, "free, and 25 % (9903.88.02)")]
    [InlineData("4901.99.00", "CN", 7_50, "free, and 7.5 %")]
    public async Task Duty_comes_to_the_cent_that_the_tariff_says(string code, string origin, long cents, string why)
    {
        var line = new LandedCostLine(1, code, origin, "Goods", 10, 100_00, 2_000) { Quantities = [new("kg on drained weight", 2_000)] };

        (await QuoteAsync(line)).Value.Duty.Minor.ShouldBe(cents, why);
    }

    [Theory]
    [InlineData("2009.21.20", "customs.quantity_needed", "'litre'")]
    [InlineData("9102.11.10", "customs.quantity_needed", "'value of the case'")]
    [InlineData("6103.22.00", "customs.no_rate", "The rate applicable to each garment")]
    [InlineData("1701.13.20", "customs.no_rate", "degrees")]
    [InlineData("4202.92", "customs.tariff_line_needed", "4202920")]
    public async Task What_is_missing_is_asked_for_by_name_and_what_cannot_be_reckoned_says_why(string code, string problem, string words)
    {
        var answer = await QuoteAsync(new(1, code, "VN", "Goods", 10, 100_00, 2_000));

        answer.Problem.ShouldNotBeNull().Code.ShouldBe(problem);
        answer.Problem.Message.ToString().ShouldContain(words);
    }

    [Fact]
    public async Task What_was_missing_and_is_told_is_reckoned()
    {
        var juice = new LandedCostLine(1, "2009.21.20", "VN", "Grapefruit juice", 10, 100_00, 12_000) { Quantities = [new("litre", 10_000)] };
        (await QuoteAsync(juice)).Value.Duty.Minor.ShouldBe(45, "4.5 cents a litre");

        // 44¢ each + 6% on the case + 14% on the strap, band or bracelet + 5.3% on the battery
        var watch = new LandedCostLine(1, "9102.11.10", "CH", "Wrist-watch", 1, 100_00, 100) { Quantities = [new("value of the case", 50_000), new("value of the strap, band or bracelet", 20_000), new("value of the battery", 1_000)] };
        (await QuoteAsync(watch)).Value.Duty.Minor.ShouldBe(44 + 300 + 280 + 5);
    }

    [Fact]
    public async Task A_preference_is_given_for_its_proof_and_to_its_countries_only()
    {
        LandedCostLine Shirts(string origin, string? program) => new(1, "6109.10.00", origin, "T-shirt", 10, 100_00, 2_000) { Program = program };

        (await QuoteAsync(Shirts("KR", null))).Value.Duty.Minor.ShouldBe(16_50, "no proof is told");
        (await QuoteAsync(Shirts("KR", "KR"))).Value.Duty.Minor.ShouldBe(0);
        (await QuoteAsync(Shirts("VN", "KR"))).Value.Duty.Minor.ShouldBe(16_50, "Viet Nam is no partner of that program");
        (await QuoteAsync(Shirts("KR", "KR"))).Value.Charges[0].RuleId.ShouldBe("us-hts 61091000 special KR");
    }

    [Theory]
    [InlineData("2026-01-15", "2026 basic edition", "2026-06-07")]
    [InlineData("2026-08-08", "2026 revision 10", null)]
    public async Task Each_day_goes_by_its_own_edition(string day, string title, string? lastDay)
    {
        var edition = TariffAnswers.Find(RuleBook.Shared.With(new("both", [await Hts.EditionAsync("hts_2026_basic", new(2026, 1, 1)), await Hts.EditionAsync("hts_2026_rev_10", new(2026, 6, 8))])), "6109.10.00", "US", "CN", DateOnly.ParseExact(day, "yyyy-MM-dd", null)).Value;

        edition.Edition.ShouldBe(title);
        edition.Components[0].ValidTo.ShouldBe(lastDay is null ? null : DateOnly.ParseExact(lastDay, "yyyy-MM-dd", null));
        edition.Components.Where(part => part.IsApplied).Select(part => part.RuleId).ShouldBe(["us-hts 61091000 general", "9903.88.15"]);
    }

    [Fact]
    public async Task A_day_before_every_edition_goes_by_the_table_of_the_product() =>
        TariffAnswers.Find(RuleBook.Shared.With(new("one", [await Hts.EditionAsync("hts_2026_rev_10", new(2026, 6, 8))])), "6109.10.00", "US", "CN", new(2026, 6, 7)).Value
            .Components.Select(part => part.RuleId).ShouldContain("us 610910");

    [Fact]
    public async Task Goods_of_column_2_pay_column_2_and_russias_own_rate_where_a_footnote_sends_there()
    {
        var book = RuleBook.Shared.With(new("one", [await Hts.EditionAsync("hts_2026_rev_10", new(2026, 6, 8))]));

        TariffAnswers.Find(book, "6109.10.00", "US", "KP", Today).Value.Components.ShouldHaveSingleItem().Text.ShouldBe("90%");
        TariffAnswers.Find(book, "8708.99.81", "US", "RU", Today).Value.Components[0].RuleId.ShouldStartWith("9903.90.");
    }

    /// <summary>An imported edition and the table of the product agree where both know a code: one was made from the other.</summary>
    [Fact]
    public async Task The_imported_tariff_and_the_shipped_table_agree()
    {
        var edition = await Hts.EditionAsync("hts_2026_rev_10", new(2026, 6, 8));
        var imported = By(edition);
        var differing = new List<string>();
        var compared = 0;
        foreach (var code in edition.EightDigits.Where((code, n) => n % 17 == 0 && !code.ToString().StartsWith('9')))
        {
            var request = From("CN", "US", "USD", 0, new LandedCostLine(1, code.ToString(), "CN", "Goods", 10, 100_00, 2_000));
            var (own, shipped) = (imported.Quote([request])[0], LandedCost.Quote([request])[0]);
            if (!own.IsOk || !shipped.IsOk) continue;
            compared++;
            if (own.Value.Duty != shipped.Value.Duty) differing.Add($"{code}: {own.Value.Duty} and {shipped.Value.Duty}");
        }

        compared.ShouldBeGreaterThan(250);
        differing.Count.ShouldBeLessThan(compared / 100, string.Join("; ", differing.Take(8)));
    }

    [Fact]
    public async Task Lines_and_consignment_add_up_to_the_totals_and_no_irrelevant_word_changes_them()
    {
        var landedCost = await Imported.Value;
        Prop.ForAll(Baskets().ToArbitrary(), basket =>
        {
            var answer = Ask(landedCost, basket);
            if (answer.Problem is not null) return answer.DueAtImport == 0;

            var renamed = Ask(landedCost, basket with { Reference = "Other", Lines = [.. basket.Lines.Select((line, i) => line with { Description = $"Other words {i}" })] });
            return answer.Lines.Sum(line => line.Duty) + Whole(answer, "duty", "additional-duty") == answer.Duty
                && answer.Lines.Sum(line => line.ImportTax) + Whole(answer, "import-tax") == answer.ImportTax
                && Whole(answer, "fee") == answer.Fees
                && answer.Duty + answer.ImportTax + answer.Fees == answer.DueAtImport
                && answer.Goods + answer.Shipping + answer.Insurance + answer.DueAtImport == answer.LandedTotal
                && answer.Lines.SelectMany(line => line.Charges).Concat(answer.Charges).All(charge => charge.RuleId.Length > 0 && charge.Source.Length > 0)
                && (renamed.Duty, renamed.ImportTax, renamed.Fees) == (answer.Duty, answer.ImportTax, answer.Fees);
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>Under one way of clearing; where another one takes its place, the answer names it.</summary>
    [Fact]
    public async Task Another_line_never_lowers_the_duty_unless_the_goods_are_cleared_in_another_way()
    {
        var landedCost = await Imported.Value;
        Prop.ForAll(Baskets().ToArbitrary(), Baskets().ToArbitrary(), (basket, other) =>
        {
            basket = basket with { Shipping = 0 }; // Freight is spread over more goods then, some of them free of duty.
            var (before, after) = (Ask(landedCost, basket), Ask(landedCost, basket with { Lines = [.. basket.Lines, .. other.Lines.Take(1).Select(line => line with { Id = 99 })] }));
            return before.Problem is not null || after.Problem is not null || before.Regime != after.Regime || after.Duty >= before.Duty;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("currency", "EURO")]
    [InlineData("lines", "")]
    [InlineData("incoterm", "EXW")]
    [InlineData("lines[0].quantity", "")]
    public async Task A_quote_that_cannot_be_read_says_which_field(string field, string value)
    {
        var basket = new QuoteRequest { Destination = "US", ShipFrom = "CN", Currency = "USD", Lines = [new() { HsCode = "610910", Origin = "CN", UnitPrice = 10 }] };
        var broken = field switch
        {
            "currency" => basket with { Currency = value },
            "incoterm" => basket with { Incoterm = value },
            "lines" => basket with { Lines = [] },
            _ => basket with { Lines = [basket.Lines[0] with { Quantity = 0 }] },
        };

        Ask(await Imported.Value, basket).Problem.ShouldBeNull();
        Ask(await Imported.Value, broken).Problem.ShouldNotBeNull().Field.ShouldBe(field);
    }

    private static ILandedCost By(params TariffEdition[] editions) => new LandedCostCalculator(Get<ITaxRates>(), RuleBook.Shared.With(new("tests", editions)));

    private static async Task<Result<LandedCostQuote>> QuoteAsync(LandedCostLine line) => (await Imported.Value).Quote([From("CN", "US", "USD", 0, line)])[0];

    private static QuoteAnswer Ask(ILandedCost landedCost, QuoteRequest basket) => QuoteGoods.Reckon(landedCost, [(basket, Today, Fx)])[0];

    private static decimal Whole(QuoteAnswer answer, params string[] kinds) => answer.Charges.Where(charge => kinds.Contains(charge.Kind)).Sum(charge => charge.Amount);

    private static Gen<QuoteRequest> Baskets() =>
        from to in Gen.Elements("US", "US", "US", "DE", "GB", "CA", "JP")
        from shipping in Gen.Choose(0, 3_000)
        from lines in Line().ListOf(3)
        select new QuoteRequest { Reference = "SO-1", Destination = to, Province = to == "CA" ? "ON" : "", ShipFrom = "CN", Currency = "USD", Shipping = shipping / 100m, Lines = [.. lines.Select((line, i) => line with { Id = i + 1 })] };

    private static Gen<QuoteLine> Line() =>
        from code in Gen.Elements("610910", "340600", "490199", "950300", "61091000", "64021950", "82015000")
        from origin in Gen.Elements("CN", "VN", "KR")
        from program in Gen.Elements(null, "KR", "S")
        from cents in Gen.Choose(0, 20_000)
        from quantity in Gen.Choose(1, 9)
        select new QuoteLine { Description = "Goods", HsCode = code, Origin = origin, Program = program, UnitPrice = cents / 100m, Quantity = quantity, WeightGrams = 150 };
}
