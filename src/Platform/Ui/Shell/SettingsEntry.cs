using Entrepot.Platform.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Ui;

/// <summary>A page of settings, as the page of all settings lists it.</summary>
/// <param name="Group">One of <see cref="SettingsList.Groups"/>.</param>
/// <param name="Title">In English, as the page itself is called; its translation stands with the module, as that of <paramref name="Lead"/>.</param>
/// <param name="Lead">What is set there.</param>
/// <param name="Permission">Of the page.</param>
public sealed record SettingsEntry(string Group, string Title, string Lead, string Href, string Icon, string Permission);

/// <summary>All pages of settings of this host.</summary>
public sealed class SettingsList(IEnumerable<SettingsEntry> entries)
{
    /// <summary>In the order in which a company that begins goes through them.</summary>
    public static IReadOnlyList<string> Groups { get; } = ["Company|settings", "Goods and warehouses|settings", "Orders|settings", "Customs|settings", "Access|settings", "Server|settings"];

    private readonly SettingsEntry[] all = [.. entries];

    /// <summary>What this user may open, group by group; a group without a page is absent.</summary>
    /// <param name="text">Stands in the title or in what is set there, in the reader's language or in English; empty for all.</param>
    public IReadOnlyList<(string Group, IReadOnlyList<SettingsEntry> Entries)> Find(string text, CurrentUser user, Text words) =>
        [.. Groups.Select(group => (group, (IReadOnlyList<SettingsEntry>)[.. all.Where(entry => entry.Group == group && user.Can(entry.Permission) && Says(entry, text, words))])).Where(found => found.Item2.Count > 0)];

    private static bool Says(SettingsEntry entry, string text, Text words) =>
        ((string[])[entry.Title, entry.Lead, words[entry.Title], words[entry.Lead], words[entry.Group]]).Any(said => said.Contains(text, StringComparison.CurrentCultureIgnoreCase));
}

public static class SettingsRegistration
{
    /// <summary>Adds pages to the page of all settings.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services, params ReadOnlySpan<SettingsEntry> entries)
    {
        foreach (var entry in entries) services.AddSingleton(entry);
        return services;
    }
}
