using System.Globalization;
using System.Text.Json.Nodes;

namespace Entrepot.Customs.Domain.Declarations.Describing;

/// <summary>What a description says under a name such as <c>items[].taxes[].method</c>, with the place of each: <c>items[2].taxes[1].method</c>.</summary>
internal static class Said
{
    /// <summary>Every value of that name; null for one that is not said where its group is there.</summary>
    public static IEnumerable<(string Place, string? Value)> Under(JsonObject description, string name) => At(description, name.Split('.'), 0, "");

    public static IEnumerable<string> Values(JsonObject description, string name) => Under(description, name).Select(said => said.Value).OfType<string>();

    public static string? Value(JsonObject description, string name) => Values(description, name).FirstOrDefault();

    public static string? Text(JsonNode? node) => node is JsonValue value ? value.ToString() : null;

    private static IEnumerable<(string Place, string? Value)> At(JsonNode? node, string[] names, int depth, string place)
    {
        var isList = names[depth].EndsWith("[]", StringComparison.Ordinal);
        var name = isList ? names[depth][..^2] : names[depth];
        var here = place.Length == 0 ? name : $"{place}.{name}";
        var value = (node as JsonObject)?[name];
        var isLast = depth == names.Length - 1;
        if (!isList) return isLast ? [(here, Text(value))] : At(value, names, depth + 1, here);
        if (value is not JsonArray { Count: > 0 } list) return [(here, null)];

        return list.SelectMany((item, i) =>
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{here}[{i + 1}]");
            return isLast ? [(at, Text(item))] : At(item, names, depth + 1, at);
        });
    }
}
