using System.Security.Cryptography;
using System.Text;
using Entrepot.Identity.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Identity.Domain;

internal readonly record struct UserId(long Value) : IId<UserId>
{
    public static UserId From(long value) => new(value);
}

/// <summary>A person who signs in, for one company.</summary>
internal sealed class User : ITenantRow
{
    /// <summary>Five guesses, then a pause: an online attack gets 20 guesses an hour, a person who mistypes is let in.</summary>
    public const int FailedAttemptsMax = 5;
    public static readonly TimeSpan LockoutPause = TimeSpan.FromMinutes(15);

    /// <summary>A week, so that who is away on the day of the invitation can still take it up.</summary>
    public static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);

    public TenantId TenantId { get; init; }
    public UserId Id { get; init; }

    /// <summary>Lower case.</summary>
    public string UserName { get; init; } = "";
    public string DisplayName { get; init; } = "";

    /// <summary>PBKDF2 in the format of ASP.NET Core Identity, which names its algorithm and cost.</summary>
    public string PasswordHash { get; private set; } = "";
    public bool HasPassword => PasswordHash != Passwords.None;
    public Role Role { get; private set; }

    /// <summary>Set with <see cref="Role.Own"/> only.</summary>
    public OwnRoleId? OwnRoleId { get; private set; }
    public string Language { get; private set; } = "";
    public bool IsActive { get; private set; } = true;

    /// <summary>Part of every session; a new one ends all sessions of the user within minutes.</summary>
    public string SecurityStamp { get; private set; } = "";
    public int FailedAttempts { get; private set; }

    /// <summary>No sign-in before this time (UTC); null when not locked out.</summary>
    public DateTime? LockedUntil { get; private set; }

    /// <summary>SHA-256 of the secret in the link by which the user chooses a password; null when there is none open.</summary>
    public string? InvitationHash { get; private set; }

    /// <summary>UTC; the link opens nothing after it.</summary>
    public DateTime? InvitedUntil { get; private set; }
    public DateTime CreatedAt { get; init; }
    public int Version { get; private set; }

    public static User Create(TenantId tenant, UserId id, NewUser user, string passwordHash, DateTime now) => new()
    {
        TenantId = tenant,
        Id = id,
        UserName = Normalise(user.UserName),
        DisplayName = string.IsNullOrWhiteSpace(user.DisplayName) ? user.UserName.Trim() : user.DisplayName.Trim(),
        Role = user.Role,
        OwnRoleId = user.OwnRole is { } role ? new(role) : null,
        Language = user.Language,
        PasswordHash = passwordHash,
        SecurityStamp = Chance.Secret(),
        CreatedAt = now,
    };

    public static string Normalise(string userName) => userName.Trim().ToLowerInvariant();

    /// <summary>Counts a sign-in before its password is looked at, so that guesses sent all at once are all counted.</summary>
    public Result CountAttempt(DateTime now)
    {
        if (!IsActive) return IdentityProblems.WrongCredentials();
        if (LockedUntil > now) return IdentityProblems.LockedOut(LockoutPause);

        FailedAttempts++;
        LockedUntil = null;
        if (FailedAttempts >= FailedAttemptsMax)
        {
            FailedAttempts = 0;
            LockedUntil = now + LockoutPause;
        }

        Version++;
        return Result.Ok;
    }

    /// <summary>The counted attempt had the right password.</summary>
    public void SignedIn()
    {
        FailedAttempts = 0;
        LockedUntil = null;
        Version++;
    }

    /// <summary>The same password under today's algorithm and cost; sessions go on.</summary>
    public void Rehash(string passwordHash) => PasswordHash = passwordHash;

    public void SetPassword(string passwordHash)
    {
        (PasswordHash, InvitationHash, InvitedUntil) = (passwordHash, null, null);
        FailedAttempts = 0;
        LockedUntil = null;
        EndSessions();
    }

    public void SetRole(Role role, OwnRoleId? own)
    {
        (Role, OwnRoleId) = (role, own);
        EndSessions();
    }

    /// <summary>A new link; the one before it opens nothing any more. The password so far, if there is one, goes on.</summary>
    /// <returns>The secret, which is kept nowhere else.</returns>
    public string Invite(DateTime now)
    {
        var secret = Chance.Secret(32);
        (InvitationHash, InvitedUntil) = (Hashing.Sha256(secret), now + InvitationLife);
        Version++;
        return secret;
    }

    public bool IsInvited(string secret, DateTime now) =>
        IsActive && InvitedUntil > now && InvitationHash is { } hash && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hashing.Sha256(secret)), Encoding.ASCII.GetBytes(hash));

    public void SetLanguage(string language)
    {
        Language = language;
        Version++;
    }

    public void SetActive(bool isActive)
    {
        IsActive = isActive;
        EndSessions();
    }

    private void EndSessions()
    {
        SecurityStamp = Chance.Secret();
        Version++;
    }
}
