using System.Text.RegularExpressions;

namespace Entrepot.Architecture;

/// <summary>What can be read off the sources. Each rule answers with what breaks it.</summary>
internal static partial class HouseRules
{
    private const int LinesMax = 400;

    /// <summary>Folders that say nothing about what stands in them.</summary>
    private static readonly string[] EmptyNames = ["Common", "Core", "Dtos", "Helpers", "Managers", "Models", "Services", "Shared", "Utils"];

    public static IEnumerable<string> LongFiles(SourceTree tree) =>
        tree.Sources(".cs", ".razor", ".ts", ".css").Concat(tree.Files("tests/", ".cs"))
            .Where(file => !file.IsUnder("src/Migrations/") && file.Lines.Length > LinesMax)
            .Select(file => $"{file.Path}: {file.Lines.Length} lines");

    public static IEnumerable<string> SqlOutsideData(SourceTree tree) =>
        tree.Files("src/", ".cs", ".razor").Where(file => !file.IsUnder("Data/") && !file.IsUnder("src/Migrations/")).SelectMany(file => Breaking(file, Sql()));

    public static IEnumerable<string> ClockAndChance(SourceTree tree) =>
        tree.Sources(".cs", ".razor").Where(file => !file.IsUnder("src/Kernel/")).SelectMany(file => Breaking(file, ClockOrChance()));

    public static IEnumerable<string> LeftForLater(SourceTree tree) =>
        tree.Sources(".cs", ".razor", ".ts", ".css").SelectMany(file => Breaking(file, Unfinished()));

    /// <summary>Their codes are API: they are read, translated and kept together.</summary>
    public static IEnumerable<string> ScatteredRefusals(SourceTree tree) =>
        tree.Files("src/Modules/", ".cs", ".razor").Concat(tree.Files("src/Journey/", ".cs", ".razor"))
            .Where(file => !file.Name.EndsWith("Problems", StringComparison.Ordinal)).SelectMany(file => Breaking(file, Refusal()));

    public static IEnumerable<string> RulesWithoutASource(SourceTree tree) =>
        tree.Sources(".tsv").Where(file => file.IsUnder("Rules/") && !file.Text.StartsWith('#')).Select(file => file.Path);

    public static IEnumerable<string> FoldersWithoutAnIdea(SourceTree tree) =>
        tree.Sources("").SelectMany(file => file.Path.Split('/')[..^1].Where(folder => EmptyNames.Contains(folder, StringComparer.OrdinalIgnoreCase)).Select(folder => $"{file.Path}: {folder}")).Distinct();

    /// <summary>British spelling and the glossary's words, in everything that a person reads on a screen.</summary>
    public static IEnumerable<string> ForeignWords(SourceTree tree) =>
        tree.Sources(".json").Where(file => file.IsUnder("Locales/")).SelectMany(file => Breaking(file, ForeignWord()));

    private static IEnumerable<string> Breaking(SourceFile file, Regex rule) =>
        rule.Matches(file.Text).Select(match => $"{file.Path}:{file.Text.AsSpan(0, match.Index).Count('\n') + 1}: {match.Value.Trim()}");

    /// <remarks>A statement may begin on the line after its quotation marks.</remarks>
    [GeneratedRegex(@"""\s*((SELECT|select)\s[^""]*?\s(FROM|from)|INSERT INTO|insert into|(UPDATE|update) \w+\s+(SET|set)|(DELETE FROM|delete from)|WITH \w+ AS \()\s")]
    private static partial Regex Sql();

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?(Now|Today)|Guid\.(NewGuid|CreateVersion7)|new Random\(|Random\.Shared|RandomNumberGenerator\.")]
    private static partial Regex ClockOrChance();

    [GeneratedRegex(@"\bProblem(\.\w+\(|\(ProblemKind\.\w+,)\s*""[a-z]+\.[a-z_]+""")]
    private static partial Regex Refusal();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b|^\s*#region\b", RegexOptions.Multiline)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^\s*""[^""]*\b(fulfillment|shipments?|canceled|authorizations?|colors?|labeled|sales? orders?)\b", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex ForeignWord();
}
