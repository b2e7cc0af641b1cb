using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Entrepot.Platform.Modules;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Ui;

/// <summary>A translation: one text, or one text per CLDR plural category.</summary>
public sealed record Word(string Text, IReadOnlyDictionary<string, string> Forms)
{
    public string For(string language, long count) => Forms.GetValueOrDefault(Plurals.Category(language, count), Text);
}

/// <summary>
/// All translations of the platform and of every module, from their embedded <c>Locales/&lt;language&gt;.json</c>:
/// <c>{"English sentence": "translation"}</c>, or <c>{"{0} days": {"one": "…", "other": "…"}}</c> where the form depends on a count.
/// </summary>
public sealed class Words
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, Word>> byLanguage;

    public Words(IEnumerable<Assembly> assemblies, ILogger<Words> log)
    {
        Assembly[] all = [.. assemblies.Distinct()];
        byLanguage = Culture.Languages.ToFrozenDictionary(language => language.Code, language => Load(language.Code, all, log));
    }

    public static Words Of(ModuleList modules, ILogger<Words> log) =>
        new([typeof(Words).Assembly, .. modules.All.Select(module => module.GetType().Assembly)], log);

    public Word? Find(string language, string key) => byLanguage.GetValueOrDefault(language)?.GetValueOrDefault(key);

    private static FrozenDictionary<string, Word> Load(string language, Assembly[] assemblies, ILogger log)
    {
        var words = new Dictionary<string, Word>(StringComparer.Ordinal);
        foreach (var assembly in assemblies)
            foreach (var (key, word) in Read(assembly, language))
            {
                // Two modules may share a sentence; when they disagree, the one lower in the list of modules wins.
                if (words.TryAdd(key, word) || words[key].Text == word.Text) continue;
                log.LogWarning("{Language}: \"{Key}\" is \"{First}\" and, in {Assembly}, \"{Second}\". Give one of them a context: \"{Key}|…\".",
                    language, key, words[key].Text, assembly.GetName().Name, word.Text, key);
            }
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static List<(string Key, Word Word)> Read(Assembly assembly, string language)
    {
        using var stream = assembly.GetManifestResourceStream($"Locales.{language}.json");
        if (stream is null) return [];

        using var file = JsonDocument.Parse(stream);
        var isolates = Culture.Of(language).TextInfo.IsRightToLeft;
        return [.. file.RootElement.EnumerateObject().Select(entry => (entry.Name, Parse(entry.Value, isolates)))];
    }

    private static Word Parse(JsonElement value, bool isolates)
    {
        if (value.ValueKind == JsonValueKind.String) return new(Said(value, isolates), FrozenDictionary<string, string>.Empty);

        var forms = value.EnumerateObject().ToFrozenDictionary(form => form.Name, form => Said(form.Value, isolates));
        return new(forms["other"], forms);
    }

    private static string Said(JsonElement value, bool isolates) =>
        value.GetString() is not { } text ? "" : isolates ? LatinRuns.Isolate(text) : text;
}
