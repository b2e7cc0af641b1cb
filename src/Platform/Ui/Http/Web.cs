using System.Globalization;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Entrepot.Platform.Ui;

/// <summary>What a page needs to know of its request.</summary>
public sealed class Web(IHttpContextAccessor accessor, AssetFiles assets, IAntiforgery antiforgery, CurrentUser user)
{
    public const string ThemeCookie = "theme";
    public const string LanguageCookie = "lang";
    public const string ZoneCookie = "zone";

    private string? csrf;
    private TimeZoneInfo? zone;

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("A page is rendered outside a request.");

    /// <summary>The browser wants what stands inside <c>main</c> only, not the shell around it.</summary>
    public bool Partial => IsPartial(Http.Request);

    /// <summary><c>light</c>, <c>dark</c>, or <c>auto</c> for as the system has it.</summary>
    public string Theme => Http.Request.Cookies[ThemeCookie] is ("dark" or "light") and var theme ? theme : "auto";

    /// <summary>Path and query of this request; after a posted form, of the page that posted it.</summary>
    public string Path => HttpMethods.IsGet(Http.Request.Method) ? Http.Request.Path + Http.Request.QueryString : Origin.Of(Http.Request) ?? "/";

    public string Language => CultureInfo.CurrentUICulture.Name;
    public bool Rtl => CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft;
    public CurrentUser User => user;

    /// <summary>The token that every form and every changing request carries.</summary>
    public string Csrf => csrf ??= antiforgery.GetAndStoreTokens(Http).RequestToken ?? "";

    /// <summary>The reader's time zone as the browser told it; UTC until it has.</summary>
    public TimeZoneInfo Zone => zone ??= Http.Request.Cookies[ZoneCookie] is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : TimeZoneInfo.Utc;

    /// <summary>Said once on this page, as toasts.</summary>
    internal IReadOnlyList<Said> Said => Flash.Of(Http);

    internal Bell? Bell => Bell.Of(Http);

    internal NavCounts Counts => NavCounts.Of(Http);

    public string Asset(string source) => assets.Url(source);

    /// <summary>Whether the user may; an empty permission is everybody's.</summary>
    public bool Can(string? permission) => string.IsNullOrEmpty(permission) || user.Can(permission);

    internal static bool IsHtmx(HttpRequest request) => request.Headers["HX-Request"] == "true";

    internal static bool IsPartial(HttpRequest request) =>
        IsHtmx(request) && request.Headers["HX-Request-Type"] != "full" && !request.Headers.ContainsKey("HX-History-Restore-Request");
}
