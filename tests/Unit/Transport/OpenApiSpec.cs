using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Entrepot.Unit.Transport;

/// <summary>Checks a message against a schema of an OpenAPI file: required fields, unknown fields, enums, lengths, patterns.</summary>
internal sealed class OpenApiSpec(string path)
{
    private readonly Dictionary<string, object> schemas = (Dictionary<string, object>)((Dictionary<string, object>)Yaml.Read(path)["components"])["schemas"];

    public List<string> Faults(string schema, string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. Faults((Dictionary<string, object>)schemas[schema], document.RootElement, "#")];
    }

    private IEnumerable<string> Faults(Dictionary<string, object> schema, JsonElement value, string at)
    {
        schema = Resolve(schema);
        if (schema.TryGetValue("oneOf", out var options))
            return ((List<object>)options).Any(option => !Faults((Dictionary<string, object>)option, value, at).Any()) ? [] : [$"{at}: fits none of the alternatives: {string.Join("; ", Faults((Dictionary<string, object>)((List<object>)options)[0], value, at))}"];
        var parts = schema.TryGetValue("allOf", out var all) ? ((List<object>)all).SelectMany(part => Faults((Dictionary<string, object>)part, value, at)) : [];
        return parts.Concat(OwnFaults(schema, value, at));
    }

    private IEnumerable<string> OwnFaults(Dictionary<string, object> schema, JsonElement value, string at)
    {
        return Text(schema, "type") switch
        {
            "object" => ObjectFaults(schema, value, at),
            "array" => value.ValueKind != JsonValueKind.Array ? [$"{at}: is no array"] : value.EnumerateArray().SelectMany((item, i) => Faults((Dictionary<string, object>)schema["items"], item, $"{at}/{i}")),
            "string" => value.ValueKind != JsonValueKind.String ? [$"{at}: is no string"] : TextFaults(schema, value.GetString()!, at),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? [] : [$"{at}: is no boolean"],
            "number" or "integer" => value.ValueKind != JsonValueKind.Number ? [$"{at}: is no number"] : NumberFaults(schema, value.GetDecimal(), at),
            _ => [],
        };
    }

    private IEnumerable<string> ObjectFaults(Dictionary<string, object> schema, JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.Object) return [$"{at}: is no object"];
        if (!schema.TryGetValue("properties", out var found) || found is not Dictionary<string, object> properties) return [];
        var required = schema.TryGetValue("required", out var names) && names is List<object> list ? list.Cast<string>() : [];
        var missing = required.Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{at}/{name}: is required");
        return missing.Concat(value.EnumerateObject().SelectMany(property => properties.TryGetValue(property.Name, out var inner)
            ? Faults((Dictionary<string, object>)inner, property.Value, $"{at}/{property.Name}")
            : [$"{at}/{property.Name}: is unknown"]));
    }

    private static IEnumerable<string> TextFaults(Dictionary<string, object> schema, string value, string at)
    {
        if (int.TryParse(Text(schema, "maxLength"), out var most) && value.Length > most) yield return $"{at}: '{value}' is longer than {most}";
        if (int.TryParse(Text(schema, "minLength"), out var least) && value.Length < least && Text(schema, "maximum") != "1") yield return $"{at}: '{value}' is shorter than {least}";
        if (schema.TryGetValue("enum", out var values) && values is List<object> list && !list.Contains(value)) yield return $"{at}: '{value}' is none of the allowed";
        if (Text(schema, "pattern") is { Length: > 0 } pattern && !Regex.IsMatch(value, pattern)) yield return $"{at}: '{value}' does not match {pattern}";
    }

    private static IEnumerable<string> NumberFaults(Dictionary<string, object> schema, decimal value, string at)
    {
        if (decimal.TryParse(Text(schema, "minimum"), NumberStyles.Number, CultureInfo.InvariantCulture, out var least) && value < least) yield return $"{at}: {value} is below {least}";
        if (decimal.TryParse(Text(schema, "maximum"), NumberStyles.Number, CultureInfo.InvariantCulture, out var most) && value > most) yield return $"{at}: {value} is above {most}";
    }

    private Dictionary<string, object> Resolve(Dictionary<string, object> schema)
    {
        while (schema.TryGetValue("$ref", out var target)) schema = (Dictionary<string, object>)schemas[((string)target)["#/components/schemas/".Length..]];
        return schema;
    }

    private static string Text(Dictionary<string, object> schema, string name) => schema.TryGetValue(name, out var value) && value is string text ? text : "";
}
