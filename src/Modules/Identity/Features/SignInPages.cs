using System.Security.Claims;
using Entrepot.Identity.Domain;
using Entrepot.Identity.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Identity.Features;

/// <summary>The sign-in form, its post, and signing out.</summary>
internal static class SignInPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", ShowAsync).AllowAnonymous().WithSummary("The sign-in page");
        routes.MapPost("/sign-in", PostAsync).AllowAnonymous().WithSummary("Sign in with user name and password");
        routes.MapPost("/sign-out", (Delegate)SignOutAsync).AllowAnonymous().WithSummary("End the session");
    }

    private static async Task<IResult> ShowAsync(string? returnUrl, SignIn signIn, CancellationToken ct) =>
        PageResult.Show<SignInPage>(new { ReturnUrl = Local(returnUrl), NeedsCompany = await signIn.NeedsCompanyAsync(ct) });

    private static async Task<IResult> PostAsync(PostedForm form, HttpContext http, SignIn signIn, SignInLimiter limiter, TimeProvider clock, CancellationToken ct)
    {
        var returnUrl = Local(form.Raw("returnUrl"));
        var request = new SignInRequest(form.Text("company"), form.Text("userName"), form.Raw("password") ?? "");
        var answer = await limiter.AllowsAsync(http.Connection.RemoteIpAddress, ct) ? await signIn.RunAsync(request, ct) : IdentityProblems.TooManySignIns();
        if (answer.Problem is { } problem) return PageResult.Invalid<SignInPage>(new { ReturnUrl = returnUrl, NeedsCompany = await signIn.NeedsCompanyAsync(ct), Posted = form.With(problem) });

        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, answer.Value, SessionCookie.NewSession(clock.GetUtcNow()));
        return Enter(http, answer.Value, returnUrl);
    }

    /// <summary>Into the pages, in the user's language.</summary>
    public static IResult Enter(HttpContext http, ClaimsPrincipal user, string url)
    {
        KeepLanguage(http, user);
        return Leave(http, url);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Leave(http, "/sign-in");
    }

    /// <summary>The whole window changes, not only what stands inside <c>main</c>: the side bar comes or goes with the user.</summary>
    private static IResult Leave(HttpContext http, string url)
    {
        if (http.Request.Headers["HX-Request"] != "true") return TypedResults.LocalRedirect(url);

        http.Response.Headers["HX-Redirect"] = url;
        return TypedResults.NoContent();
    }

    /// <summary>The user's own language, unless this browser has chosen one already.</summary>
    private static void KeepLanguage(HttpContext http, ClaimsPrincipal user)
    {
        if (user.FindFirst(SessionClaims.Language)?.Value is { Length: > 0 } language && !http.Request.Cookies.ContainsKey(Web.LanguageCookie)) Speak(http, language);
    }

    /// <summary>From the next page on this browser reads the language.</summary>
    public static void Speak(HttpContext http, string language) =>
        http.Response.Cookies.Append(Web.LanguageCookie, language, new CookieOptions { IsEssential = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/" });

    /// <summary>Only to a page of ours: an address of another site in the link would lead the user away right after the password.</summary>
    private static string Local(string? url) => RedirectHttpResult.IsLocalUrl(url) ? url ?? "/" : "/";
}
