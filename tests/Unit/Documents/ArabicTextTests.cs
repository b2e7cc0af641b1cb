using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Documents.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Documents;

public sealed class ArabicTextTests
{
    [Theory]
    [InlineData("محمد", "\uFEE3\uFEA4\uFEE4\uFEAA")]             // initial, medial, medial, final
    [InlineData("دار", "\uFEA9\uFE8D\uFEAD")]                    // none of these joins to the next
    [InlineData("سلام", "\uFEB3\uFEFC\uFEE1")]                   // lam and alef are one ligature, joined from the right
    [InlineData("لا", "\uFEFB")]
    [InlineData("الأحمد", "\uFE8D\uFEF7\uFEA3\uFEE4\uFEAA")]     // lam with alef and hamza
    [InlineData("پژگ", "\uFB58\uFB8B\uFB92")]                    // Persian
    [InlineData("ءب", "\uFE80|\uFE8F")]                          // hamza joins to nothing
    public void Letters_take_the_form_that_their_neighbours_ask_for(string text, string forms) =>
        Forms(text).ShouldBe(forms.Replace("|", "").Replace('\uFE80', '\u0621'));

    [Fact]
    public void Vowel_marks_do_not_part_letters() => Forms("مُحَمَّد").ShouldBe("\uFEE3\u064F\uFEA4\u064E\uFEE4\u064E\u0651\uFEAA");

    [Fact]
    public void Arabic_is_drawn_from_right_to_left_and_its_numbers_from_left_to_right() =>
        Drawn("شارع 12، برج 5").ShouldBe("5 جرب ،12 عراش");

    [Fact]
    public void A_latin_line_keeps_its_direction_around_an_arabic_name() => Drawn("Attn. محمد, Dubai").ShouldBe("Attn. دمحم, Dubai");

    [Fact]
    public void Levels_are_those_of_fribidi_for_any_mixture_of_letters_digits_and_signs()
    {
        var texts = Gen.Sample(Mixture(), 2000).Where(text => Bidi.Levels(text) is not null).Distinct().ToArray();

        var levels = PdfTools.BidiLevels(texts);

        texts.Length.ShouldBeGreaterThan(500);
        levels.Length.ShouldBe(texts.Length);
        for (var i = 0; i < texts.Length; i++) string.Join(' ', Bidi.Levels(texts[i])!).ShouldBe(levels[i].Trim(), texts[i]);
    }

    [Fact]
    public void An_arabic_address_is_joined_on_the_label_and_can_be_searched()
    {
        var label = SamplePapers.ALabel() with { ShipTo = new() { Name = "محمد بن عبد الله الأحمد", Line1 = "شارع الشيخ زايد، الطابق 12", City = "دبي", Country = "AE" } };

        var pdf = CarrierLabelPaper.Render(label, TestFonts.Library, SamplePapers.Noon);

        var letters = string.Concat(PdfTools.Text(pdf).Where(c => c is >= '\u0600' and <= '\u06FF'));
        foreach (var word in (string[])["محمد", "الشيخ", "الطابق", "دبي"]) letters.ShouldContain(word); // poppler turns the two letters of a ligature around.
        PdfTools.Fonts(pdf).ShouldContain(font => font.Contains("NotoSansArabic-Bold"));
    }

    /// <summary>Begins and ends with a letter: what stands at the end of a line has a rule of its own, and lines are trimmed.</summary>
    private static Gen<string> Mixture() =>
        from length in Gen.Choose(1, 12)
        from first in Gen.Elements('a', 'ش', 'ש')
        from middle in Gen.ArrayOf(Gen.Elements('a', 'B', 'é', 'ش', 'ب', 'ש', '1', '2', '٣', ' ', ' ', '-', '+', ',', '.', ':', '/', '%', '€', '،', '&', '中'), length)
        from last in Gen.Elements('z', 'ر', 'ר')
        select first + new string(middle) + last;

    private static string Forms(string text)
    {
        var forms = "";
        for (var i = 0; i < text.Length;)
        {
            var (form, length) = ArabicForms.At(text, i);
            forms += form;
            i += length;
        }
        return forms;
    }

    private static string Drawn(string text) => TextLayout.Wrap(TestFonts.Library, text, new(10), 200).Lines[0].ToString();
}
