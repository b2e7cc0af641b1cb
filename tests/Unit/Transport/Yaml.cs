using System.Text.RegularExpressions;

namespace Entrepot.Unit.Transport;

/// <summary>
/// Reads as much YAML as carriers' OpenAPI files are made of: maps, lists and plain values by their indentation. Of
/// other texts over several lines only the first is kept; nothing is checked against them. No library reads these files: they hold tabs.
/// </summary>
internal sealed partial class Yaml
{
    private readonly List<(int Indent, string Text)> lines = [];
    private int at;

    private Yaml(string path)
    {
        foreach (var raw in File.ReadLines(path))
        {
            var line = raw.Replace('\t', ' ').TrimEnd();
            var text = line.TrimStart();
            if (text.Length > 0 && (text[0] != '#' || text.StartsWith("#/", StringComparison.Ordinal))) lines.Add((line.Length - text.Length, text));
        }
    }

    public static Dictionary<string, object> Read(string path) => (Dictionary<string, object>)new Yaml(path).Node(0);

    private object Node(int indent) => lines[at].Text.StartsWith("- ", StringComparison.Ordinal) || lines[at].Text == "-" ? List(indent) : Map(indent);

    private Dictionary<string, object> Map(int indent)
    {
        var map = new Dictionary<string, object>(StringComparer.Ordinal);
        while (at < lines.Count && lines[at].Indent >= indent)
        {
            var (deeper, text) = lines[at];
            if (deeper == indent && text.StartsWith("- ", StringComparison.Ordinal)) break;
            at++;
            // What stands deeper than expected, or is no pair, is the rest of a text that was broken oddly.
            if (deeper == indent && Pair().Match(text) is { Success: true } pair) map[Plain(pair.Groups["key"].Value)] = Value(pair.Groups["value"].Value, indent, isInMap: true);
        }

        return map;
    }

    private List<object> List(int indent)
    {
        var list = new List<object>();
        while (at < lines.Count && lines[at].Indent == indent && lines[at].Text[0] == '-')
        {
            var rest = lines[at].Text[1..].TrimStart();
            if (rest.Length > 0 && Pair().IsMatch(rest))
            {
                var inner = indent + lines[at].Text.Length - rest.Length; // "- key: value" begins a map where the key stands.
                lines[at] = (inner, rest);
                list.Add(Map(inner));
            }
            else
            {
                at++;
                list.Add(Value(rest, indent, isInMap: false));
            }
        }

        return list;
    }

    private object Value(string inline, int indent, bool isInMap)
    {
        if (inline.Length > 0)
        {
            var first = at;
            while (at < lines.Count && lines[at].Indent > indent) at++; // The rest of a longer text.
            if (inline is ">" or ">-" or "|" or "|-") return string.Join(' ', lines[first..at].Select(line => line.Text));
            if (inline == "{}") return new Dictionary<string, object>();
            return inline[0] == '[' ? inline.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries).Select(item => (object)Plain(item)).ToList() : Plain(inline);
        }

        if (at >= lines.Count) return "";
        var isListBesideKey = isInMap && lines[at].Indent == indent && lines[at].Text.StartsWith("- ", StringComparison.Ordinal);
        return lines[at].Indent > indent || isListBesideKey ? Node(lines[at].Indent) : "";
    }

    private static string Plain(string text) => text.Length > 1 && text[0] is '\'' or '"' && text[^1] == text[0] ? text[1..^1] : text;

    [GeneratedRegex("""^(?<key>"[^"]*"|'[^']*'|[^\s'"\[{#][^:]*):(\s+(?<value>.*))?$""")]
    private static partial Regex Pair();
}
