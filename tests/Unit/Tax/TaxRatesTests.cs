using System.Globalization;
using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Tax;
using Entrepot.Tax.Contracts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Tax;

public sealed class TaxRatesTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);
    private static readonly ITaxRates Rates = Build();

    [Theory]
    [InlineData("DE", "610910", "2020-06-30", 190_000)]
    [InlineData("DE", "610910", "2020-07-01", 160_000)] // The half year of the pandemic rate.
    [InlineData("DE", "610910", "2020-12-31", 160_000)]
    [InlineData("DE", "610910", "2021-01-01", 190_000)]
    [InlineData("EE", "610910", "2025-06-30", 220_000)]
    [InlineData("EE", "610910", "2025-07-01", 240_000)]
    [InlineData("SG", "610910", "2023-12-31", 80_000)]
    [InlineData("SG", "610910", "2024-01-01", 90_000)]
    [InlineData("RO", "610910", "2025-07-31", 190_000)]
    [InlineData("RO", "610910", "2025-08-01", 210_000)]
    [InlineData("CH", "610910", "2023-12-31", 77_000)]
    [InlineData("CH", "610910", "2024-01-01", 81_000)]
    public void The_rate_is_the_one_in_force_on_the_day(string country, string hsCode, string on, long ppm) =>
        Rates.Find(country, "", hsCode, DateOnly.Parse(on, CultureInfo.InvariantCulture)).Value.RatePpm.ShouldBe(ppm);

    [Theory]
    [InlineData("GB", "490199", 0)]
    [InlineData("GB", "4901.99.00", 0)] // A code may be written with dots.
    [InlineData("GB", "611120", 0)] // Babies' garments.
    [InlineData("GB", "610910", 200_000)]
    [InlineData("DE", "4901990000", 70_000)]
    [InlineData("FI", "490199", 135_000)]
    [InlineData("DK", "490199", 250_000)] // Denmark has no reduced rate.
    [InlineData("JP", "090111", 80_000)]
    [InlineData("JP", "220300", 100_000)]
    public void Goods_with_a_rate_of_their_own_are_found_by_chapter_or_heading(string country, string hsCode, long ppm) =>
        Rates.Find(country, "", hsCode, Today).Value.RatePpm.ShouldBe(ppm);

    [Theory]
    [InlineData("CA", "ON", "HST", 130_000)]
    [InlineData("CA", "ontario", "HST", 130_000)]
    [InlineData("CA", "QC", "GST+QST", 149_750)]
    [InlineData("CA", "AB", "GST", 50_000)]
    [InlineData("US", "OR", "sales tax", 0)]
    [InlineData("US", "TX", "sales tax", 62_500)]
    [InlineData("ES", "GC", "IGIC", 70_000)]
    [InlineData("ES", "M", "VAT", 210_000)]
    [InlineData("BR", "SP", "ICMS", 170_000)]
    [InlineData("BR", "MG", "ICMS", 200_000)]
    public void A_province_with_a_rate_of_its_own_is_found_by_code_or_name(string country, string province, string kind, long ppm)
    {
        var rate = Rates.Find(country, province, "610910", Today).Value;

        (rate.Kind, rate.RatePpm).ShouldBe((kind, ppm));
    }

    [Theory]
    [InlineData("AQ", "")] // Nobody knows a rate for Antarctica.
    [InlineData("TH", "")] // The sources contradict each other.
    [InlineData("CA", "")] // The tax depends on the province.
    [InlineData("US", "Atlantis")]
    public void What_is_not_known_is_refused(string country, string province) =>
        Rates.Find(country, province, "610910", Today).Problem!.Code.ShouldBe("tax.no_rate");

    [Fact]
    public void A_day_before_the_first_known_rate_is_refused() =>
        Rates.Find("AE", "", "610910", new DateOnly(2017, 12, 31)).Problem!.Code.ShouldBe("tax.no_rate");

    [Theory]
    [InlineData("HK")]
    [InlineData("KW")]
    [InlineData("GG")]
    public void A_country_without_the_tax_answers_zero_with_its_source(string country)
    {
        var rate = Rates.Find(country, "", "610910", Today).Value;

        rate.RatePpm.ShouldBe(0);
        rate.Source.Source.ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_rate_names_its_source_certainty_and_first_day()
    {
        foreach (var country in Countries.All)
        {
            var found = Rates.Find(country, "", "610910", Today);
            if (!found.IsOk) continue;
            found.Value.Source.Source.ShouldMatch(@"\[(V1|V2|R)\]$");
            found.Value.Source.ValidFrom.ShouldNotBeNull();
        }
    }

    [Fact]
    public void The_standard_rates_of_the_EU_are_those_of_the_published_table()
    {
        using var published = JsonDocument.Parse(File.ReadAllText(SharedData.Find("tax/country-vat-rates.json")));
        using var regions = JsonDocument.Parse(File.ReadAllText(SharedData.Find("tax/region_countries.json")));

        foreach (var country in regions.RootElement.GetProperty("EU").EnumerateArray().Select(code => code.GetString()!))
            Rates.Find(country, "", "999999", Today).Value.RatePpm.ShouldBe((long)(published.RootElement.GetProperty(country).GetDecimal() * 1_000_000m), country);
    }

    private static ITaxRates Build()
    {
        var services = new ServiceCollection();
        new TaxModule().AddServices(services, new ConfigurationBuilder().Build());
        return services.BuildServiceProvider().GetRequiredService<ITaxRates>();
    }
}
