using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Entrepot.Architecture;

/// <summary>The project files and sources as they lie on disk, so that a new module is covered the moment it exists.</summary>
internal static class Sources
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(ThisFolder(), "../.."));

    /// <summary>Every file of the sources with this ending, by its path from the root, build output left out.</summary>
    public static IReadOnlyList<string> Files(string under, string ending) =>
        [.. Directory.GetFiles(Path.Combine(Root, under), "*" + ending, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    public static IReadOnlyList<string> Projects() => Files("src", ".csproj");

    public static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    public static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(Root, project)).Descendants("ProjectReference").Select(reference => NameOf(reference.Attribute("Include")?.Value.Replace('\\', '/') ?? ""));

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file) ?? "";
}
