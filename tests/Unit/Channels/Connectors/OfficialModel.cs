using System.Text.Json;
using System.Text.RegularExpressions;

namespace Entrepot.Unit.Channels.Connectors;

/// <summary>A marketplace's own OpenAPI file (2.0 or 3.0), to hold requests against: path, parameters, and the body by its schema.</summary>
internal sealed class OfficialModel(string file)
{
    private readonly JsonElement root = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(SharedData.Find(file)));

    public JsonElement Root => root;

    /// <summary>What is wrong with a request; empty when the model has the operation and allows every part of it.</summary>
    /// <param name="basePath">Before the model's own paths.</param>
    public IReadOnlyList<string> Faults(Heard request, string basePath = "")
    {
        var faults = new List<string>();
        foreach (var path in root.GetProperty("paths").EnumerateObject())
        {
            var pattern = "^" + Regex.Replace(Regex.Escape(basePath + path.Name).Replace("\\{", "{"), "{[^}]+}", "[^/]+") + "$";
            if (!Regex.IsMatch(request.Path, pattern) || !path.Value.TryGetProperty(request.Method.ToLowerInvariant(), out var operation)) continue;
            CheckParameters(operation, request, faults);
            if (Body(operation) is { } schema) Check(JsonSerializer.Deserialize<JsonElement>(request.Body), schema, "body", faults);
            return faults;
        }

        return [$"the model has no {request.Method} {request.Path}"];
    }

    private static void CheckParameters(JsonElement operation, Heard request, List<string> faults)
    {
        var known = new HashSet<string>();
        foreach (var parameter in operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default)
        {
            var name = parameter.GetProperty("name").GetString() ?? "";
            if (parameter.GetProperty("in").GetString() != "query") continue;
            known.Add(name);
            var isRequired = parameter.TryGetProperty("required", out var required) && required.GetBoolean();
            if (isRequired && !request.Query.ContainsKey(name)) faults.Add($"query {name} is missing");
            if (request.Query.TryGetValue(name, out var value) && parameter.TryGetProperty("items", out var items) && items.TryGetProperty("enum", out var allowed))
                faults.AddRange(value.Split(',').Where(one => !allowed.EnumerateArray().Any(word => word.GetString() == one)).Select(one => $"query {name} may not be {one}"));
        }

        faults.AddRange(request.Query.Keys.Where(name => !known.Contains(name)).Select(name => $"query {name} is not in the model"));
    }

    private static JsonElement? Body(JsonElement operation)
    {
        if (operation.TryGetProperty("requestBody", out var body)) return body.GetProperty("content").GetProperty("application/json").GetProperty("schema");
        foreach (var parameter in operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default)
            if (parameter.GetProperty("in").GetString() == "body") return parameter.GetProperty("schema");
        return null;
    }

    public void Check(JsonElement value, JsonElement schema, string at, List<string> faults)
    {
        if (schema.TryGetProperty("$ref", out var reference)) schema = Find(reference.GetString() ?? "");
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => one.ToString() == value.ToString())) faults.Add($"{at} may not be {value}");
        switch (schema.TryGetProperty("type", out var type) ? type.GetString() : "object")
        {
            case "object" when value.ValueKind == JsonValueKind.Object: CheckObject(value, schema, at, faults); break;
            case "array" when value.ValueKind == JsonValueKind.Array:
                foreach (var (i, item) in value.EnumerateArray().Index()) Check(item, schema.GetProperty("items"), $"{at}[{i}]", faults);
                break;
            case "string" when value.ValueKind == JsonValueKind.String:
            case "integer" or "number" when value.ValueKind == JsonValueKind.Number:
            case "boolean" when value.ValueKind is JsonValueKind.True or JsonValueKind.False: break;
            case var expected: faults.Add($"{at} is {value.ValueKind} and should be {expected}"); break;
        }
    }

    private void CheckObject(JsonElement value, JsonElement schema, string at, List<string> faults)
    {
        if (schema.TryGetProperty("required", out var required))
            faults.AddRange(required.EnumerateArray().Select(name => name.GetString() ?? "").Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{at}.{name} is missing"));
        if (!schema.TryGetProperty("properties", out var properties)) return;
        foreach (var property in value.EnumerateObject())
        {
            if (properties.TryGetProperty(property.Name, out var own)) Check(property.Value, own, $"{at}.{property.Name}", faults);
            else faults.Add($"{at}.{property.Name} is not in the model");
        }
    }

    private JsonElement Find(string reference) => reference.TrimStart('#', '/').Split('/').Aggregate(root, (element, name) => element.GetProperty(name));
}
