using System.Security.Cryptography;
using System.Text;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Identity.Domain;

internal readonly record struct ApiKeyId(long Value) : IId<ApiKeyId>
{
    public static ApiKeyId From(long value) => new(value);
}

/// <summary>A program's way in. Its key is <c>ent_{company}_{prefix}_{secret}</c>: the company and the prefix find the row, the secret's hash proves it.</summary>
internal sealed class ApiKey : ITenantRow
{
    public const string Scheme = "ent_";

    public TenantId TenantId { get; init; }
    public ApiKeyId Id { get; init; }
    public string Name { get; init; } = "";

    /// <summary>Eight hexadecimal digits that are shown in lists and tell keys apart.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>SHA-256 of the secret. The secret is 32 random bytes, so a slow hash would add nothing.</summary>
    public string SecretHash { get; init; } = "";

    /// <summary>Separated by a space.</summary>
    public string Permissions { get; init; } = "";
    public DateTime CreatedAt { get; init; }

    /// <summary>The day (UTC) of the last call, written once a day; null before the first.</summary>
    public DateOnly? LastUsedOn { get; private set; }

    /// <summary>Null while the key works.</summary>
    public DateTime? RevokedAt { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<string> Granted => Permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static (ApiKey Row, string Key) Create(TenantId tenant, ApiKeyId id, string name, IReadOnlyList<string> permissions, DateTime now)
    {
        var prefix = Hashing.Sha256(Chance.Secret())[..8];
        var secret = Chance.Secret(32);
        var row = new ApiKey { TenantId = tenant, Id = id, Name = name, Prefix = prefix, SecretHash = Hashing.Sha256(secret), Permissions = string.Join(' ', permissions), CreatedAt = now };
        return (row, $"{Scheme}{tenant.Value}_{prefix}_{secret}");
    }

    public bool Proves(string secret) =>
        RevokedAt is null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hashing.Sha256(secret)), Encoding.ASCII.GetBytes(SecretHash));

    /// <summary>Whether the day must be written: once a day, so that a busy program does not write on every call.</summary>
    public bool Used(DateOnly today)
    {
        if (LastUsedOn == today) return false;
        LastUsedOn = today;
        return true;
    }

    public Result Revoke(DateTime now)
    {
        if (RevokedAt is not null) return Result.Ok; // Revoking is repeatable.
        RevokedAt = now;
        Version++;
        return Result.Ok;
    }
}

/// <summary>The parts of a key as it is sent; null from <see cref="Parse"/> when it is none of ours.</summary>
internal sealed record ApiKeyText(TenantId Tenant, string Prefix, string Secret)
{
    public static ApiKeyText? Parse(string text)
    {
        if (!text.StartsWith(ApiKey.Scheme, StringComparison.Ordinal)) return null;
        var parts = text[ApiKey.Scheme.Length..].Split('_', 3); // The secret may hold underscores itself.
        return parts.Length == 3 && long.TryParse(parts[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var tenant)
            ? new(new(tenant), parts[1], parts[2])
            : null;
    }
}
