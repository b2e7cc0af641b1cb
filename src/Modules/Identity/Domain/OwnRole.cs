using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Identity.Domain;

internal readonly record struct OwnRoleId(long Value) : IId<OwnRoleId>
{
    public static OwnRoleId From(long value) => new(value);
}

/// <summary>A role that the company has put together itself.</summary>
internal sealed class OwnRole : ITenantRow
{
    public const int NameLengthMax = 64;

    public TenantId TenantId { get; init; }
    public OwnRoleId Id { get; init; }
    public string Name { get; private set; } = "";

    /// <summary>Separated by a space.</summary>
    public string Permissions { get; private set; } = "";
    public int Version { get; private set; }

    public IReadOnlyList<string> Granted => Permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Sessions of its users follow within minutes.</summary>
    public void Become(string name, IReadOnlyList<string> permissions)
    {
        (Name, Permissions) = (name, string.Join(' ', permissions));
        Version++;
    }
}
