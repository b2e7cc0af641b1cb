using System.Globalization;
using System.Text.Json;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors;

/// <summary>What reading one order has found wrong: the first fault is kept, and reading goes on with empty values, so that readers need not ask after each field.</summary>
internal sealed class JsonFaults
{
    public Problem? First { get; private set; }

    public void Add(Problem problem) => First ??= problem;
}

/// <summary>The fields of one JSON object. A null is as good as an absent field.</summary>
internal readonly struct JsonFields(JsonElement element, string path, JsonFaults faults)
{
    private static readonly NumberText Numbers = new(new());

    public JsonElement Element => element;
    public string Path => path;

    public bool Has(string name) => Find(name) is not null;

    /// <summary>Text, or a number as it is written; empty when absent.</summary>
    public string Text(string name, bool required = false)
    {
        if (Find(name) is not { } value) return Absent(name, required, "");
        if (value.ValueKind == JsonValueKind.String) return value.GetString() ?? "";
        return value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Wrong(name, "text", "");
    }

    public bool Flag(string name) => Find(name) is { } value && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Wrong(name, "true or false", false),
    };

    public long Whole(string name, bool required = false, long otherwise = 0)
    {
        if (Find(name) is not { } value) return Absent(name, required, otherwise);
        return Numbers.Whole(Raw(value)) is { } number ? number : Wrong(name, "a whole number", otherwise);
    }

    /// <summary>A decimal amount in minor units of the currency; null when absent.</summary>
    public long? Minor(string name, string currency)
    {
        if (Find(name) is not { } value) return null;
        return Numbers.Read(Raw(value), Currencies.Decimals(currency)) is { } minor ? minor
            : Wrong(name, string.Create(CultureInfo.InvariantCulture, $"an amount of {currency} with at most {Currencies.Decimals(currency)} decimals"), (long?)0);
    }

    /// <summary>A decimal amount in millionths; null when absent.</summary>
    public long? Micros(string name)
    {
        if (Find(name) is not { } value) return null;
        return Numbers.Micros(Raw(value)) is { } micros ? micros : Wrong(name, "an amount with at most six decimals", (long?)0);
    }

    /// <summary>An instant with its offset (ISO 8601), in UTC; null when absent.</summary>
    public DateTime? Time(string name, bool required = false)
    {
        if (Find(name) is not { } value) return Absent<DateTime?>(name, required, null);
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
        var isZoned = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
        return isZoned && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at.UtcDateTime : Wrong(name, "a time with its offset, like 2026-11-02T12:00:00Z", (DateTime?)null);
    }

    public JsonFields? Object(string name, bool required = false)
    {
        if (Find(name) is not { } value) return Absent<JsonFields?>(name, required, null);
        return value.ValueKind == JsonValueKind.Object ? new JsonFields(value, Below(name), faults) : Wrong(name, "an object", (JsonFields?)null);
    }

    public IReadOnlyList<JsonFields> Objects(string name, bool required = false)
    {
        if (Find(name) is not { } value) return Absent<IReadOnlyList<JsonFields>>(name, required, []);
        if (value.ValueKind != JsonValueKind.Array) return Wrong<IReadOnlyList<JsonFields>>(name, "a list", []);
        var found = new List<JsonFields>(value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            var fields = new JsonFields(item, string.Create(CultureInfo.InvariantCulture, $"{Below(name)}[{found.Count}]"), faults);
            if (item.ValueKind != JsonValueKind.Object) faults.Add(ConnectorProblems.WrongKind(fields.Path, "an object"));
            else found.Add(fields);
        }

        return found;
    }

    public IReadOnlyList<string> Words(string name)
    {
        if (Find(name) is not { } value) return [];
        if (value.ValueKind != JsonValueKind.Array) return Wrong<IReadOnlyList<string>>(name, "a list", []);
        var words = new List<string>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } word) words.Add(word);
            else if (item.ValueKind != JsonValueKind.String) return Wrong<IReadOnlyList<string>>(name, "a list of words", []);
        }

        return words;
    }

    public TEnum Named<TEnum>(string name, TEnum otherwise) where TEnum : struct, Enum
    {
        var text = Text(name);
        if (text.Length == 0) return otherwise;
        return Enum.TryParse<TEnum>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])
            ? value : Wrong(name, string.Join(", ", Enum.GetNames<TEnum>()), otherwise);
    }

    private JsonElement? Find(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    private string Below(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Raw(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();

    private T Absent<T>(string name, bool required, T otherwise)
    {
        if (required) faults.Add(ConnectorProblems.Missing(Below(name)));
        return otherwise;
    }

    private T Wrong<T>(string name, string expected, T otherwise)
    {
        faults.Add(ConnectorProblems.WrongKind(Below(name), expected));
        return otherwise;
    }
}
