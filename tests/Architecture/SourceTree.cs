using System.Runtime.CompilerServices;

namespace Entrepot.Architecture;

/// <summary>One file, by its path from the root with forward slashes.</summary>
internal sealed class SourceFile(string path, Func<string> read)
{
    private readonly Lazy<string> text = new(read);

    public string Path => path;

    public string Name => System.IO.Path.GetFileNameWithoutExtension(path);

    public string Text => text.Value;

    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    public bool IsUnder(string folder) => path.StartsWith(folder, StringComparison.Ordinal) || path.Contains("/" + folder, StringComparison.Ordinal);
}

/// <summary>
/// What the rules look at: the repository as it lies on disk, so that a new module is covered the moment it exists, or a
/// few planted files that show that a rule reports what breaks it.
/// </summary>
internal sealed class SourceTree(IReadOnlyList<SourceFile> files)
{
    private static readonly string[] Skipped = [".git", "bin", "obj", "node_modules", "artifacts", "dist", "data", "shared"];

    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "../.."));

    public static SourceTree Repository { get; } = new([.. FilesUnder(Root).Order(StringComparer.Ordinal)
        .Select(file => new SourceFile(file, () => File.ReadAllText(Path.Combine(Root, file))))]);

    /// <summary>The files and folders there are, whatever they hold.</summary>
    public IReadOnlyList<string> Paths { get; } = [.. files.Select(file => file.Path)];

    public static SourceTree Planted(params (string Path, string Text)[] files) => new([.. files.Select(file => new SourceFile(file.Path, () => file.Text))]);

    public IEnumerable<SourceFile> Sources(params string[] endings) => Files("src/", endings).Concat(Files("bench/", endings));

    public IEnumerable<SourceFile> Files(string under, params string[] endings) =>
        files.Where(file => file.Path.StartsWith(under, StringComparison.Ordinal) && endings.Any(ending => file.Path.EndsWith(ending, StringComparison.Ordinal)));

    public bool Has(string path) => Paths.Any(known => known == path || known.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));

    private static IEnumerable<string> FilesUnder(string folder) =>
        Directory.EnumerateFiles(folder).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Concat(Directory.EnumerateDirectories(folder)
                .Where(child => new DirectoryInfo(child) is { LinkTarget: null } directory && !(Skipped.Contains(directory.Name, StringComparer.Ordinal)))
                .SelectMany(FilesUnder));

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file) ?? "";
}
