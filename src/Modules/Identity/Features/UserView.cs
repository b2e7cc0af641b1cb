using System.Globalization;
using Entrepot.Identity.Contracts;
using Entrepot.Platform.Ui;

namespace Entrepot.Identity.Features;

/// <summary>A user as lists and pages show one.</summary>
/// <param name="OwnRole">The name of the company's own role; null with every other.</param>
/// <param name="HasPassword">False while an invitation was not taken up.</param>
public sealed record UserView(long Id, string UserName, string DisplayName, Role Role, long? OwnRoleId, string? OwnRole, string Language, bool IsActive, bool HasPassword, DateTime? LockedUntil, DateTime CreatedAt)
{
    public StatusWord StatusAt(DateTime now) =>
        !IsActive ? new(Tone.Rest, "Deactivated") : !HasPassword ? new(Tone.Warn, "Invited") : LockedUntil > now ? new(Tone.Warn, "Locked out") : new(Tone.Go, "Active");
}

/// <param name="Name">As the API calls it, e.g. <c>orders.release</c>.</param>
/// <param name="Meaning">In English.</param>
public sealed record PermissionView(string Name, string Meaning);

/// <summary>One of the company's own roles, with how many users have it.</summary>
public sealed record OwnRoleView(long Id, string Name, IReadOnlyList<string> Permissions, int Users);

/// <summary>The words for roles, and what each is for.</summary>
public static class RoleView
{
    public static string Word(Role role) => role switch
    {
        Role.Operator => "Operator",
        Role.Warehouse => "Warehouse",
        Role.Finance => "Finance",
        Role.Administrator => "Administrator",
        Role.Own => "Own role",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The product's roles in words, the company's own by their names.</summary>
    public static IReadOnlyList<Option> Options(Text words, IReadOnlyList<OwnRoleView> own) =>
        [.. Enum.GetValues<Role>().Where(role => role != Role.Own).Select(role => new Option(role.ToString(), words[Word(role)])), .. own.Select(role => new Option(Value(Role.Own, role.Id), role.Name))];

    /// <summary>How a form names a role.</summary>
    public static string Value(Role role, long? own) => own is { } id ? string.Create(CultureInfo.InvariantCulture, $"{Role.Own}-{id}") : role.ToString();

    /// <summary>The languages of the screens; none stands for the browser's.</summary>
    public static IReadOnlyList<Option> Languages { get; } = [.. Culture.Languages.Select(language => new Option(language.Code, language.Name))];
}
