using System.Collections.Frozen;
using Entrepot.Kernel;

namespace Entrepot.Platform.Security;

/// <summary>
/// Who acts, for which company, with which permissions. Scoped: set once per request by the sign-in or API key,
/// or per piece of work by the worker. Everything read or written in the scope belongs to <see cref="Tenant"/>.
/// </summary>
public sealed class CurrentUser
{
    private static readonly FrozenSet<string> Everything = FrozenSet.ToFrozenSet(["*"], StringComparer.Ordinal);

    private FrozenSet<string> permissions = [];

    /// <summary>Zero until the scope has been given to a company: no row has that tenant, so nothing is seen.</summary>
    public TenantId Tenant { get; private set; }

    /// <summary>The user's id; null for an API key and for the system itself.</summary>
    public long? UserId { get; private set; }

    /// <summary>The API key's id; null for a person and for the system itself.</summary>
    public long? ApiKeyId { get; private set; }

    /// <summary>Tells this caller from every other of the company.</summary>
    internal string Key => ApiKeyId is { } key ? $"key/{key}" : $"user/{UserId}";

    /// <summary>What the timeline and the audit show as the actor: a person's name, a key's name, or <c>system</c>.</summary>
    public string Name { get; private set; } = "";

    public bool IsSignedIn => Tenant.Value != 0;

    /// <summary>Neither a person nor a program: a worker, or a command.</summary>
    internal bool IsSystem => UserId is null && ApiKeyId is null;

    /// <summary>Whether the permission, e.g. <c>orders.release</c>, is granted; <c>*</c> grants all.</summary>
    public bool Can(string permission) => permissions.Contains(permission) || permissions.Contains("*");

    public void Become(TenantId tenant, long? userId, string name, IEnumerable<string> granted, long? apiKeyId = null)
    {
        Tenant = tenant;
        UserId = userId;
        ApiKeyId = apiKeyId;
        Name = name;
        permissions = granted as FrozenSet<string> ?? granted.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The system itself at work for one company: a journey, a timer, an import.</summary>
    public void BecomeSystem(TenantId tenant, string name = "system") => Become(tenant, null, name, Everything);
}
