using System.Text.Json.Nodes;
using System.Xml.Linq;
using Entrepot.Simulation.Engine;

namespace Entrepot.Simulation.Carriers;

/// <summary>Carriers list scans twice, in any order, and not all of them at once: the next answer has what this one lacks.</summary>
internal static class Disorder
{
    private const int PerThousand = 400;

    public static Peers.Answer Of(string path, Peers.Answer answer, Chaos chaos)
    {
        if (answer.Status != 200 || !path.Contains("track", StringComparison.Ordinal) || !chaos.Strikes(PerThousand)) return answer;
        return answer with { Body = path.Contains("/dhl/", StringComparison.Ordinal) ? Xml(answer.Body, chaos.Dice) : Json(answer.Body, chaos.Dice) };
    }

    private static byte[] Json(byte[] body, Random dice)
    {
        var root = JsonNode.Parse(body) ?? throw new InvalidOperationException("A carrier answers something.");
        foreach (var scans in Lists(root).ToList())
        {
            var mixed = Mix([.. scans], dice).ConvertAll(scan => scan?.DeepClone());
            scans.Clear();
            foreach (var scan in mixed) scans.Add(scan);
        }

        return System.Text.Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static IEnumerable<JsonArray> Lists(JsonNode? node) => node switch
    {
        JsonObject value => value.SelectMany(field => field is { Key: "activity" or "events", Value: JsonArray scans } ? [scans] : Lists(field.Value)),
        JsonArray list => list.SelectMany(Lists),
        _ => [],
    };

    private static byte[] Xml(byte[] body, Random dice)
    {
        var root = XDocument.Parse(System.Text.Encoding.UTF8.GetString(body));
        foreach (var list in root.Descendants("data").Where(data => (string?)data.Attribute("name") == "piece-event-list").ToList())
            list.ReplaceNodes(Mix([.. list.Elements()], dice).ConvertAll(scan => new XElement(scan)));
        return System.Text.Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>Some left out, some twice, all in another order.</summary>
    private static List<T> Mix<T>(IReadOnlyList<T> scans, Random dice)
    {
        var mixed = scans.Where(_ => dice.Next(4) > 0).SelectMany(scan => Enumerable.Repeat(scan, 1 + (dice.Next(3) / 2))).ToArray();
        dice.Shuffle(mixed);
        return [.. mixed];
    }
}
