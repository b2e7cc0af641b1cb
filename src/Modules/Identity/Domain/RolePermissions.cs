using System.Collections.Frozen;
using Entrepot.Identity.Contracts;
using Entrepot.Identity.Features;
using Entrepot.Kernel;

namespace Entrepot.Identity.Domain;

/// <summary>Which role may do what: the table <c>Rules/role_permissions.tsv</c>.</summary>
internal static class RolePermissions
{
    private static readonly IReadOnlyList<string[]> Rows = RuleFile.Rows(typeof(RolePermissions).Assembly, "role_permissions.tsv");

    private static readonly FrozenDictionary<Role, FrozenSet<string>> Granted = new Dictionary<Role, FrozenSet<string>>
    {
        [Role.Operator] = Column(1),
        [Role.Warehouse] = Column(2),
        [Role.Finance] = Column(3),
        [Role.Administrator] = FrozenSet.Create(StringComparer.Ordinal, "*"),
        [Role.Own] = FrozenSet<string>.Empty, // Its permissions stand with the role itself.
    }.ToFrozenDictionary();

    /// <summary>Every permission that can be granted, in the order of the table.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Rows.Select(row => row[0])];

    /// <summary>What each allows, in English; its translation stands with this module.</summary>
    public static IReadOnlyList<PermissionView> Meanings { get; } = [.. Rows.Select(row => new PermissionView(row[0], row[4]))];

    public static FrozenSet<string> Of(Role role) => Granted[role];

    public static Result Check(IReadOnlyList<string> permissions)
    {
        if (permissions.Count == 0) return IdentityProblems.NoPermissions();
        return permissions.FirstOrDefault(permission => permission != "*" && !All.Contains(permission)) is { } unknown ? IdentityProblems.UnknownPermission(unknown) : Result.Ok;
    }

    private static FrozenSet<string> Column(int column) =>
        Rows.Where(row => row.Length > column && row[column] == "x").Select(row => row[0]).ToFrozenSet(StringComparer.Ordinal);
}
