using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Unit.Ui;

public sealed class FormatsTests
{
    [Theory]
    [InlineData("en", "MX", "Mexico")]
    [InlineData("zh-CN", "GB", "英国")]
    [InlineData("zh-CN", "US", "美国")]
    [InlineData("zh-CN", "MY", "马来西亚")]
    [InlineData("zh-CN", "MX", "墨西哥")]
    [InlineData("es", "DE", "Alemania")]
    [InlineData("zh-CN", "ZZ", "ZZ")]
    public void A_country_is_named_in_the_language(string language, string code, string name)
    {
        using var _ = Kit.Speaking(language);

        Formats.Country(code).ShouldBe(name);
    }

    [Theory]
    [InlineData("en", 128400, "EUR", "1,284.00\u00a0EUR")]
    [InlineData("es", 128400, "EUR", "1.284,00\u00a0EUR")]
    [InlineData("zh-CN", 128400, "CNY", "1,284.00\u00a0CNY")]
    [InlineData("ar", 128400, "AED", "1,284.00\u00a0AED")]
    [InlineData("en", -20670, "JPY", "−20,670\u00a0JPY")]
    [InlineData("es", -1234, "KWD", "−1,234\u00a0KWD")]
    [InlineData("ar", -5, "USD", "−0.05\u00a0USD")]
    public void Money_follows_the_language_and_its_decimals_the_currency(string language, long minor, string currency, string text)
    {
        using var _ = Kit.Speaking(language);

        Formats.Money(new Money(minor, currency)).ShouldBe(text);
    }

    [Theory]
    [InlineData("en", 186_000, 1, "18.6%")]
    [InlineData("zh-CN", 186_000, 1, "18.6%")]
    [InlineData("es", 186_000, 1, "18,6\u00a0%")]
    [InlineData("ar", 186_000, 1, "18.6%")]
    [InlineData("en", -4_000, 1, "−0.4%")]
    [InlineData("en", 950_000, 0, "95%")]
    public void Parts_per_million_become_per_cent(string language, long ppm, int decimals, string text)
    {
        using var _ = Kit.Speaking(language);

        Formats.Percent(ppm, decimals).ShouldBe(text);
    }

    [Theory]
    [InlineData("en", "22 Nov 2026")]
    [InlineData("zh-CN", "2026年11月22日")]
    [InlineData("es", "22 nov 2026")]
    [InlineData("ar", "22 نوفمبر 2026")]
    public void Days_are_Gregorian_in_every_language(string language, string text)
    {
        using var _ = Kit.Speaking(language);

        Formats.Day(new DateOnly(2026, 11, 22)).ShouldBe(text);
    }

    [Theory]
    [InlineData("Asia/Shanghai", "22 Nov 2026 17:05 UTC+8")]
    [InlineData("Asia/Kolkata", "22 Nov 2026 14:35 UTC+5:30")]
    [InlineData("America/New_York", "22 Nov 2026 04:05 UTC−5")]
    [InlineData("UTC", "22 Nov 2026 09:05 UTC")]
    public void An_exact_time_names_its_zone(string zone, string text)
    {
        using var _ = Kit.Speaking("en");

        Formats.Moment(new DateTime(2026, 11, 22, 9, 5, 0, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldBe(text);
    }

    [Fact]
    public async Task An_amount_is_isolated_and_red_only_when_it_is_a_loss()
    {
        (await Kit.RenderAsync<MoneyText>(new { Value = (Money?)new Money(-1230, "EUR"), Loss = true }))
            .ShouldBe("""<bdi class="num down" dir="ltr">−12.30&#xA0;EUR</bdi>""");
        (await Kit.RenderAsync<MoneyText>(new { Value = (Money?)new Money(-1230, "EUR") })).ShouldNotContain("down");
        (await Kit.RenderAsync<MoneyText>(new { Value = (Money?)null })).ShouldContain("–");
    }

    [Theory]
    [InlineData("en", 820, "820 g")]
    [InlineData("en", 1_820, "1.82 kg")]
    [InlineData("es", 1_820, "1,82 kg")]
    public async Task A_weight_is_shown_in_the_unit_that_suits_it(string language, long grams, string text) =>
        (await Kit.RenderAsync<Weight>(new { Grams = (long?)grams }, language: language)).ShouldContain(text);
}
