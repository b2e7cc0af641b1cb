using System.Globalization;

namespace Entrepot.Identity.Domain;

/// <summary>What the company's record of changes calls users, roles and keys.</summary>
internal static class IdentityHistory
{
    public static string OfUser(UserId id) => string.Create(CultureInfo.InvariantCulture, $"user/{id.Value}");

    public static string OfRole(OwnRoleId id) => string.Create(CultureInfo.InvariantCulture, $"role/{id.Value}");

    public static string OfKey(ApiKeyId id) => string.Create(CultureInfo.InvariantCulture, $"api-key/{id.Value}");
}
