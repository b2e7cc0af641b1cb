using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace Entrepot.Unit.Ui;

public sealed class PageTests
{
    private static readonly RenderFragment Body = builder => builder.AddContent(0, "What stands inside.");

    [Fact]
    public async Task A_whole_page_has_its_shell_its_language_and_one_heading()
    {
        var html = await Kit.RenderAsync<Page>(new { Title = "Orders", ChildContent = Body });

        html.ShouldStartWith("<!doctype html><html lang=\"en\" dir=\"ltr\"");
        html.ShouldContain("href=\"#main\">Skip to content");
        html.Split("<h1").Length.ShouldBe(2);
        html.ShouldNotContain("<script>", Case.Insensitive, "no script may stand in a page");
    }

    [Fact]
    public async Task Arabic_runs_from_right_to_left_with_its_own_styles()
    {
        var html = await Kit.RenderAsync<Page>(new { Title = "الطلبات", ChildContent = Body }, language: "ar");

        html.ShouldContain("lang=\"ar\" dir=\"rtl\"");
        html.ShouldContain("rtl.css");
    }

    [Fact]
    public async Task A_fragment_is_the_title_and_what_stands_inside()
    {
        var html = await Kit.RenderAsync<Page>(new { Title = "Orders", ChildContent = Body }, http =>
        {
            http.Request.Headers["HX-Request"] = "true";
            http.Request.Headers["HX-Request-Type"] = "partial";
        });

        html.ShouldStartWith("<title>Orders · Entrepot</title>");
        html.ShouldContain("What stands inside.");
        html.ShouldNotContain("<html");
    }

    [Theory]
    [InlineData("HX-Request-Type", "full")]
    [InlineData("HX-History-Restore-Request", "true")]
    public async Task Going_back_in_history_gets_the_whole_page(string header, string value)
    {
        var html = await Kit.RenderAsync<Page>(new { Title = "Orders", ChildContent = Body }, http =>
        {
            http.Request.Headers["HX-Request"] = "true";
            http.Request.Headers[header] = value;
        });

        html.ShouldContain("<html");
    }

    [Fact]
    public async Task Signing_in_has_no_side_bar() =>
        (await Kit.RenderAsync<Page>(new { Title = "Sign in", Plain = true, ChildContent = Body })).ShouldNotContain("class=\"side\"");
}
