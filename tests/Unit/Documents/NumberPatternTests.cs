using Entrepot.Platform.Documents.Issuing;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Documents;

public sealed class NumberPatternTests
{
    [Theory]
    [InlineData("INV-{yyyy}-{00000}", "INV-2026-00042")]
    [InlineData("{yy}/INV.{000}", "26/INV.042")]
    [InlineData("INV-{0}", "INV-42")]
    public void A_pattern_is_filled_with_the_year_and_the_count(string pattern, string number) =>
        NumberPattern.Parse(pattern).Value.Fill(2026, 42).ShouldBe(number);

    [Fact]
    public void A_count_that_has_outgrown_its_zeros_is_written_in_full() => NumberPattern.Parse("I-{00}").Value.Fill(2026, 12_345).ShouldBe("I-12345");

    [Theory]
    [InlineData("INV-{yyyy}", "documents.no_counter")]
    [InlineData("INV-{month}-{000}", "documents.unknown_place")]
    [InlineData("INV-{000", "documents.unknown_place")]
    [InlineData("INV-{000}-{00}", "documents.unknown_place")]
    [InlineData("INV2-{000}", "documents.digits_in_pattern")]
    [InlineData("INV-{yyyy}{000}", "documents.places_touch")]
    [InlineData("INV {000}", "documents.bad_letters")]
    [InlineData("发票-{000}", "documents.bad_letters")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ-ABCDEFGHIJKLM-{000}", "documents.pattern_too_long")]
    public void A_pattern_that_could_give_a_number_twice_or_that_nobody_can_write_is_refused(string pattern, string code) =>
        NumberPattern.Parse(pattern).Problem!.Code.ShouldBe(code);

    /// <summary>However often a company changes its pattern, a higher count or another year gives another number.</summary>
    [Fact]
    public void Numbers_of_one_kind_are_never_alike() => Prop.ForAll(
        (from one in Pattern()
         from other in Pattern()
         from count in Gen.Choose(1, 2_000)
         from later in Gen.Choose(1, 2_000)
         from year in Gen.Choose(2026, 2040)
         from years in Gen.Choose(0, 14)
         select (one, other, count, later: count + later, year, years)).ToArbitrary(), drawn =>
    {
        var (first, second) = (NumberPattern.Parse(drawn.one).Value, NumberPattern.Parse(drawn.other).Value);
        var isOtherYear = first.HasYear && second.HasYear && drawn.years > 0;
        return first.Fill(drawn.year, drawn.count) != second.Fill(isOtherYear ? drawn.year + drawn.years : drawn.year, isOtherYear ? drawn.count : drawn.later);
    }).QuickCheckThrowOnFailure();

    private static Gen<string> Pattern() => Gen.Elements("I-{0}", "I-{00000}", "I-{yyyy}-{0}", "I-{yyyy}-{000}", "I-{yy}-{0}", "{yy}-I-{00}", "{0}-I-{yyyy}", "I{0}", "{0}I");
}
