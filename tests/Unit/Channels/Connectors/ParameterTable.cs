using System.Text.Json;

namespace Entrepot.Unit.Channels.Connectors;

/// <summary>Shopee's and TikTok Shop's own tables of parameters, to hold requests against.</summary>
internal static class ParameterTable
{
    /// <summary>Names that the table does not know, and those it demands and that are missing.</summary>
    public static IEnumerable<string> Faults(string what, IEnumerable<JsonElement> table, IReadOnlyCollection<string> given, string required, string yes)
    {
        var known = table.ToDictionary(row => row.GetProperty("name").GetString() ?? "", row => row.GetProperty(required).ToString() == yes);
        return given.Where(name => !known.ContainsKey(name)).Select(name => $"{what}: {name} is not in the table").Concat(known.Where(row => row.Value && !given.Contains(row.Key)).Select(row => $"{what}: {row.Key} is missing"));
    }

    public static IReadOnlyCollection<string> Names(string body) => body.Length == 0 ? [] : [.. JsonSerializer.Deserialize<JsonElement>(body).EnumerateObject().Select(property => property.Name)];
}
