using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Identity.Domain;

/// <summary>What stands in an invitation's link: whom it is for, and the secret whose hash proves it.</summary>
internal sealed record InvitationText(TenantId Tenant, UserId User, string Secret)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tenant.Value}_{User.Value}_{Secret}");

    public static InvitationText? Parse(string text)
    {
        var parts = text.Split('_', 3); // The secret may hold underscores itself.
        return parts.Length == 3 && Number(parts[0]) is { } tenant && Number(parts[1]) is { } user ? new(new(tenant), new(user), parts[2]) : null;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
