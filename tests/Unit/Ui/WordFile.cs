using System.Text.Json;
using Entrepot.Platform.Ui;

namespace Entrepot.Unit.Ui;

/// <summary>What one language says of one project's sentences: its <c>Locales/&lt;language&gt;.json</c>.</summary>
internal static class WordFile
{
    /// <summary>The languages that sentences are translated into.</summary>
    public static readonly string[] Languages = [.. Culture.Languages.Select(language => language.Code).Where(code => code != "en")];

    /// <summary>The folders of words under the sources, e.g. <c>Modules/Orders</c>.</summary>
    public static readonly string[] Projects =
        [.. Directory.GetDirectories(Path.Combine(Kit.Sources, "Modules")).Concat([Path.Combine(Kit.Sources, "Journey"), Path.Combine(Kit.Sources, "Platform")])
            .Where(folder => Directory.Exists(Path.Combine(folder, "Locales"))).Select(folder => Path.GetRelativePath(Kit.Sources, folder)).Order(StringComparer.Ordinal)];

    public static string Of(string project, string language) => Path.Combine(Kit.Sources, project, "Locales", language + ".json");

    public static IEnumerable<string> Keys(string project, string language) => Read(project, language).Select(word => word.Key);

    public static List<(string Key, Word Word)> Read(string project, string language)
    {
        using var words = JsonDocument.Parse(File.ReadAllText(Of(project, language)));
        return [.. words.RootElement.EnumerateObject().Select(word => (word.Name, Parse(word.Value)))];
    }

    private static Word Parse(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return new(value.GetString()!, new Dictionary<string, string>());

        var forms = value.EnumerateObject().ToDictionary(form => form.Name, form => form.Value.GetString()!);
        return new(forms["other"], forms);
    }
}
