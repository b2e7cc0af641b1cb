using System.Text.RegularExpressions;
using Entrepot.Platform.Ui;

namespace Entrepot.Unit.Ui;

/// <summary>The manual that is built into the program.</summary>
public sealed partial class ManualTests
{
    private static readonly ManualBook Book = new();

    [Fact]
    public void It_has_the_same_chapters_in_each_language()
    {
        Book.Languages.ShouldBe(["en", "es", "zh-CN"]);
        foreach (var language in Book.Languages.Where(language => language != "en"))
        {
            Book.In(language).Select(chapter => (chapter.Slug, chapter.Order, string.Join(' ', chapter.Pages))).ShouldBe(Book.In("en").Select(chapter => (chapter.Slug, chapter.Order, string.Join(' ', chapter.Pages))), language);
            Book.In(language).ShouldAllBe(chapter => chapter.Title != Book.Find("en", chapter.Slug)!.Title, language);
        }

        Book.In("ar").ShouldBe(Book.In("en"), "who reads none of them gets the English one");
    }

    [Fact]
    public void Every_line_of_the_side_bar_has_a_chapter_that_tells_of_it()
    {
        var lines = Directory.GetFiles(Kit.Sources, "*Module.cs", SearchOption.AllDirectories).SelectMany(file => NavPath().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToList();

        lines.Count.ShouldBeGreaterThan(15);
        lines.Where(path => path != "/" && Book.Of("en", path).Slug == "start").ShouldBeEmpty("name them in a chapter's pages");
    }

    [Theory]
    [InlineData("/orders/42?tab=money", "orders")]
    [InlineData("/users/roles/new", "people")]
    [InlineData("/orderspace", "start")]
    [InlineData("", "start")]
    public void It_opens_at_the_page_one_is_on(string path, string slug) => Book.Of("en", path).Slug.ShouldBe(slug);

    [Theory]
    [InlineData("en", "blacklist reason", "rules")]
    [InlineData("en", "HELD ORDERS", "holds")]
    [InlineData("zh-CN", "红冲", "money")]
    [InlineData("es", "motivo lista negra", "rules")]
    [InlineData("es", "PEDIDOS RETENIDOS", "holds")]
    public void A_search_shows_first_the_chapter_that_is_about_it(string language, string text, string slug)
    {
        var hits = Book.Search(language, text);

        hits[0].Chapter.Slug.ShouldBe(slug);
        (hits[0].Before + hits[0].Match + hits[0].After).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_search_for_nothing_or_for_what_does_not_stand_there_finds_nothing()
    {
        Book.Search("en", "  ").ShouldBeEmpty();
        Book.Search("en", "zeppelin").ShouldBeEmpty();
    }

    [Fact]
    public void Its_links_and_pictures_lead_somewhere_and_it_brings_no_markup_of_its_own()
    {
        var pictures = typeof(ManualBook).Assembly.GetManifestResourceNames().ToHashSet();
        foreach (var language in Book.Languages)
            foreach (var chapter in Book.In(language))
            {
                var html = chapter.ToHtml();
                foreach (Match picture in Picture().Matches(html)) pictures.ShouldContain($"Manual/{picture.Groups[1].Value}");
                foreach (Match link in Link().Matches(html)) Book.Find(language, link.Groups[1].Value).ShouldNotBeNull($"{language}/{chapter.Slug}");
                html.ShouldNotContain("<script");
            }
    }

    [GeneratedRegex(@"new NavEntry\(""[^""]+"", ""[^""]+"", ""([^""]+)""")]
    private static partial Regex NavPath();

    [GeneratedRegex("<img src=\"/manual/pictures/([^\"]+)\"")]
    private static partial Regex Picture();

    [GeneratedRegex("<a href=\"/manual/([^\"]+)\"")]
    private static partial Regex Link();
}
