using System.Text;

namespace Entrepot.Platform.Documents.Fonts;

/// <summary>
/// The fonts that documents are set in. Each character takes the first face that has it: Noto Sans (Latin, Greek,
/// Cyrillic), then Noto Sans SC (Chinese, Japanese), then Noto Sans Arabic, then any other Noto family in the folder.
/// One instance serves the whole process.
/// </summary>
public sealed class FontLibrary
{
    private const string RegularFile = "_400Regular.ttf", BoldFile = "_700Bold.ttf";

    /// <summary>What papers are full of: ASCII and the signs that papers here add to it.</summary>
    private static readonly string BaseText = new([.. Enumerable.Range(' ', 95).Select(c => (char)c), .. "·–—×…’€£¥°"]);

    private static readonly (string Family, string Package)[] Families =
        [("NotoSans", "noto-sans"), ("NotoSansSC", "noto-sans-sc"), ("NotoSansArabic", "noto-sans-arabic")];

    private readonly FontFace[] regular, bold;

    /// <param name="folder">
    /// Holds the TrueType files of the npm packages <c>@expo-google-fonts/noto-sans</c>, <c>…-sc</c> and <c>…-arabic</c>,
    /// either beside each other or as the packages lay them out.
    /// </param>
    /// <exception cref="FileNotFoundException">A file is missing; the message names it and the way to get it.</exception>
    public FontLibrary(string folder)
    {
        var others = Others(folder);
        regular = [.. Families.Select(family => Face(folder, family.Family, family.Package, isBold: false)), .. others.Select(path => new FontFace(path, false, ""))];
        bold = [.. Families.Select(family => Face(folder, family.Family, family.Package, isBold: true)), .. others.Select(BoldOf)];
    }

    /// <summary>The face and glyph for a character: the box of a missing character where no face has it.</summary>
    internal (FontFace Face, ushort Glyph) Find(Rune character, bool isBold)
    {
        var faces = isBold ? bold : regular;
        foreach (var face in faces)
            if (face.Font.GlyphOf(character.Value) is var glyph and not 0) return (face, glyph);
        return (faces[0], 0);
    }

    private static FontFace Face(string folder, string family, string package, bool isBold)
    {
        var file = family + (isBold ? BoldFile : RegularFile);
        var flat = Path.Combine(folder, file);
        var packaged = Path.Combine(folder, package, isBold ? "700Bold" : "400Regular", file);
        var path = File.Exists(flat) ? flat : File.Exists(packaged) ? packaged : throw new FileNotFoundException(
            $"The font {file} is missing from {folder}. Documents are set in it: run 'npm ci' in src/Assets and build again, or copy it there from the npm package @expo-google-fonts/{package}.", flat);
        return new(path, isBold, family == "NotoSans" ? BaseText : "");
    }

    /// <summary>Families beyond the three, for merchants who write Thai or Korean: lay the files beside the others.</summary>
    private static string[] Others(string folder) => !Directory.Exists(folder) ? [] : [.. Directory.GetFiles(folder, "*" + RegularFile)
        .Where(path => !Families.Any(family => Path.GetFileName(path) == family.Family + RegularFile))
        .Order(StringComparer.Ordinal)];

    private static FontFace BoldOf(string regularPath)
    {
        var path = regularPath.Replace(RegularFile, BoldFile, StringComparison.Ordinal);
        return new(File.Exists(path) ? path : regularPath, isBold: true, "");
    }
}
