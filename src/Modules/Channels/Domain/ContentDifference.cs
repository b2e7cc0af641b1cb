using System.Globalization;
using System.Text.Json;

namespace Entrepot.Channels.Domain;

/// <summary>Where two stored orders of the same number differ, field by field.</summary>
internal static class ContentDifference
{
    /// <summary>What a person reads at a glance; an order that differs everywhere is another order.</summary>
    public const int FieldsMax = 20;

    /// <summary>Fields with the first and the other value, empty where one of them lacks it; in the first order's sequence.</summary>
    public static IReadOnlyList<(string Field, string First, string Other)> Between(string first, string other)
    {
        var (before, after) = (Flat(first), Flat(other));
        return [.. before.Keys.Concat(after.Keys).Distinct()
            .Select(field => (field, before.GetValueOrDefault(field, ""), after.GetValueOrDefault(field, "")))
            .Where(pair => pair.Item2 != pair.Item3).Take(FieldsMax)];
    }

    private static Dictionary<string, string> Flat(string payload)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(payload);
        Add(flat, "", document.RootElement);
        return flat;
    }

    private static void Add(Dictionary<string, string> flat, string path, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var property in element.EnumerateObject()) Add(flat, path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value);
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var (i, item) in element.EnumerateArray().Index()) Add(flat, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), item);
        else flat[path] = element.ToString();
    }
}
