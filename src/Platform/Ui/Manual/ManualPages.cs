using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Platform.Ui;

/// <summary>The manual: opened at the chapter that tells of the page one is on, read, and searched.</summary>
internal static class ManualPages
{
    public const string Path = "/manual";

    private static readonly Dictionary<string, string> Pictures = new(StringComparer.Ordinal) { [".jpg"] = "image/jpeg", [".png"] = "image/png" };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (string? at, string? q, ManualBook book, Web web) =>
            q?.Trim() is { Length: > 0 } text
                ? PageResult.Show<ManualPage>(new { Chapters = book.In(web.Language), Asked = text, Hits = book.Search(web.Language, text), Written = book.Written(web.Language) })
                : PageResult.Go($"{Path}/{book.Of(web.Language, at ?? "/").Slug}")).ExcludeFromDescription();
        routes.MapGet(Path + "/{slug}", (string slug, ManualBook book, Web web) =>
            book.Find(web.Language, slug) is { } chapter ? PageResult.Show<ManualPage>(new { Chapters = book.In(web.Language), Chapter = chapter, Written = book.Written(web.Language) }) : PageResult.Go(Path)).ExcludeFromDescription();
        routes.MapGet(Path + "/pictures/{language}/{name}", (string language, string name) =>
            typeof(ManualPages).Assembly.GetManifestResourceStream($"Manual/{language}/{name}") is { } picture && Pictures.GetValueOrDefault(System.IO.Path.GetExtension(name)) is { } type
                ? Results.Stream(picture, type)
                : Results.NotFound()).ExcludeFromDescription();
    }
}
