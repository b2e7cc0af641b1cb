using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Platform.Ui;

/// <summary>How the screens look to one reader: language and theme, kept in cookies.</summary>
internal static class Look
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    public static Task ChooseLanguage(HttpContext http, RequestDelegate next)
    {
        Culture.Enter(LanguageOf(http.Request));
        return next(http);
    }

    /// <summary><c>?lang=</c>, else the reader's choice, else what the browser asks for, else English.</summary>
    public static string LanguageOf(HttpRequest request) =>
        Culture.Match(request.Query["lang"]) ?? Culture.Match(request.Cookies[Web.LanguageCookie]) ?? Culture.Match(request.Headers.AcceptLanguage) ?? "en";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/look", (HttpContext http, [FromForm] string? lang, [FromForm] string? theme, [FromForm] string? back) =>
        {
            if (Culture.Match(lang) is { } language) Keep(http, Web.LanguageCookie, language);
            if (theme is "light" or "dark" or "auto") Keep(http, Web.ThemeCookie, theme);
            return PageResult.Go(back is not null && Origin.IsLocal(back) ? ListUrl.Of(back.Split('?')[0], Query(back)).With("lang", null).ToString() : "/");
        }).AllowAnonymous().ExcludeFromDescription();

    private static string Query(string url) => url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? url[at..] : "";

    private static void Keep(HttpContext http, string name, string value) =>
        http.Response.Cookies.Append(name, value, new() { MaxAge = Year, IsEssential = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/" });
}
