using Entrepot.Identity.Contracts;
using Entrepot.Identity.Data;
using Entrepot.Identity.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Identity.Features;

/// <param name="Own">With <see cref="Role.Own"/>, and only then.</param>
internal sealed record RoleChoice(Role Role, OwnRoleId? Own);

/// <summary>Adds users and changes what they may do; a company always keeps one active administrator.</summary>
internal sealed class EditUsers(EntrepotDb db, IdentitySetup setup, Passwords passwords, CurrentUser current, ChangeLog log, TimeProvider clock)
{
    /// <summary>Stands in the record of changes where the value itself is a secret.</summary>
    private const string GivenAnew = "Given anew";

    public async Task<Result> AddAsync(NewUser user, CancellationToken ct) =>
        (await CheckAsync(user, ct)).Problem is { } problem ? problem : await setup.CreateUserAsync(current.Tenant, user, ct);

    /// <summary>Adds a user who chooses the password by a link.</summary>
    /// <returns>The link's token.</returns>
    public async Task<Result<string>> InviteAsync(NewUser user, CancellationToken ct) =>
        (await CheckAsync(user, ct)).Problem is { } problem ? problem : await setup.InviteUserAsync(current.Tenant, user, ct);

    /// <summary>A new link for a user who has lost the password, or the link.</summary>
    /// <returns>The link's token.</returns>
    public async Task<Result<string>> InviteAgainAsync(UserId id, CancellationToken ct)
    {
        var secret = "";
        var invited = await ChangeAsync(id, user =>
        {
            secret = user.Invite(clock.GetUtcNow().UtcDateTime);
            log.Add(IdentityHistory.OfUser(id), "", new Change("Invitation", "", user.UserName));
            return Task.FromResult(Result.Ok);
        }, ct);
        return invited.Problem is { } problem ? problem : new InvitationText(current.Tenant, id, secret).ToString();
    }

    public async Task<Result> SetRoleAsync(UserId id, RoleChoice choice, CancellationToken ct) => await ChangeAsync(id, async user =>
    {
        if (user.Role == choice.Role && user.OwnRoleId == choice.Own) return Result.Ok;
        if ((await MayGiveAsync(choice, ct)).Problem is { } problem) return problem;
        if (choice.Role != Role.Administrator && await IsLastAdministratorAsync(user, ct)) return IdentityProblems.LastAdministrator();
        log.Add(IdentityHistory.OfUser(id), "", new Change("Role", await NameOfAsync(new(user.Role, user.OwnRoleId), ct), await NameOfAsync(choice, ct)));
        user.SetRole(choice.Role, choice.Own);
        return Result.Ok;
    }, ct);

    public async Task<Result> SetActiveAsync(UserId id, bool isActive, CancellationToken ct) => await ChangeAsync(id, async user =>
    {
        if (user.IsActive == isActive) return Result.Ok;
        if (!isActive && await IsLastAdministratorAsync(user, ct)) return IdentityProblems.LastAdministrator();
        user.SetActive(isActive);
        log.Add(IdentityHistory.OfUser(id), "", new Change("Status", isActive ? "Deactivated" : "Active", isActive ? "Active" : "Deactivated"));
        return Result.Ok;
    }, ct);

    /// <summary>An administrator gives a new password; it also ends a lock-out and every session of the user.</summary>
    public async Task<Result> SetPasswordAsync(UserId id, string password, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } known) return IdentityProblems.UserNotFound(id.Value);
        if (Passwords.Check(password, known.UserName).Problem is { } weak) return weak;

        var hash = passwords.Hash(password); // Outside the transaction: it is slow on purpose.
        return await ChangeAsync(id, user =>
        {
            user.SetPassword(hash);
            log.Add(IdentityHistory.OfUser(id), "", new Change("Password", "", GivenAnew));
            return Task.FromResult(Result.Ok);
        }, ct);
    }

    /// <summary>The user's own change: the old password proves that it is the user and not somebody at an open screen.</summary>
    public async Task<Result> ChangeOwnPasswordAsync(UserId id, string old, string password, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } known) return IdentityProblems.UserNotFound(id.Value);
        if (passwords.Verify(known, old) == PasswordVerificationResult.Failed) return IdentityProblems.WrongOldPassword();
        return await SetPasswordAsync(id, password, ct);
    }

    public async Task<Result> SetLanguageAsync(UserId id, string language, CancellationToken ct)
    {
        if (CheckLanguage(language).Problem is { } problem) return problem;
        return await ChangeAsync(id, user =>
        {
            user.SetLanguage(language);
            return Task.FromResult(Result.Ok);
        }, ct);
    }

    private async Task<Result> CheckAsync(NewUser user, CancellationToken ct) =>
        CheckLanguage(user.Language).Problem is { } problem ? problem : await MayGiveAsync(new(user.Role, user.OwnRole is { } own ? new OwnRoleId(own) : null), ct);

    /// <summary>Nobody gives away more than they have: who may manage users could otherwise make themselves an administrator.</summary>
    private async Task<Result> MayGiveAsync(RoleChoice choice, CancellationToken ct)
    {
        var granted = (IEnumerable<string>)RolePermissions.Of(choice.Role);
        if (choice.Own is { } own)
        {
            if (await db.Set<OwnRole>().SingleOrDefaultAsync(role => role.Id == own, ct) is not { } role) return IdentityProblems.RoleNotFound(own.Value);
            granted = role.Granted;
        }

        return granted.FirstOrDefault(permission => !current.Can(permission)) is { } more ? IdentityProblems.NotGranted(more) : Result.Ok;
    }

    private async Task<string> NameOfAsync(RoleChoice choice, CancellationToken ct) =>
        choice.Own is { } own ? await db.Set<OwnRole>().Where(role => role.Id == own).Select(role => role.Name).SingleOrDefaultAsync(ct) ?? "" : choice.Role.ToString();

    /// <summary>The name of the company's own role that the user has; null with every other.</summary>
    public async Task<string?> OwnRoleNameAsync(User user, CancellationToken ct) => (await user.RoleOfAsync(db, ct))?.Name;

    public Task<User?> FindAsync(UserId id, CancellationToken ct) => db.Set<User>().SingleOrDefaultAsync(user => user.Id == id, ct);

    private async Task<Result> ChangeAsync(UserId id, Func<User, Task<Result>> change, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<User>().AsTracking().SingleOrDefaultAsync(user => user.Id == id, ct) is not { } user) return IdentityProblems.UserNotFound(id.Value);
        if ((await change(user)).Problem is { } problem) return problem;
        return await unit.CommitAsync(ct);
    }

    private async Task<bool> IsLastAdministratorAsync(User user, CancellationToken ct) =>
        user is { Role: Role.Administrator, IsActive: true } && !await db.Set<User>().AnyAsync(other => other.Id != user.Id && other.Role == Role.Administrator && other.IsActive, ct);

    private static Result CheckLanguage(string language) =>
        language.Length == 0 || Culture.Languages.Any(known => known.Code == language) ? Result.Ok : IdentityProblems.InvalidLanguage(language);
}
