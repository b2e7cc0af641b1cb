using System.Globalization;
using Entrepot.Identity.Data;
using Entrepot.Identity.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Identity.Security;

/// <summary>A person's session: a cookie that lives twelve hours after the last use and is checked against the user every few minutes.</summary>
internal static class SessionCookie
{
    /// <summary>A shift and its breaks.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    /// <summary>How long a session may outlive a new password, another role or a deactivation.</summary>
    public static readonly TimeSpan CheckEvery = TimeSpan.FromMinutes(5);
    private const string CheckedAt = "checked_at";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "entrepot";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; // A warehouse's own network may be plain HTTP.
        options.ExpireTimeSpan = Life;
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context => Refusals.NotSignedInAsync(context.HttpContext, context.RedirectUri);
        options.Events.OnRedirectToAccessDenied = context => Refusals.NotAllowedAsync(context.HttpContext);
    }

    public static AuthenticationProperties NewSession(DateTimeOffset now)
    {
        var properties = new AuthenticationProperties(); // Not persistent: a shared computer forgets the session with its browser.
        MarkChecked(properties, now);
        return properties;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var now = context.Options.TimeProvider?.GetUtcNow() ?? throw new InvalidOperationException("The cookie has no clock.");
        if (context.Properties.Items.TryGetValue(CheckedAt, out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && now - DateTimeOffset.FromUnixTimeSeconds(seconds) < CheckEvery) return;

        if (context.Principal is { } principal && await FindAsync(context.HttpContext, principal) is { } user
            && user.IsActive && principal.FindFirst(SessionClaims.Stamp)?.Value == user.SecurityStamp)
        {
            context.ReplacePrincipal(SessionClaims.Of(user, await user.RoleOfAsync(context.HttpContext.RequestServices.GetRequiredService<EntrepotDb>(), context.HttpContext.RequestAborted)));
            MarkChecked(context.Properties, now);
            context.ShouldRenew = true;
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private static async Task<User?> FindAsync(HttpContext http, System.Security.Claims.ClaimsPrincipal principal)
    {
        if (SessionClaims.TenantOf(principal) is not { } tenant || SessionClaims.UserOf(principal) is not { } id) return null;

        http.RequestServices.GetRequiredService<CurrentUser>().Become(tenant, null, "session check", []);
        return await http.RequestServices.GetRequiredService<EntrepotDb>().Set<User>().SingleOrDefaultAsync(user => user.Id == id, http.RequestAborted);
    }

    private static void MarkChecked(AuthenticationProperties properties, DateTimeOffset now) =>
        properties.Items[CheckedAt] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
