using System.Text;
using System.Text.Json;

namespace Entrepot.Channels.Features.Trials;

/// <summary>
/// The files of a folder of stored traffic. <c>name.json</c> is a body; beside it <c>name.headers</c> (lines of
/// <c>Header: value</c>, a request line first if there is one) or <c>name.headers.json</c> (an object) makes it a webhook.
/// </summary>
internal static class ReplayFiles
{
    private static readonly string[] SideEndings = [".headers", ".headers.json", ".headers.txt"];

    /// <summary>Bodies in the order of their names, each with its side file; null for a page.</summary>
    public static IReadOnlyList<(string Body, string? Side)> In(string folder)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var known = files.ToHashSet(StringComparer.Ordinal);
        return [.. files.Where(file => !IsSide(file) && !Path.GetFileName(file).StartsWith('.')).Select(file => (file, SideOf(file, known)))];
    }

    /// <exception cref="FormatException">It is neither lines nor an object of headers.</exception>
    public static (Dictionary<string, string> Headers, string Url) ReadSide(string file)
    {
        var text = File.ReadAllText(file, Encoding.UTF8).Trim();
        return text.StartsWith('{') ? FromObject(text) : FromLines(text);
    }

    private static bool IsSide(string file) => SideEndings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string? SideOf(string body, HashSet<string> known)
    {
        var stem = Path.Combine(Path.GetDirectoryName(body) ?? "", Path.GetFileNameWithoutExtension(body));
        foreach (var ending in SideEndings)
        {
            if (known.Contains(stem + ending)) return stem + ending;
            if (known.Contains(body + ending)) return body + ending;
        }

        return null;
    }

    private static (Dictionary<string, string>, string) FromObject(string text)
    {
        var headers = New();
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement.TryGetProperty("headers", out var nested) && nested.ValueKind == JsonValueKind.Object ? nested : document.RootElement;
            foreach (var header in root.EnumerateObject())
                headers[header.Name] = header.Value.ValueKind == JsonValueKind.Array ? string.Join(", ", header.Value.EnumerateArray().Select(one => one.ToString())) : header.Value.ToString();
            return (headers, document.RootElement.TryGetProperty("url", out var url) ? url.ToString() : "");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new FormatException(fault.Message);
        }
    }

    private static (Dictionary<string, string>, string) FromLines(string text)
    {
        var (headers, url) = (New(), "");
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.Split(' ') is ["POST" or "PUT", var target, ..]) url = target;
            else if (colon > 0) headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
            else throw new FormatException($"'{line}' is not 'Header: value'.");
        }

        return (headers, url);
    }

    private static Dictionary<string, string> New() => new(StringComparer.OrdinalIgnoreCase);
}
