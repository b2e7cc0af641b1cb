using Entrepot.Identity.Contracts;
using Entrepot.Identity.Domain;
using Entrepot.Identity.Security;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Identity.Features;

/// <summary>Adds users and keys to a company; the pages of users and keys use it too.</summary>
internal sealed class IdentitySetup(EntrepotDb db, IdBlocks ids, Passwords passwords, ProvenKeys proven, ChangeLog log, TimeProvider clock) : IIdentitySetup
{
    /// <summary>A key's name is a label in a list.</summary>
    private const int KeyNameLengthMax = 64;

    public async Task<bool> HasUsersAsync(TenantId tenant, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(tenant, ct);
        return await db.Set<User>().IgnoreQueryFilters().AnyAsync(user => user.TenantId == tenant, ct);
    }

    public Task<Result> CreateAdministratorAsync(TenantId tenant, string userName, string password, CancellationToken ct) =>
        CreateUserAsync(tenant, new(userName, userName, password, Role.Administrator), ct);

    public async Task<Result> CreateUserAsync(TenantId tenant, NewUser user, CancellationToken ct)
    {
        if (UserNames.Check(user.UserName).Problem is { } name) return name;
        if (Passwords.Check(user.Password, user.UserName).Problem is { } weak) return weak;
        return (await AddAsync(tenant, user, passwords.Hash(user.Password), ct)).Problem is { } problem ? problem : Result.Ok;
    }

    /// <summary>A user who chooses the password by a link.</summary>
    /// <returns>The link's token.</returns>
    public async Task<Result<string>> InviteUserAsync(TenantId tenant, NewUser user, CancellationToken ct) => await AddAsync(tenant, user, passwordHash: null, ct);

    private async Task<Result<string>> AddAsync(TenantId tenant, NewUser user, string? passwordHash, CancellationToken ct)
    {
        if (UserNames.Check(user.UserName).Problem is { } name) return name;
        if ((user.Role == Role.Own) != user.OwnRole.HasValue) return IdentityProblems.RoleMissing();

        var row = User.Create(tenant, new(ids.Next()), user, passwordHash ?? Passwords.None, Now);
        var token = passwordHash is null ? new InvitationText(tenant, row.Id, row.Invite(Now)).ToString() : "";

        await using var unit = await db.BeginAsync(tenant, ct);
        if (await db.Set<User>().IgnoreQueryFilters().AnyAsync(other => other.TenantId == tenant && other.UserName == row.UserName, ct)) return IdentityProblems.UserExists(row.UserName);
        if (user.OwnRole is { } own && !await db.Set<OwnRole>().IgnoreQueryFilters().AnyAsync(role => role.TenantId == tenant && role.Id == new OwnRoleId(own), ct)) return IdentityProblems.RoleNotFound(own);
        db.Add(row);
        if (tenant == db.Tenant) log.Add(IdentityHistory.OfUser(row.Id), "", new Change("User", "", row.UserName), new Change("Role", "", user.Role.ToString()));
        return (await unit.CommitAsync(ct)).Problem is { } problem ? problem : token;
    }

    public async Task<Result<string>> CreateApiKeyAsync(TenantId tenant, string name, IReadOnlyList<string> permissions, CancellationToken ct)
    {
        name = name.Trim();
        if (name.Length is 0 or > KeyNameLengthMax) return IdentityProblems.KeyNameMissing();
        if (RolePermissions.Check(permissions).Problem is { } wrong) return wrong;

        var (row, key) = ApiKey.Create(tenant, new(ids.Next()), name, permissions, Now);
        await using var unit = await db.BeginAsync(tenant, ct);
        if (await db.Set<ApiKey>().IgnoreQueryFilters().AnyAsync(other => other.TenantId == tenant && other.Name == name && other.RevokedAt == null, ct)) return IdentityProblems.KeyExists(name);
        db.Add(row);
        if (tenant == db.Tenant) log.Add(IdentityHistory.OfKey(row.Id), "", new Change("API key", "", name), new Change("It may", "", row.Permissions));
        return (await unit.CommitAsync(ct)).Problem is { } problem ? problem : key;
    }

    public async Task<Result> RevokeApiKeyAsync(TenantId tenant, string name, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(tenant, ct);
        var key = await db.Set<ApiKey>().IgnoreQueryFilters().AsTracking().SingleOrDefaultAsync(row => row.TenantId == tenant && row.Name == name && row.RevokedAt == null, ct);
        if (key is null) return Result.Ok;
        if (key.Revoke(Now).Problem is { } problem) return problem;
        var revoked = await unit.CommitAsync(ct);
        proven.Forget();
        return revoked;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
