using System.Security.Claims;
using Entrepot.Identity.Data;
using Entrepot.Identity.Domain;
using Entrepot.Identity.Security;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Identity.Features;

/// <summary>Whoever was invited opens the link, chooses a password and is signed in. The link works once.</summary>
internal sealed class AcceptInvitation(IServiceScopeFactory scopes, Passwords passwords, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/invitation/{token}", async (string token, AcceptInvitation accept, HttpContext http, SignInLimiter limiter, CancellationToken ct) =>
        {
            if (!await limiter.AllowsAsync(http.Connection.RemoteIpAddress, ct)) return PageResult.Refused(IdentityProblems.TooManySignIns());
            return await accept.FindAsync(token, ct) is { } name ? PageResult.Show<InvitationPage>(new { Token = token, UserName = name }) : PageResult.Refused(IdentityProblems.InvitationOver());
        }).AllowAnonymous().WithSummary("The page on which who was invited chooses a password");
        routes.MapPost("/invitation/{token}", PostAsync).AllowAnonymous().WithSummary("Choose a password by invitation");
    }

    private static async Task<IResult> PostAsync(string token, PostedForm form, HttpContext http, AcceptInvitation accept, SignInLimiter limiter, TimeProvider clock, CancellationToken ct)
    {
        if (!await limiter.AllowsAsync(http.Connection.RemoteIpAddress, ct)) return PageResult.Refused(IdentityProblems.TooManySignIns());
        if (await accept.FindAsync(token, ct) is not { } name) return PageResult.Refused(IdentityProblems.InvitationOver());

        var password = form.Raw("password") ?? "";
        var accepted = Passwords.Check(password, name).Problem is { } weak ? weak : await accept.RunAsync(token, password, ct);
        if (accepted.Problem is { Field: not null } wrong) return PageResult.Invalid<InvitationPage>(new { Token = token, UserName = name, Posted = form.With(wrong) });
        if (accepted.Problem is { } problem) return PageResult.Refused(problem);

        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, accepted.Value, SessionCookie.NewSession(clock.GetUtcNow()));
        return SignInPages.Enter(http, accepted.Value, "/");
    }

    /// <summary>The name of the user whom the link is for; null when it opens nothing.</summary>
    private async Task<string?> FindAsync(string token, CancellationToken ct)
    {
        if (InvitationText.Parse(token) is not { } text) return null;
        await using var scope = await ScopeAsync(text.Tenant, ct);
        var user = scope is null ? null : await scope.Value.ServiceProvider.GetRequiredService<EntrepotDb>().Set<User>().SingleOrDefaultAsync(user => user.Id == text.User, ct);
        return user?.IsInvited(text.Secret, Now) == true ? user.UserName : null;
    }

    private async Task<Result<ClaimsPrincipal>> RunAsync(string token, string password, CancellationToken ct)
    {
        if (InvitationText.Parse(token) is not { } text) return IdentityProblems.InvitationOver();
        var hash = passwords.Hash(password); // Outside the transaction: it is slow on purpose.
        await using var scope = await ScopeAsync(text.Tenant, ct);
        if (scope is not { } company) return IdentityProblems.InvitationOver();

        var db = company.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<User>().AsTracking().SingleOrDefaultAsync(user => user.Id == text.User, ct) is not { } user || !user.IsInvited(text.Secret, Now)) return IdentityProblems.InvitationOver();

        user.SetPassword(hash);
        company.ServiceProvider.GetRequiredService<ChangeLog>().Add(IdentityHistory.OfUser(user.Id), "", new Change("Invitation", user.UserName, ""));
        var role = await user.RoleOfAsync(db, ct);
        return (await unit.CommitAsync(ct)).Problem is { } problem ? problem : SessionClaims.Of(user, role);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>A scope that belongs to the company, if it is one of this installation's.</summary>
    private async Task<AsyncServiceScope?> ScopeAsync(TenantId tenant, CancellationToken ct)
    {
        var scope = scopes.CreateAsyncScope();
        if ((await scope.ServiceProvider.GetRequiredService<CellDirectory>().HereAsync(ct)).Any(known => known.Id == tenant))
        {
            scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(tenant, null, "invitation", []);
            return scope;
        }

        await scope.DisposeAsync();
        return null;
    }
}
