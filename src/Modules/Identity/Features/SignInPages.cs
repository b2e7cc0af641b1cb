using Entrepot.Identity.Domain;
using Entrepot.Identity.Security;
using Entrepot.Kernel;
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
        Page(new("", "", Local(returnUrl)), await signIn.NeedsCompanyAsync(ct), null);

    private static async Task<IResult> PostAsync(HttpContext http, SignIn signIn, SignInLimiter limiter, TimeProvider clock, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var view = new SignInView(form["company"].ToString(), form["userName"].ToString(), Local(form["returnUrl"]));
        if (!limiter.Allows(http.Connection.RemoteIpAddress)) return Page(view, await signIn.NeedsCompanyAsync(ct), IdentityProblems.TooManySignIns());

        var answer = await signIn.RunAsync(new(view.Company, view.UserName, form["password"].ToString()), ct);
        if (answer.Problem is { } problem) return Page(view, await signIn.NeedsCompanyAsync(ct), problem);

        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, answer.Value, SessionCookie.NewSession(clock.GetUtcNow()));
        return TypedResults.LocalRedirect(view.ReturnUrl);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return TypedResults.LocalRedirect("/sign-in");
    }

    private static RazorComponentResult<SignInPage> Page(SignInView view, bool needsCompany, Problem? problem) =>
        new(new { View = view, NeedsCompany = needsCompany, Problem = problem })
        {
            StatusCode = problem is null ? StatusCodes.Status200OK : problem.Code == "identity.too_many_sign_ins" ? StatusCodes.Status429TooManyRequests : StatusCodes.Status422UnprocessableEntity,
        };

    /// <summary>Only to a page of ours: an address of another site in the link would lead the user away right after the password.</summary>
    private static string Local(string? url) => RedirectHttpResult.IsLocalUrl(url) ? url ?? "/" : "/";
}
