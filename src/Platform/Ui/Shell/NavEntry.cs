using Entrepot.Platform.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Ui;

/// <summary>
/// A line of the side bar. Group and title are English and translated when shown; the groups' names are the kit's, the
/// title's translation stands with the module. An empty permission is everybody's. <paramref name="Key"/>: <c>g</c> then this letter goes there.
/// </summary>
public sealed record NavEntry(string Group, string Title, string Href, string Icon, string Permission, int Order, string Key = "");

/// <summary>The side bar of this host: what the modules registered, grouped and in order.</summary>
public sealed class NavList(IEnumerable<NavEntry> entries)
{
    private static readonly string[] Groups = ["Work", "Goods", "Movement", "Money", "People", "Insight", "Control"];

    private readonly NavEntry[] sorted = [.. entries.OrderBy(entry => Place(entry.Group)).ThenBy(entry => entry.Order).ThenBy(entry => entry.Title, StringComparer.Ordinal)];

    /// <summary>What this user may see; a group without such an entry is absent.</summary>
    public IReadOnlyList<IGrouping<string, NavEntry>> For(CurrentUser user) =>
        [.. sorted.Where(entry => entry.Permission.Length == 0 || user.Can(entry.Permission)).GroupBy(entry => entry.Group)];

    // A group we do not know comes last.
    private static int Place(string group) => Array.IndexOf(Groups, group) is >= 0 and var place ? place : Groups.Length;
}

public static class NavRegistration
{
    /// <summary>Adds lines to the side bar.</summary>
    public static IServiceCollection AddNav(this IServiceCollection services, params ReadOnlySpan<NavEntry> entries)
    {
        foreach (var entry in entries) services.AddSingleton(entry);
        return services;
    }
}
