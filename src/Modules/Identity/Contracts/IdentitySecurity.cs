using Entrepot.Identity.Security;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
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
    /// <remarks>
    /// <c>Entrepot:Keys</c> names the folder of the keys that protect sessions: it must outlive restarts and be shared by
    /// all processes of an installation. Without it the framework's own place is used, which a container forgets.
    /// </remarks>
    public static IServiceCollection AddIdentitySecurity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(SessionOrKey)
            .AddPolicyScheme(SessionOrKey, null, options => options.ForwardDefaultSelector = http =>
                ApiKeyAuthentication.IsAskedBy(http.Request) ? ApiKeyAuthentication.Scheme : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme, SessionCookie.Configure)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, null);

        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddScoped<IAuthorizationHandler, PermissionCheck>();

        var protection = services.AddDataProtection().SetApplicationName("Entrepot");
        if (configuration["Entrepot:Keys"] is { Length: > 0 } folder) protection.PersistKeysToFileSystem(KeyFolder(folder));
        return services;
    }

    /// <summary>
    /// Authentication, the scope's <see cref="CurrentUser"/>, authorisation. Static files that strangers may see (styles of
    /// the sign-in page) are served before this: the fallback policy covers also what is no route.
    /// </summary>
    public static IApplicationBuilder UseIdentitySecurity(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.Use((http, next) =>
        {
            SessionClaims.Fill(http.RequestServices.GetRequiredService<CurrentUser>(), http.User);
            return next(http);
        });
        return app.UseAuthorization();
    }

    private static DirectoryInfo KeyFolder(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
