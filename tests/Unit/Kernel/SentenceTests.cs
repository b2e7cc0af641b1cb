using System.Text.Json;
using Entrepot.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Kernel;

public sealed class SentenceTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    [Fact]
    public void Values_stay_apart_from_the_words()
    {
        Sentence why = $"{"SO-5"} is above {new Money(1230, "EUR")} since {Day}: {3} of {7L} lines.";

        why.Template.ShouldBe("{0} is above {1} since {2}: {3} of {4} lines.");
        why.Values.ShouldBe(["SO-5", new Money(1230, "EUR"), Day, 3L, 7L]);
        why.ToString().ShouldBe("SO-5 is above 12.30 EUR since 2026-11-22: 3 of 7 lines.");
    }

    [Fact]
    public void A_number_with_a_format_is_text() => ((Sentence)$"{12345L:0} and {0.5m:0.00}").Values.ShouldBe(["12345", "0.50"]);

    [Fact]
    public void A_word_of_an_enum_is_spoken()
    {
        Sentence why = $"The payment is {PaymentState.PartlyRefunded}.";

        why.ToString().ShouldBe("The payment is Partly refunded.");
        why.Values[0].ShouldBeOfType<Sentence>().Template.ShouldBe("Partly refunded");
    }

    [Fact]
    public void Braces_in_words_are_kept()
    {
        Sentence why = $"Write {{x}}, not {"{y}"}.";

        why.Template.ShouldBe("Write {{x}}, not {0}.");
        why.ToString().ShouldBe("Write {x}, not {y}.");
    }

    [Fact]
    public void Joined_sentences_keep_their_words()
    {
        var both = Sentence.Join("; ", ["has none of it", $"has {2} pieces"]);

        both.ToString().ShouldBe("has none of it; has 2 pieces");
        both.Values.Cast<Sentence>().Select(part => part.Template).ShouldBe(["has none of it", "has {0} pieces"]);
    }

    [Fact]
    public void A_stored_sentence_comes_back_with_its_values()
    {
        Sentence why = $"{new CountryName("MX")}: {new Money(-5, "JPY")}, {Day}, {long.MaxValue}, {0.559m}, {new Figure(1230, "EUR")} and {new Percentage(164_000)}; {(Sentence)$"nested {"'\"["}"} {PaymentState.Pending}";

        foreach (var read in new[] { SentenceJson.FromText(SentenceJson.ToText(why)), JsonSerializer.Deserialize<Sentence>(JsonSerializer.Serialize(why))! })
        {
            read.Template.ShouldBe(why.Template);
            read.Values.ShouldBe(why.Values);
            read.ShouldBe(why);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("No rule matches.")]
    [InlineData("{0} was never filled in")]
    [InlineData("[not json")]
    [InlineData("[]")]
    [InlineData("[1, 2]")]
    public void Text_of_an_earlier_time_reads_as_words_alone(string stored)
    {
        SentenceJson.FromText(stored).ToString().ShouldBe(stored);
        JsonSerializer.Deserialize<Sentence>(JsonSerializer.Serialize(stored))!.ToString().ShouldBe(stored);
    }

    [Fact]
    public void Words_alone_are_stored_as_they_are() => SentenceJson.ToText("No rule matches.").ShouldBe("No rule matches.");

    [Fact]
    public void Any_words_and_values_are_read_as_they_were_stored() =>
        Prop.ForAll((from words in ArbMap.Default.GeneratorFor<NonNull<string>>()
                     from text in ArbMap.Default.GeneratorFor<NonNull<string>>()
                     from number in ArbMap.Default.GeneratorFor<long>()
                     select (Words: words.Get, Text: text.Get, Number: number)).ToArbitrary(), sample =>
        {
            if (!IsUnicode(sample.Words) || !IsUnicode(sample.Text)) return; // JSON holds whole characters only.
            SentenceJson.FromText(SentenceJson.ToText(sample.Words)).ToString().ShouldBe(sample.Words);

            Sentence why = $"{sample.Text} of {sample.Number} {(Sentence)sample.Words}";
            SentenceJson.FromText(SentenceJson.ToText(why)).ToString().ShouldBe(why.ToString());
        }).QuickCheckThrowOnFailure();

    private static bool IsUnicode(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);
}
