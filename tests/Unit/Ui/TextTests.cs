using System.Reflection;
using System.Text;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entrepot.Unit.Ui;

public sealed class TextTests
{
    private readonly Text text = new(new Words([new Spoken("""
        {"Orders": "订单", "Goods|nav": "货品", "{0} of {1}": "{0} / {1}", "Above {0} since {1} in {2}: {3}.": "自 {1} 起在{2}超过 {0}：{3}。", "Partly refunded": "部分退款", "orders.no_stock": "无库存", "orders.no_stock|message": "库存不足。"}
        """, "zh-CN"), new Spoken("""
        {"{0} orders": {"zero": "لا طلبات", "one": "طلب واحد", "two": "طلبان", "few": "{0} طلبات", "many": "{0} طلبًا", "other": "{0} طلب"}, "Wave {0}": "موجة {0}"}
        """, "ar")], NullLogger<Words>.Instance));

    [Theory]
    [InlineData("zh-CN", "Orders", "订单")]
    [InlineData("en", "Orders", "Orders")]
    [InlineData("es", "Orders", "Orders")]
    [InlineData("zh-CN", "Not translated", "Not translated")]
    [InlineData("zh-CN", "Goods|nav", "货品")]
    [InlineData("en", "Goods|nav", "Goods")]
    public void A_word_is_translated_or_shown_in_English_without_its_context(string language, string key, string shown)
    {
        using var _ = Kit.Speaking(language);

        text[key].ShouldBe(shown);
    }

    [Fact]
    public void Values_stand_in_the_sentence_with_whole_numbers_grouped()
    {
        using var _ = Kit.Speaking("zh-CN");

        text["{0} of {1}", 12, 1_204].ShouldBe("12 / 1,204");
    }

    [Theory]
    [InlineData("zh-CN", "自 2026年11月22日 起在墨西哥超过 1,204.50\u00a0USD：部分退款。")]
    [InlineData("en", "Above 1,204.50\u00a0USD since 22 Nov 2026 in Mexico: Partly refunded.")]
    public void A_reason_is_said_in_the_language_with_its_values_as_the_language_writes_them(string language, string said)
    {
        using var _ = Kit.Speaking(language);
        Sentence why = $"Above {new Money(120_450, "USD")} since {new DateOnly(2026, 11, 22)} in {new CountryName("MX")}: {PaymentState.PartlyRefunded}.";

        text[why].ShouldBe(said);
        text[SentenceJson.FromText(SentenceJson.ToText(why))].ShouldBe(said, "stored and read again");
    }

    [Theory]
    [InlineData("es", "6,5\u00a0% of 1.204,50 + 0,559 EUR/kg")]
    [InlineData("en", "6.5\u00a0% of 1,204.50 + 0.559 EUR/kg")]
    public void Rates_and_figures_of_a_reason_follow_the_language(string language, string said)
    {
        using var _ = Kit.Speaking(language);

        text[$"{new Percentage(65_000)} of {new Figure(120_450, "USD")} + {0.559m} EUR/kg"].ShouldBe(said);
    }

    [Theory]
    [InlineData("us-informal", "US informal")]
    [InlineData("gb-135", "GB 135")]
    [InlineData("mx-usmca-50", "MX USMCA 50")]
    public void A_way_of_clearing_is_said_with_its_country(string code, string said)
    {
        using var _ = Kit.Speaking("en");

        text.OfPlaceCode(code).ShouldBe(said);
    }

    [Fact]
    public void English_among_Arabic_runs_from_left_to_right_by_itself()
    {
        using var _ = Kit.Speaking("ar");

        text["The walk is done."].ShouldBe("\u2066The walk is done.\u2069");
        text.Plural(2, "{0} walk", "{0} walks").ShouldBe("\u2066\u20682\u2069 walks\u2069");
        text["{0} · {1}", 1, 2].ShouldNotContain("\u2066", customMessage: "it has no words");
    }

    [Fact]
    public void What_only_joins_values_runs_as_its_reader_reads()
    {
        using var _ = Kit.Speaking("ar");
        Sentence one = $"Wave {"W-1"}";

        text[$"{"orders.late"}: {one}"].ShouldBe("\u2068orders.late\u2069: \u2068موجة \u2068W-1\u2069\u2069");
        text[Sentence.Join("; ", [one, one])].ShouldBe("\u2068موجة \u2068W-1\u2069\u2069؛ \u2068موجة \u2068W-1\u2069\u2069");
    }

    [Theory]
    [InlineData("Orders", "订单")]
    [InlineData("Ask the boss", "Ask the boss")]
    public void Words_from_outside_are_translated_where_they_are_words_of_ours(string message, string shown)
    {
        using var _ = Kit.Speaking("zh-CN");
        Sentence why = $"{message}";

        text[why].ShouldBe(shown);
        text[SentenceJson.FromText(SentenceJson.ToText(why))].ShouldBe(shown, "stored and read again");
    }

    [Fact]
    public void Values_are_isolated_in_a_right_to_left_sentence()
    {
        using var _ = Kit.Speaking("ar");

        text["Wave {0}", "W-1182"].ShouldBe("موجة \u2068W-1182\u2069");
    }

    [Theory]
    [InlineData("أكمله بالخيار --abandon أو cells add --region.", "أكمله بالخيار ⟨--abandon⟩ أو ⟨cells add --region⟩.")]
    [InlineData("اكتبه مثل 2026-11-22.", "اكتبه مثل ⟨2026-11-22⟩.")]
    [InlineData("مسافة: 1 250", "مسافة: ⟨1 250⟩")]
    [InlineData("الضريبتان (GST+PST)؛ sdn.csv (مع alt.csv وadd.csv)", "الضريبتان (⟨GST+PST⟩)؛ ⟨sdn.csv⟩ (مع ⟨alt.csv⟩ و⟨add.csv⟩)")]
    [InlineData("مثل {\"all\": […]} أو .gz", "مثل ⟨{\"all\": […]}⟩ أو ⟨.gz⟩")]
    [InlineData("هكذا: (01)09506000134352(10)AB12", "هكذا: ⟨(01)09506000134352(10)AB12⟩")]
    [InlineData("الزيادة 10 % فقط", "الزيادة ⟨10 %⟩ فقط")]
    [InlineData("رمز SKU والرقم EORI (IOSS {0}): {1} × {2} = {3}، 8 إلى 10", "رمز SKU والرقم EORI (IOSS {0}): {1} × {2} = {3}، 8 إلى 10")]
    public void Codes_and_examples_in_Arabic_words_are_isolated_and_plain_words_are_not(string translated, string isolated)
    {
        var words = new Words([new Spoken(System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["Help"] = translated }), "ar")], NullLogger<Words>.Instance);

        words.Find("ar", "Help")!.Text.ShouldBe(isolated.Replace('⟨', '\u2066').Replace('⟩', '\u2069'));
    }

    [Theory]
    [InlineData("en", 1, "1 order")]
    [InlineData("en", 2, "2 orders")]
    [InlineData("en", 0, "0 orders")]
    [InlineData("ar", 0, "لا طلبات")]
    [InlineData("ar", 1, "طلب واحد")]
    [InlineData("ar", 2, "طلبان")]
    [InlineData("ar", 3, "\u20683\u2069 طلبات")]
    [InlineData("ar", 11, "\u206811\u2069 طلبًا")]
    [InlineData("ar", 100, "\u2068100\u2069 طلب")]
    public void A_count_chooses_the_plural_form(string language, long count, string shown)
    {
        using var _ = Kit.Speaking(language);

        text.Plural(count, "{0} order", "{0} orders").ShouldBe(shown);
    }

    [Theory]
    [InlineData("ar", 103, "few")]
    [InlineData("ar", 111, "many")]
    [InlineData("ar", 202, "other")]
    [InlineData("es", 1, "one")]
    [InlineData("es", 2_000_000, "many")]
    [InlineData("es", 0, "other")]
    [InlineData("zh-CN", 1, "other")]
    public void Plural_categories_are_those_of_the_CLDR(string language, long count, string category) =>
        Plurals.Category(language, count).ShouldBe(category);

    [Theory]
    [InlineData("zh-CN", "orders.no_stock", "无库存")]
    [InlineData("en", "orders.no_stock", "No stock")]
    [InlineData("en", "landed-cost", "Landed cost")]
    [InlineData("en", "customs.hs_code_unsure", "HS code unsure")]
    public void A_code_is_shown_in_words(string language, string code, string shown)
    {
        using var _ = Kit.Speaking(language);

        text.OfCode(code).ShouldBe(shown);
    }

    [Theory]
    [InlineData("zh-CN", "库存不足。")]
    [InlineData("en", "SKU A-1 has 3 pieces.")]
    public void A_refusal_is_translated_by_its_code(string language, string shown)
    {
        using var _ = Kit.Speaking(language);

        text.OfProblem(Problem.Conflict("orders.no_stock", "SKU A-1 has 3 pieces.")).ShouldBe(shown);
    }

    [Fact]
    public void Two_modules_that_disagree_are_logged_and_the_first_one_wins()
    {
        var log = new Notebook();

        var words = new Words([new Spoken("""{"Goods": "货品", "All": "全部"}""", "zh-CN"), new Spoken("""{"Goods": "货物", "All": "全部"}""", "zh-CN")], log);

        words.Find("zh-CN", "Goods")!.Text.ShouldBe("货品");
        log.Lines.ShouldHaveSingleItem().ShouldContain("Goods");
    }

    /// <summary>An assembly that holds one file of words and nothing else.</summary>
    private sealed class Spoken(string json, string language) : Assembly
    {
        public override Stream? GetManifestResourceStream(string name) => name == $"Locales.{language}.json" ? new MemoryStream(Encoding.UTF8.GetBytes(json)) : null;
        public override AssemblyName GetName() => new("Spoken");
    }

    private sealed class Notebook : ILogger<Words>
    {
        public List<string> Lines { get; } = [];
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}
