using Entrepot.Identity.Security;
using Entrepot.Platform;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Identity.Contracts;

/// <summary>Sign-in for a web host: sessions, API keys, permissions as policies.</summary>
public static class IdentitySecurity
{
    private const string SessionOrKey = "SessionOrKey";

    /// <summary>
    /// Every route needs a signed-in caller unless it says <c>AllowAnonymous</c>, and a permission where it says
    /// <c>RequireAuthorization("orders.release")</c>.
    /// </summary>
    /// <remarks>Sessions are protected by the installation's keys; see <see cref="PlatformSetup"/>.</remarks>
    public static IServiceCollection AddIdentitySecurity(this IServiceCollection services)
    {
        services.AddAuthentication(SessionOrKey)
            .AddPolicyScheme(SessionOrKey, null, options => options.ForwardDefaultSelector = http =>
                ApiKeyAuthentication.IsAskedBy(http.Request) ? ApiKeyAuthentication.Scheme : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme, SessionCookie.Configure)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, null);

        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddScoped<IAuthorizationHandler, PermissionCheck>();
        return services;
    }

    /// <summary>
    /// Authentication, the scope's <see cref="CurrentUser"/>, what is kept from it, authorisation. Static files that strangers may see (styles of
    /// the sign-in page) are served before this: the fallback policy covers also what is no route.
    /// </summary>
    public static IApplicationBuilder UseIdentitySecurity(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.Use(async (http, next) =>
        {
            var user = http.RequestServices.GetRequiredService<CurrentUser>();
            SessionClaims.Fill(user, http.User);
            Discretion.Enter(user);
            await next(http);
        });
        return app.UseAuthorization();
    }
}
