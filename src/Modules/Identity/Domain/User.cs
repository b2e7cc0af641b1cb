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

    public TenantId TenantId { get; init; }
    public UserId Id { get; init; }

    /// <summary>Lower case.</summary>
    public string UserName { get; init; } = "";
    public string DisplayName { get; init; } = "";

    /// <summary>PBKDF2 in the format of ASP.NET Core Identity, which names its algorithm and cost.</summary>
    public string PasswordHash { get; private set; } = "";
    public Role Role { get; private set; }
    public string Language { get; private set; } = "";
    public bool IsActive { get; private set; } = true;

    /// <summary>Part of every session; a new one ends all sessions of the user within minutes.</summary>
    public string SecurityStamp { get; private set; } = "";
    public int FailedAttempts { get; private set; }

    /// <summary>No sign-in before this time (UTC); null when not locked out.</summary>
    public DateTime? LockedUntil { get; private set; }
    public DateTime CreatedAt { get; init; }
    public int Version { get; private set; }

    public static User Create(TenantId tenant, UserId id, NewUser user, string passwordHash, DateTime now) => new()
    {
        TenantId = tenant,
        Id = id,
        UserName = Normalise(user.UserName),
        DisplayName = string.IsNullOrWhiteSpace(user.DisplayName) ? user.UserName.Trim() : user.DisplayName.Trim(),
        Role = user.Role,
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
        PasswordHash = passwordHash;
        FailedAttempts = 0;
        LockedUntil = null;
        EndSessions();
    }

    public void SetRole(Role role)
    {
        Role = role;
        EndSessions();
    }

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
