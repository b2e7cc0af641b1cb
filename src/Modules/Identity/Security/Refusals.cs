using Entrepot.Identity.Domain;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Entrepot.Identity.Security;

/// <summary>How "not signed in" and "not allowed" are said: a problem to a program, a page to a person.</summary>
internal static class Refusals
{
    public static Task NotSignedInAsync(HttpContext http, string signInUrl)
    {
        if (!IsApi(http.Request) && !IsHtmx(http.Request))
        {
            http.Response.Redirect(signInUrl);
            return Task.CompletedTask;
        }

        // A fragment must not be filled with the sign-in page: htmx follows this header with the whole window.
        if (IsHtmx(http.Request)) http.Response.Headers["HX-Redirect"] = "/sign-in" + ReturnTo(http.Request);
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem(type: "identity.not_signed_in", title: "Sign in, or send a valid API key.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(http);
    }

    public static Task NotAllowedAsync(HttpContext http) =>
        IdentityProblems.NotAllowed().ToHttp().ExecuteAsync(http);

    /// <summary>Back to the page on which it happened, where what was typed is put into its form again. Its path and query only: the host anybody can forge, and the sign-in checks the rest.</summary>
    private static string ReturnTo(HttpRequest request) =>
        Uri.TryCreate(request.Headers["HX-Current-URL"].ToString(), UriKind.Absolute, out var page) ? "?returnUrl=" + Uri.EscapeDataString(page.PathAndQuery) : "";

    private static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static bool IsHtmx(HttpRequest request) => request.Headers["HX-Request"] == "true";
}
