using Entrepot.Platform.Documents.Barcodes;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Documents;

public sealed class Code128Tests
{
    [Fact]
    public void Any_ascii_text_is_read_back_from_its_bars() =>
        Prop.ForAll(AsciiText(), text => Code128Reader.Read(Code128.Encode(text)) == text).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_takes_more_symbols_than_one_set_alone_would() =>
        Prop.ForAll(AsciiText(), text => Code128.Encode(text).ModuleCount <= Math.Min(InOneSet(text, ' '), InOneSet(text, '\0')))
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("AB", 2 + 2 + 1)]               // start, A, B, check, stop (stop counts for itself below)
    [InlineData("12345678", 2 + 4 + 1)]         // digits go in pairs
    [InlineData("A1234", 2 + 4 + 1)]            // A, a switch to set C and two pairs take one symbol less than all in set B
    [InlineData("AB123456CD", 2 + 9 + 1)]       // two switches pay off from six digits on
    [InlineData("A\tb", 2 + 4 + 1)]             // one control character among letters: a shift
    public void The_fewest_symbols_are_used(string text, int symbols) =>
        Code128.Encode(text).ModuleCount.ShouldBe((symbols * 11) + 2);

    [Theory]
    [InlineData("")]
    [InlineData("Größe")]
    [InlineData("手机壳")]
    public void What_code_128_cannot_hold_is_said_beforehand(string text)
    {
        Code128.CanEncode(text).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => Code128.Encode(text));
    }

    /// <summary>Start, data, check and stop, a shift for each character that the set lacks.</summary>
    private static int InOneSet(string text, char first) => ((2 + text.Sum(c => c >= first && c < first + 96 ? 1 : 2)) * 11) + 13;

    private static Arbitrary<string> AsciiText() =>
        Arb.From(
            from length in Gen.Choose(1, 48)
            from characters in Gen.ArrayOf(Gen.OneOf(Gen.Choose(0, 127), Gen.Choose('0', '9'), Gen.Choose('0', '9'), Gen.Choose('A', 'z')), length)
            select new string([.. characters.Select(c => (char)c)]),
            text => Enumerable.Range(0, text.Length).Where(_ => text.Length > 1).Select(i => text.Remove(i, 1)));
}
