using Entrepot.Platform.Documents.Fonts;

namespace Entrepot.Unit.Documents;

public sealed class FontLibraryTests
{
    [Fact]
    public void A_missing_font_is_named_with_the_way_to_get_it()
    {
        var message = Should.Throw<FileNotFoundException>(() => new FontLibrary("/nowhere")).Message;

        message.ShouldContain("NotoSans_400Regular.ttf is missing from /nowhere");
        message.ShouldContain("npm ci");
        message.ShouldContain("@expo-google-fonts/noto-sans");
    }

    [Theory]
    [InlineData("Ü", "NotoSans-Regular")]
    [InlineData("深", "NotoSansSC-Regular")]
    [InlineData("ö", "NotoSans-Regular")]
    [InlineData("か", "NotoSansSC-Regular")]
    [InlineData("Ж", "NotoSans-Regular")]
    [InlineData("ش", "NotoSansArabic-Regular")]
    [InlineData("🄐", "NotoSansSC-Regular")]
    public void Each_character_takes_the_first_face_that_has_it(string character, string face)
    {
        var (found, glyph) = TestFonts.Library.Find(character.EnumerateRunes().First(), isBold: false);

        glyph.ShouldNotBe((ushort)0);
        found.Name.ShouldBe(face);
    }

    [Fact]
    public void A_character_that_no_face_has_shows_the_box_of_a_missing_one() =>
        TestFonts.Library.Find(new System.Text.Rune(0x1F9FF), isBold: true).Glyph.ShouldBe((ushort)0);

    [Fact]
    public void A_file_that_is_no_truetype_font_is_named()
    {
        var fault = Should.Throw<InvalidDataException>(() => new TrueTypeFont([0x4F, 0x54, 0x54, 0x4F, 0, 0, 0, 0, 0, 0, 0, 0], "Someone-Regular"));

        fault.Message.ShouldContain("Someone-Regular");
    }
}
