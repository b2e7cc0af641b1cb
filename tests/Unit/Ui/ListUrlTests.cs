using Entrepot.Platform.Ui;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Ui;

public sealed class ListUrlTests
{
    private static readonly ListUrl Filtered = ListUrl.Of("/orders", "?view=held&q=emma&status=&sort=-total&page=4");

    [Fact]
    public void Blank_values_are_no_filter() => Filtered["status"].ShouldBeNull();

    [Fact]
    public void A_changed_value_starts_at_the_first_page() =>
        Filtered.With("q", "li").ToString().ShouldBe("/orders?view=held&sort=-total&q=li");

    [Fact]
    public void Another_page_keeps_everything_else()
    {
        Filtered.AtPage(5).ToString().ShouldBe("/orders?view=held&q=emma&sort=-total&page=5");
        Filtered.AtPage(1).ToString().ShouldBe("/orders?view=held&q=emma&sort=-total");
    }

    [Fact]
    public void A_page_from_a_row_on_forgets_the_row_when_anything_else_changes()
    {
        var third = Filtered.AtRow(3, "42.100", before: false);
        third.ToString().ShouldBe("/orders?view=held&q=emma&sort=-total&page=3&after=42.100");
        third.AtRow(2, "41.90", before: true).ToString().ShouldBe("/orders?view=held&q=emma&sort=-total&page=2&before=41.90");
        third.AtRow(1, "41.90", before: true).ToString().ShouldBe("/orders?view=held&q=emma&sort=-total");
        third.With("q", "li").ToString().ShouldBe("/orders?view=held&sort=-total&q=li");
        ListUrl.Of("/orders", "?page=3&after=42.100").IsFiltered.ShouldBeFalse();
    }

    [Fact]
    public void Clearing_keeps_view_and_order() => Filtered.Cleared().ToString().ShouldBe("/orders?view=held&sort=-total");

    [Fact]
    public void Another_view_takes_no_filters_along()
    {
        Filtered.InView("late").ToString().ShouldBe("/orders?view=late");
        Filtered.InView(null).ToString().ShouldBe("/orders");
    }

    [Fact]
    public void A_view_and_an_order_alone_are_no_filter()
    {
        Filtered.IsFiltered.ShouldBeTrue();
        Filtered.Cleared().IsFiltered.ShouldBeFalse();
    }

    [Theory]
    [InlineData("?page=0", 1)]
    [InlineData("?page=-3", 1)]
    [InlineData("?page=abc", 1)]
    [InlineData("?page=99999999", ListUrl.LastPage)]
    [InlineData("", 1)]
    public void A_page_is_always_one_that_exists(string query, int page) => ListUrl.Of("/orders", query).Page.ShouldBe(page);

    [Theory]
    [InlineData("held", SampleStatus.Held)]
    [InlineData("Late", SampleStatus.Late)]
    [InlineData("nonsense", null)]
    [InlineData("99", null)]
    public void A_choice_is_one_of_its_names_or_nothing(string value, SampleStatus? status) =>
        ListUrl.Of("/orders", "?status=" + value).Choice<SampleStatus>("status").ShouldBe(status);

    [Fact]
    public void Typed_values_are_read_or_left_out()
    {
        var url = ListUrl.Of("/orders", "?from=2026-11-22&to=22.11.2026&min=-5&max=5.5");

        url.Day("from").ShouldBe(new DateOnly(2026, 11, 22));
        url.Day("to").ShouldBeNull();
        url.Whole("min").ShouldBe(-5);
        url.Whole("max").ShouldBeNull();
    }

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll<NonEmptyString, NonEmptyString>((one, two) =>
        {
            var url = new ListUrl("/x", [new("q", one.Get), new("country", two.Get)]);
            var back = ListUrl.Of("/x", url.Query);
            return back["q"] == Read(one.Get) && back["country"] == Read(two.Get);
        }).QuickCheckThrowOnFailure();

    private static string? Read(string value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
