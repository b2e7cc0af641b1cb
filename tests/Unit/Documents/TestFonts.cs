using System.Runtime.CompilerServices;
using Entrepot.Platform.Documents.Fonts;

namespace Entrepot.Unit.Documents;

/// <summary>The fonts of the papers, from <c>ENTREPOT_FONTS</c> or from where npm puts them; a test that needs them is skipped where they are absent.</summary>
internal static class TestFonts
{
    private static readonly Lazy<FontLibrary?> Loaded = new(() => Folder() is { } folder ? new FontLibrary(folder) : null);

    public static FontLibrary Library
    {
        get
        {
            Assert.SkipUnless(Loaded.Value is not null, "needs the Noto fonts: run 'npm ci' in src/Assets, or name their folder in ENTREPOT_FONTS");
            return Loaded.Value!;
        }
    }

    private static string? Folder() =>
        Environment.GetEnvironmentVariable("ENTREPOT_FONTS") is { Length: > 0 } named ? named
        : Path.Combine(ThisFolder(), "../../../src/Assets/node_modules/@expo-google-fonts") is var installed && Directory.Exists(Path.Combine(installed, "noto-sans-sc")) ? installed
        : null;

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
