using System.Security.Claims;
using Entrepot.Identity.Data;
using Entrepot.Identity.Domain;
using Entrepot.Identity.Security;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Identity.Features;

/// <summary>Who wants in. <paramref name="Company"/> is the company's code; empty where the database holds one company only.</summary>
internal sealed record SignInRequest(string Company, string UserName, string Password);

/// <summary>Checks a user's name and password and opens a session.</summary>
internal sealed class SignIn(CellDirectory directory, IServiceScopeFactory scopes, Passwords passwords, TimeProvider clock)
{
    public async Task<bool> NeedsCompanyAsync(CancellationToken ct) => (await directory.HereAsync(ct)).Count > 1;

    public async Task<Result<ClaimsPrincipal>> RunAsync(SignInRequest request, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await FindTenantAsync(request.Company, ct) is { } tenant) scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(tenant, null, "sign-in", []);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>(); // Not before: a company's users are in its own database.

        var name = User.Normalise(request.UserName);
        if (await db.Set<User>().SingleOrDefaultAsync(user => user.UserName == name, ct) is not { } found)
        {
            passwords.Verify(null, request.Password);
            return IdentityProblems.WrongCredentials();
        }

        var counted = await ChangeAsync(db, found.Id, user => user.CountAttempt(clock.GetUtcNow().UtcDateTime), ct);
        if (counted.Problem is { } problem) return problem;

        // Outside the transaction: the check is slow on purpose.
        var verified = passwords.Verify(found, request.Password);
        if (verified == PasswordVerificationResult.Failed) return IdentityProblems.WrongCredentials();

        var rehashed = verified == PasswordVerificationResult.SuccessRehashNeeded ? passwords.Hash(request.Password) : null;
        var signedIn = await ChangeAsync(db, found.Id, user =>
        {
            user.SignedIn();
            if (rehashed is not null) user.Rehash(rehashed);
            return Result.Ok;
        }, ct);
        return signedIn.Problem is { } late ? late : SessionClaims.Of(found, await found.RoleOfAsync(db, ct));
    }

    private async Task<TenantId?> FindTenantAsync(string company, CancellationToken ct)
    {
        var code = company.Trim().ToLowerInvariant();
        var tenants = (await directory.HereAsync(ct)).Where(tenant => code.Length == 0 || tenant.Code == code).Take(2).ToList();
        return tenants.Count == 1 ? tenants[0].Id : null;
    }

    private static async Task<Result> ChangeAsync(EntrepotDb db, UserId id, Func<User, Result> change, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        db.ChangeTracker.Clear();
        var user = await db.Set<User>().AsTracking().SingleAsync(user => user.Id == id, ct);
        if (change(user).Problem is { } problem) return problem;
        return await unit.CommitAsync(ct);
    }
}
