using System.Globalization;
using System.Text.Json;
using Entrepot.Platform.Work;

namespace Entrepot.Insights.Features.Working;

/// <summary>One item of the queue as people may see it.</summary>
/// <param name="Payload">What it carries; texts are left out, since they may name a buyer.</param>
/// <param name="Failures">A line for each attempt that failed, the newest first.</param>
public sealed record WorkItemView(WorkItem Item, IReadOnlyList<(string Field, string? Value)> Payload, IReadOnlyList<string> Failures)
{
    /// <summary>A batch's event may list hundreds of things.</summary>
    private const int FieldsMax = 40;

    public static WorkItemView Of(WorkItem item) => new(item, [.. Fields(item).Take(FieldsMax)], item.Failures?.Split('\n') ?? []);

    private static IEnumerable<(string, string?)> Fields(WorkItem item)
    {
        using var payload = JsonDocument.Parse(item.Payload);
        return [.. Flat("", payload.RootElement, item.Key)];
    }

    private static IEnumerable<(string Field, string? Value)> Flat(string path, JsonElement element, string key) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => Flat(path.Length == 0 ? field.Name : $"{path}.{field.Name}", field.Value, key)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((one, at) => Flat(string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"), one, key)),
        JsonValueKind.String => [(path, Shown(element.GetString() ?? "", key))],
        _ => [(path, element.GetRawText())],
    };

    /// <summary>A time, or what it is about anyway; any other text may be a name or an address.</summary>
    private static string? Shown(string text, string key) =>
        text == key || DateTime.TryParseExact(text, ["O", "yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssZ"], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _) ? text : null;
}
