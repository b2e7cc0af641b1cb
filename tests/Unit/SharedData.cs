using System.Runtime.CompilerServices;

namespace Entrepot.Unit;

/// <summary>Real input files that lie beside the project. A test that needs one is skipped where they are absent.</summary>
internal static class SharedData
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(ThisFolder(), "../../../shared/data"));

    /// <summary>The full path of a file or folder under the shared data, or a skipped test that says what is missing.</summary>
    public static string Find(string relative)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("ENTREPOT_SHARED_DATA") ?? Root, relative);
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"needs shared/data/{relative} beside the project");
        return path;
    }

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
