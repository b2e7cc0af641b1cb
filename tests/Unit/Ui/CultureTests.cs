using System.Globalization;
using Entrepot.Platform.Ui;

namespace Entrepot.Unit.Ui;

public sealed class CultureTests
{
    [Theory]
    [InlineData("zh-TW,zh;q=0.9,en;q=0.8", "zh-CN")]
    [InlineData("fr, es;q=0.5, en;q=0.7", "en")]
    [InlineData("ar-SA", "ar")]
    [InlineData("ZH-cn", "zh-CN")]
    [InlineData("fr", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_best_language_of_a_wish_list_is_found(string? wishes, string? language) => Culture.Match(wishes).ShouldBe(language);

    [Fact]
    public void Arabic_has_Latin_digits_and_the_Gregorian_calendar()
    {
        var arabic = Culture.Of("ar");

        1234.5m.ToString("N1", arabic).ShouldBe("1,234.5");
        arabic.Calendar.ShouldBeOfType<GregorianCalendar>();
    }

    [Theory]
    [InlineData(30, "now")]
    [InlineData(14 * 60, "14 min ago")]
    [InlineData(7 * 3600, "7 h ago")]
    [InlineData(3 * 86400, "3 d ago")]
    [InlineData(-2 * 86400, "in 2 d")]
    [InlineData(80 * 86400, "3 Sept 2026", "3 Sep 2026")]
    public void Times_are_told_in_relation_to_now(int secondsAgo, params string[] said)
    {
        using var _ = Kit.Speaking("en");
        var now = new DateTime(2026, 11, 22, 9, 0, 0, DateTimeKind.Utc);

        said.ShouldContain(Relative.Say(new Text(Kit.Words), now.AddSeconds(-secondsAgo), now));
    }
}
