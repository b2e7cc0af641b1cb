using static Entrepot.Unit.Customs.ImportWorld;

namespace Entrepot.Unit.Customs;

/// <summary>Imports outside the EU, country by country. The sums stand beside the cases.</summary>
public sealed class ImportElsewhereTests
{
    [Theory]
    [InlineData(13_500, "gb-135", 0, 0)] // The VAT belongs to the sale.
    [InlineData(13_501, "gb-standard", 1740, 3248)] // 12 % of (135.01 + 10.00) = 17.40; 20 % of 162.41 = 32.48
    public void The_United_Kingdom_taxes_the_sale_to_135_pounds_and_the_import_above(long minor, string regime, long duty, long tax) =>
        Quote(From("CN", "GB", "GBP", 1000, TShirts(minor))).Value.Figures().ShouldBe((regime, duty, tax, 0));

    [Theory]
    [InlineData("DE", "xi-eu")]
    [InlineData("GB", "xi-gb")]
    [InlineData("CN", "gb-135")]
    public void Northern_Ireland_is_open_to_both_markets(string from, string regime) =>
        Quote(From(from, "GB", "GBP", 0, TShirts(5000)) with { Province = "Northern Ireland" }).Value.Figures().ShouldBe((regime, 0, 0, 0));

    [Theory]
    [InlineData("2025-05-01", "CN", "us-de-minimis", 0)]
    [InlineData("2025-08-28", "VN", "us-de-minimis", 0)]
    [InlineData("2026-02-24", "VN", "us-informal", 2650)] // 16.5 % general and 10 % Section 122 of 100.00
    [InlineData("2026-07-23", "VN", "us-informal", 2650)]
    [InlineData("2026-07-24", "VN", "us-informal", 1650)]
    [InlineData("2026-07-24", "CN", "us-informal", 2400)] // 16.5 % and 7.5 % Section 301 of 100.00
    public void The_United_States_ended_de_minimis_and_surcharged_for_a_time(string on, string origin, string regime, long duty)
    {
        var quote = Quote(From("CN", "US", "USD", 2000, TShirts(10_000) with { Origin = origin }).On(on)).Value;

        (quote.Regime, quote.Duty.Minor, quote.ImportTax.Minor).ShouldBe((regime, duty, 0L), "duty is on the value without freight, and there is no VAT");
    }

    [Theory]
    [InlineData("2025-05-02")] // De minimis ended for China.
    [InlineData("2025-08-29")] // It ended for all, and the duties of that time are not carried.
    [InlineData("2026-02-23")]
    public void What_the_United_States_charged_in_between_is_refused(string on) =>
        Quote(From("CN", "US", "USD", 0, TShirts(10_000)).On(on)).Problem!.Code.ShouldBe("customs.no_rate");

    [Theory]
    [InlineData(250_000, "us-informal", 269)] // 2.69 a consignment.
    [InlineData(250_001, "us-formal", 3358)] // 0.3464 % would be 8.66: the minimum is 33.58.
    [InlineData(2_000_000, "us-formal", 6928)] // 0.3464 % of 20,000.00
    [InlineData(30_000_000, "us-formal", 65_150)] // 0.3464 % would be 1,039.20: the maximum is 651.50.
    public void The_merchandise_processing_fee_depends_on_the_kind_of_entry(long minor, string regime, long fee)
    {
        var quote = Quote(From("VN", "US", "USD", 0, TShirts(minor) with { Origin = "VN" })).Value;

        (quote.Regime, quote.Fees.Minor).ShouldBe((regime, fee));
    }

    [Theory]
    [InlineData("732393", "VN", "2026-04-05", 200 + 1000)] // 2 % and Section 122 of 100.00
    [InlineData("732393", "VN", "2026-04-06", 200 + 2500)] // Section 232 takes the place of Section 122.
    [InlineData("732393", "CN", "2026-11-02", 200 + 2500)] // Section 301 list 4B is suspended.
    [InlineData("732310", "CN", "2026-11-02", 0 + 2500 + 2500)] // Steel wool is free, on the metals annex and on list 3.
    public void Steel_kitchenware_pays_Section_232_in_place_of_Section_122(string hs, string origin, string on, long duty) =>
        Quote(From("CN", "US", "USD", 0, TShirts(10_000) with { HsCode = hs, Origin = origin, Description = "Stainless steel bowl" }).On(on)).Value.Duty.Minor.ShouldBe(duty);

    [Fact]
    public void A_compound_duty_adds_value_and_weight() =>
        // HS 6102.10.00: 55.9 ¢/kg + 16.4 %. 16.4 % of 100.00 = 16.40; 0.559 × 0.750 kg = 0.41925 → 0.42
        Quote(From("VN", "US", "USD", 0, TShirts(10_000) with { HsCode = "6102100000", Origin = "VN", Description = "Wool coat" })).Value.Duty.Minor.ShouldBe(1640 + 42);

    [Fact]
    public void A_duty_by_weight_without_a_weight_is_refused() =>
        Quote(From("VN", "US", "USD", 0, TShirts(10_000) with { HsCode = "6102100000", Origin = "VN", WeightGrams = 0 })).Problem!.Code.ShouldBe("customs.no_weight");

    [Fact]
    public void Lines_that_differ_under_a_short_code_are_named_for_a_person_to_choose_from()
    {
        var short6 = Quote(From("VN", "US", "USD", 0, TShirts(10_000) with { HsCode = "691110", Origin = "VN" })).Problem!;
        var long8 = Quote(From("VN", "US", "USD", 0, TShirts(10_000) with { HsCode = "69111010", Origin = "VN" })).Value;

        short6.Code.ShouldBe("customs.tariff_line_needed");
        short6.Message.ToString().ShouldContain("69111010 25 %; 69111015 8 %");
        long8.Duty.Minor.ShouldBe(2500);
    }

    [Theory]
    [InlineData("640411")] // Some of its lines are by the pair and on file, the code of six digits has no rate.
    [InlineData("420292")]
    public void A_code_without_one_rate_is_never_quoted_at_the_lowest_or_the_highest(string hs) =>
        Quote(From("VN", "US", "USD", 0, TShirts(10_000) with { HsCode = hs, Origin = "VN" })).Problem!.Code.ShouldBe("customs.tariff_line_needed");

    [Fact]
    public void An_additional_duty_that_differs_by_line_asks_for_the_line_too()
    {
        // HS 8509.80 is 4.2 % in all lines but two, and Section 232 names only .20.
        var problem = Quote(From("CN", "US", "USD", 0, TShirts(10_000) with { HsCode = "761699", Origin = "DE" })).Problem!;

        problem.Code.ShouldBe("customs.tariff_line_needed");
    }

    [Theory]
    [InlineData("AU", "AUD", 100_001)]
    [InlineData("NO", "NOK", 100_000)]
    [InlineData("JP", "JPY", 10_000)]
    public void A_published_range_is_not_a_rate(string to, string currency, long minor)
    {
        var problem = Quote(From("CN", to, currency, 1000, TShirts(minor))).Problem!;

        problem.Code.ShouldBe("customs.no_rate");
        problem.Message.ToString().ShouldContain("only a range is known");
    }

    [Theory]
    [InlineData("AU", "AUD", 100_001, "851821", "au-standard", 5000, 10_600)] // 5 % of 1,000.01; GST 10 % of (1,000.01 + 10.00 + 50.00) = 106.00
    [InlineData("NO", "NOK", 100_000, "950300", "no-standard", 0, 25_250)] // 25 % of 1,010.00
    [InlineData("JP", "JPY", 10_000, "620342", "jp-simplified", 1100, 1210)] // 10 % of 11,000; 10 % of 12,100
    public void Goods_with_one_rate_are_quoted(string to, string currency, long minor, string hs, string regime, long duty, long tax) =>
        Quote(From("CN", to, currency, 1000, TShirts(minor) with { HsCode = hs })).Value.Figures().ShouldBe((regime, duty, tax, 0));

    [Theory]
    [InlineData(25_000, "950300", "cn-personal", 0)] // 13 % of 250.00 is 32.50: no more than 50.00 is not levied.
    [InlineData(50_000, "950300", "cn-personal", 6500)] // 13 % of 500.00
    [InlineData(25_000, "610910", "cn-personal", 0)] // 20 % of 250.00 is exactly 50.00.
    [InlineData(25_100, "610910", "cn-personal", 5020)]
    public void China_taxes_what_a_person_receives_by_its_class(long minor, string hs, string regime, long duty) =>
        Quote(From("DE", "CN", "CNY", 1000, TShirts(minor) with { HsCode = hs })).Value.Figures().ShouldBe((regime, duty, 0, 0));

    [Theory]
    [InlineData("CN", 100_001, "950300", "customs.no_rate")] // Above the limit for a person.
    [InlineData("CN", 50_000, "330499", "customs.no_rate")] // 20 or 50 % by the price a millilitre.
    [InlineData("GB", 50_000, "220421", "customs.excise_unknown")]
    [InlineData("HK", 50_000, "220421", "customs.excise_unknown")]
    public void What_depends_on_more_than_is_known_waits(string to, long minor, string hs, string code) =>
        Quote(From("DE", to, to == "GB" ? "GBP" : to == "HK" ? "HKD" : "CNY", 0, TShirts(minor) with { HsCode = hs })).Problem!.Code.ShouldBe(code);

    [Fact]
    public void Alcohol_inside_the_customs_territory_is_no_import() =>
        Quote(From("FR", "DE", "EUR", 0, TShirts(5000) with { HsCode = "220421" })).Value.Regime.ShouldBe("domestic");

    [Fact]
    public void Goods_without_an_origin_cannot_go_to_the_United_States() =>
        Quote(From("CN", "US", "USD", 0, TShirts(10_000) with { Origin = "" })).Problem!.Code.ShouldBe("customs.no_origin");

    [Theory]
    [InlineData("CN", "ON", 2000, "ca-low", 0, 0)]
    [InlineData("CN", "ON", 10_000, "ca-standard", 1800, 1534)] // 18 % of 100.00; HST 13 % of 118.00 = 15.34
    [InlineData("US", "ON", 4000, "ca-cusma-40", 0, 0)]
    [InlineData("US", "AB", 15_000, "ca-cusma-150", 0, 750)] // GST 5 % of 150.00
    [InlineData("US", "AB", 15_001, "ca-standard", 2700, 885)] // 18 % of 150.01 = 27.00; 5 % of 177.01 = 8.85
    public void Canada_knows_one_limit_for_all_and_two_for_its_neighbours(string from, string province, long minor, string regime, long duty, long tax) =>
        Quote(From(from, "CA", "CAD", 800, TShirts(minor)) with { Province = province }).Value.Figures().ShouldBe((regime, duty, tax, 0));

    [Theory]
    [InlineData("AU", "AUD", 100_000, "au-low", 0, 0)]
    [InlineData("SG", "SGD", 39_000, "sg-low", 0, 0)] // With freight exactly 400.00.
    [InlineData("SG", "SGD", 39_001, "sg-standard", 0, 3600)] // GST 9 % of 400.01
    [InlineData("NZ", "NZD", 100_000, "nz-low", 0, 0)]
    [InlineData("CH", "CHF", 10_000, "ch-standard", 0, 891)] // 8.1 % of (100.00 + 10.00)
    [InlineData("CH", "CHF", 5000, "ch-standard", 0, 0)] // 8.1 % of 60.00 = 4.86 is not levied.
    [InlineData("IS", "ISK", 10_000, "is-standard", 0, 2640)] // 24 % of (10,000 + 1,000)
    [InlineData("HK", "HKD", 100_000, "hk-free-port", 0, 0)]
    [InlineData("KW", "KWD", 10_000, "kw-standard", 550, 0)] // 5 % of 11.000; Kuwait has no VAT.
    [InlineData("AE", "AED", 30_000, "ae-low", 0, 1550)] // VAT 5 % of 310.00
    [InlineData("AE", "AED", 30_001, "ae-standard", 1550, 1628)] // 5 % of 310.01; 5 % of 325.51 = 16.28
    [InlineData("SA", "SAR", 99_000, "sa-low", 0, 15_000)] // VAT 15 % of 1,000.00
    [InlineData("BH", "BHD", 300_000, "bh-low", 0, 30_100)] // VAT 10 % of 301.000
    [InlineData("BH", "BHD", 300_001, "bh-standard", 15_050, 31_605)] // 5 % of 301.001 = 15.050; 10 % of 316.051 = 31.605
    [InlineData("ZA", "ZAR", 100_000, "za-standard", 45_000, 23_250)] // 45 % of 1,000.00; 15 % of (1,100.00 + 450.00)
    [InlineData("JE", "GBP", 6000, "je-low", 0, 0)]
    public void Each_country_has_its_own_limit_base_and_rate(string to, string currency, long minor, string regime, long duty, long tax) =>
        Quote(From("CN", to, currency, 1000, TShirts(minor))).Value.Figures().ShouldBe((regime, duty, tax, 0));

    [Theory]
    [InlineData(9000, "jp-relief", 0, 0)] // With freight exactly 10,000 yen.
    [InlineData(9001, "jp-simplified", 0, 1000)] // Toys are free by the general tariff; 10 % of 10,001
    public void Japan_frees_small_consignments_of_most_goods(long minor, string regime, long duty, long tax) =>
        Quote(From("CN", "JP", "JPY", 1000, TShirts(minor) with { HsCode = "950300", Description = "Toy" })).Value.Figures().ShouldBe((regime, duty, tax, 0));

    [Theory]
    [InlineData("US", 5000, "2025-09-01", "mx-usmca-50", 0)]
    [InlineData("US", 11_700, "2025-09-01", "mx-usmca-117", 1989)] // 17 % of 117.00
    [InlineData("US", 11_701, "2025-09-01", "mx-usmca", 2223)] // 19 % of 117.01
    [InlineData("CN", 10_000, "2025-08-14", "mx-courier", 1900)]
    [InlineData("CN", 10_000, "2025-08-15", "mx-courier", 3350)]
    public void Mexico_takes_one_global_rate_from_couriers(string from, long minor, string on, string regime, long duty) =>
        Quote(From(from, "MX", "USD", 0, TShirts(minor)).On(on)).Value.Figures().ShouldBe((regime, duty, 0, 0));

    [Theory]
    [InlineData("SP", 5000, "br-remessa-50", 1000, 1229)] // 20 % of 50.00; ICMS 17 % inside: 60.00 × 17 ÷ 83 = 12.29
    [InlineData("MG", 10_000, "br-remessa", 4000, 3500)] // 60 % of 100.00 less 20.00; ICMS 20 % inside: 140.00 × 20 ÷ 80
    public void Brazil_takes_a_state_tax_that_is_part_of_its_own_base(string state, long minor, string regime, long duty, long tax) =>
        Quote(From("CN", "BR", "USD", 0, TShirts(minor)) with { Province = state }).Value.Figures().ShouldBe((regime, duty, tax, 0));

    [Theory]
    [InlineData(true, 300_000, "no-voec", 0)]
    [InlineData(true, 300_001, "no-standard", 75_000)] // VAT 25 % of 3,000.01
    [InlineData(false, 100_000, "no-standard", 25_000)]
    public void Norway_looks_at_the_price_of_each_piece_when_the_tax_was_collected(bool collected, long pieceMinor, string regime, long tax)
    {
        var quote = Quote(From("CN", "NO", "NOK", 0, TShirts(pieceMinor) with { Quantity = 1, HsCode = "950300" }) with { TaxCollectedByChannel = collected }).Value;

        (quote.Regime, quote.ImportTax.Minor).ShouldBe((regime, tax));
    }

    [Theory]
    [InlineData("2026-02-24", 13_000, "il-500", 2340)] // VAT 18 % of 130.00
    [InlineData("2026-02-25", 13_000, "il-relief", 0)]
    public void Israel_raised_its_limit_in_2026(string on, long minor, string regime, long tax) =>
        Quote(From("CN", "IL", "USD", 0, TShirts(minor)).On(on)).Value.Figures().ShouldBe((regime, 0, tax, 0));

    [Theory]
    [InlineData("LB", "USD", 5000)] // Nothing is known of Lebanon's duties.
    [InlineData("SA", "SAR", 200_000)] // Above the limit the Saudi rates since 2020 differ by goods.
    [InlineData("NZ", "NZD", 200_000)]
    [InlineData("ZW", "USD", 5000)]
    public void What_is_not_known_is_refused_so_that_the_order_waits(string to, string currency, long minor) =>
        Quote(From("CN", to, currency, 0, TShirts(minor))).Problem!.Code.ShouldBe("customs.no_rate");

    [Fact]
    public void A_heading_without_a_rate_is_refused_by_name()
    {
        var problem = Quote(From("CN", "DE", "EUR", 0, TShirts(20_000) with { HsCode = "0203110000" })).Problem!;

        problem.Code.ShouldBe("customs.no_rate");
        problem.Message.ShouldContain("Line 1: no duty rate of Germany is known for HS 0203110000");
    }

    [Theory]
    [InlineData("")]
    [InlineData("6109")]
    [InlineData("T-shirt")]
    public void Goods_without_a_code_are_refused_when_they_cross_a_border(string hs)
    {
        Quote(From("CN", "DE", "EUR", 0, TShirts(4000) with { HsCode = hs })).Problem!.Code.ShouldBe("customs.unclassified");
        Quote(From("FR", "DE", "EUR", 0, TShirts(4000) with { HsCode = hs })).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void A_missing_exchange_rate_is_refused() =>
        Quote(From("CN", "DE", "THB", 0, TShirts(4000))).Problem!.Code.ShouldBe("money.no_rate");
}
