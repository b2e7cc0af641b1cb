using Entrepot.Identity.Contracts;
using Entrepot.Identity.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Identity.Features;

/// <summary>Adds users and changes what they may do; a company always keeps one active administrator.</summary>
internal sealed class EditUsers(EntrepotDb db, IdentitySetup setup, Passwords passwords, CurrentUser current)
{
    public Task<Result> AddAsync(NewUser user, CancellationToken ct) =>
        CheckLanguage(user.Language).Problem is { } problem ? Task.FromResult<Result>(problem) : setup.CreateUserAsync(current.Tenant, user, ct);

    public async Task<Result> SetRoleAsync(UserId id, Role role, CancellationToken ct) => await ChangeAsync(id, async user =>
    {
        if (user.Role == role) return Result.Ok;
        if (role != Role.Administrator && await IsLastAdministratorAsync(user, ct)) return IdentityProblems.LastAdministrator();
        user.SetRole(role);
        return Result.Ok;
    }, ct);

    public async Task<Result> SetActiveAsync(UserId id, bool isActive, CancellationToken ct) => await ChangeAsync(id, async user =>
    {
        if (user.IsActive == isActive) return Result.Ok;
        if (!isActive && await IsLastAdministratorAsync(user, ct)) return IdentityProblems.LastAdministrator();
        user.SetActive(isActive);
        return Result.Ok;
    }, ct);

    /// <summary>An administrator gives a new password; it also ends a lock-out and every session of the user.</summary>
    public async Task<Result> SetPasswordAsync(UserId id, string password, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } known) return IdentityProblems.UserNotFound(id.Value);
        if (Passwords.Check(password, known.UserName).Problem is { } weak) return weak;

        var hash = passwords.Hash(password); // Outside the transaction: it is slow on purpose.
        return await ChangeAsync(id, user => SetAsync(user, hash), ct);
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

    public Task<User?> FindAsync(UserId id, CancellationToken ct) => db.Set<User>().SingleOrDefaultAsync(user => user.Id == id, ct);

    private async Task<Result> ChangeAsync(UserId id, Func<User, Task<Result>> change, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<User>().AsTracking().SingleOrDefaultAsync(user => user.Id == id, ct) is not { } user) return IdentityProblems.UserNotFound(id.Value);
        if ((await change(user)).Problem is { } problem) return problem;
        return await unit.CommitAsync(ct);
    }

    private static Task<Result> SetAsync(User user, string hash)
    {
        user.SetPassword(hash);
        return Task.FromResult(Result.Ok);
    }

    private async Task<bool> IsLastAdministratorAsync(User user, CancellationToken ct) =>
        user is { Role: Role.Administrator, IsActive: true } && !await db.Set<User>().AnyAsync(other => other.Id != user.Id && other.Role == Role.Administrator && other.IsActive, ct);

    private static Result CheckLanguage(string language) =>
        language.Length == 0 || Culture.Languages.Any(known => known.Code == language) ? Result.Ok : IdentityProblems.InvalidLanguage(language);
}
