using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Entrepot.Identity.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Entrepot.Identity.Security;

/// <summary>What a principal of ours carries, and how it becomes the scope's <see cref="CurrentUser"/>.</summary>
internal static class SessionClaims
{
    public const string Tenant = "tenant";
    public const string Role = "role";
    public const string Stamp = "stamp";
    public const string Language = "language";
    public const string Permission = "permission";
    public const string Key = "key";

    /// <summary>A program's principal serves all its calls of a second.</summary>
    private static readonly ConditionalWeakTable<ClaimsPrincipal, FrozenSet<string>> Known = [];

    /// <param name="own">The role's row where the user has one of the company's own.</param>
    public static ClaimsPrincipal Of(User user, OwnRole? own) => new(new ClaimsIdentity(
    [
        new(Tenant, user.TenantId.ToString()),
        new(ClaimTypes.NameIdentifier, user.Id.Value.ToString(CultureInfo.InvariantCulture)),
        new(ClaimTypes.Name, user.DisplayName),
        new(Role, user.Role.ToString()),
        new(Stamp, user.SecurityStamp),
        new(Language, user.Language),
        .. own is null ? [] : new[] { new Claim(Permission, own.Permissions) },
    ], CookieAuthenticationDefaults.AuthenticationScheme, ClaimTypes.Name, Role));

    public static ClaimsPrincipal Of(ApiKey key) => new(new ClaimsIdentity(
    [
        new(Tenant, key.TenantId.ToString()),
        new(Key, key.Id.Value.ToString(CultureInfo.InvariantCulture)),
        new(ClaimTypes.Name, key.Name),
        .. key.Granted.Select(permission => new Claim(Permission, permission)),
    ], ApiKeyAuthentication.Scheme, ClaimTypes.Name, Role));

    public static TenantId? TenantOf(ClaimsPrincipal principal) => Number(principal, Tenant) is { } tenant ? new TenantId(tenant) : null;

    public static UserId? UserOf(ClaimsPrincipal principal) => Number(principal, ClaimTypes.NameIdentifier) is { } user ? new UserId(user) : null;

    /// <summary>Without a valid principal the scope belongs to no company, whatever was looked up in it before.</summary>
    public static void Fill(CurrentUser user, ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true || TenantOf(principal) is not { } tenant) user.Become(default, null, "", []);
        else user.Become(tenant, UserOf(principal)?.Value, principal.Identity.Name ?? "", Known.GetValue(principal, Permissions), Number(principal, Key));
    }

    private static FrozenSet<string> Permissions(ClaimsPrincipal principal) => Granted(principal).ToFrozenSet(StringComparer.Ordinal);

    private static IEnumerable<string> Granted(ClaimsPrincipal principal) =>
        Enum.TryParse<Contracts.Role>(principal.FindFirstValue(Role), out var role) && role != Contracts.Role.Own
            ? RolePermissions.Of(role)
            : principal.FindAll(Permission).SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static long? Number(ClaimsPrincipal principal, string claim) =>
        long.TryParse(principal.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
