using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Unit.Ui;

public sealed class TraceViewTests
{
    [Fact]
    public async Task An_arabic_reason_that_begins_with_an_amount_runs_as_the_page_does()
    {
        var html = await RenderAsync(new("reserve", "passed", Sentence.Empty) { Alternatives = [new("SZX", $"{new Money(1_153, "USD")}, {12L}", Sentence.Empty, Chosen: true)] });

        html.ShouldContain("<bdi>SZX</bdi>", customMessage: "a name runs by itself");
        html.ShouldContain("<span class=\"num\">", customMessage: "a bdi would take its direction from the currency");
    }

    [Fact]
    public async Task Several_outcomes_are_joined_as_the_language_joins_them()
    {
        var html = await RenderAsync(new("papers", "Orders, Overview", Sentence.Empty));

        html.ShouldContain("الطلبات");
        html.ShouldContain("، ");
        html.ShouldContain("نظرة عامة");
    }

    private static Task<string> RenderAsync(TraceEntry entry) => Kit.RenderAsync<TraceView>(new { Entries = (IReadOnlyList<TraceEntry>)[entry] }, language: "ar");
}
