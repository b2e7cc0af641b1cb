using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Entrepot.Platform.Ui;

/// <summary>A short message shown once, in a corner of the page.</summary>
/// <param name="Undo">The path that takes back what was done; null where nothing can be taken back.</param>
/// <param name="UndoTitle">What stands on its button, in the user's language.</param>
public sealed record Said(string Text, string Tone, string? Undo = null, string? UndoTitle = null);

/// <summary>
/// Carries a message to the next page the user sees: over a redirect in a cookie that lives a minute, into a fragment
/// as <c>HX-Trigger</c>, into a whole page as a toast in its shell.
/// </summary>
internal static class Flash
{
    private const string Cookie = "said";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The header's value: ASCII only, because a header may hold nothing else; the rest is escaped as <c>\uXXXX</c>.</summary>
    public static string Trigger(Said said) => JsonSerializer.Serialize(new { toast = said }, Json);

    public static void Keep(HttpContext http, Said said) =>
        http.Response.Cookies.Append(Cookie, WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(said, Json)), Options(http, TimeSpan.FromMinutes(1)));

    /// <summary>Takes what an earlier request left for this one, and gives it to the page as its shell or header.</summary>
    public static void Show(HttpContext http, Said? now)
    {
        var said = now ?? Take(http);
        if (said is null) return;

        if (Web.IsPartial(http.Request)) http.Response.Headers["HX-Trigger"] = Trigger(said);
        else http.Items[typeof(Flash)] = said;
    }

    public static IReadOnlyList<Said> Of(HttpContext http) => http.Items[typeof(Flash)] is Said said ? [said] : [];

    private static Said? Take(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { } cookie) return null;

        http.Response.Cookies.Delete(Cookie, Options(http, null));
        try { return JsonSerializer.Deserialize<Said>(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cookie)), Json); }
        catch (Exception e) when (e is FormatException or JsonException) { return null; }
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? life) =>
        new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = life };
}
