using Entrepot.Identity.Contracts;
using Entrepot.Platform.Ui;

namespace Entrepot.Identity.Features;

/// <summary>A user as lists and pages show one.</summary>
public sealed record UserView(long Id, string UserName, string DisplayName, Role Role, string Language, bool IsActive, DateTime? LockedUntil, DateTime CreatedAt)
{
    public StatusWord StatusAt(DateTime now) =>
        !IsActive ? new(Tone.Rest, "Deactivated") : LockedUntil > now ? new(Tone.Warn, "Locked out") : new(Tone.Go, "Active");
}

/// <summary>The words for roles, and what each is for.</summary>
public static class RoleView
{
    public static string Word(Role role) => role switch
    {
        Role.Operator => "Operator",
        Role.Warehouse => "Warehouse",
        Role.Finance => "Finance",
        Role.Administrator => "Administrator",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static IReadOnlyList<Option> Options(Text words) => [.. Enum.GetValues<Role>().Select(role => new Option(role.ToString(), words[Word(role)]))];

    /// <summary>The languages of the screens; none stands for the browser's.</summary>
    public static IReadOnlyList<Option> Languages { get; } = [.. Culture.Languages.Select(language => new Option(language.Code, language.Name))];
}
