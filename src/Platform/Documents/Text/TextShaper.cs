using System.Text;
using Entrepot.Platform.Documents.Fonts;

namespace Entrepot.Platform.Documents.Text;

/// <summary>Turns the characters of a paragraph into glyphs, in reading order.</summary>
internal static class TextShaper
{
    public static ShapedGlyph[] Shape(string paragraph, FontLibrary fonts, bool isBold)
    {
        var glyphs = new List<ShapedGlyph>(paragraph.Length);
        for (var i = 0; i < paragraph.Length;)
        {
            var length = Rune.DecodeFromUtf16(paragraph.AsSpan(i), out var character, out var read) == System.Buffers.OperationStatus.Done ? read : 1;
            if (Visible(character) is { } visible)
            {
                var (face, glyph) = fonts.Find(visible, isBold);
                glyphs.Add(new(face, glyph, face.AdvanceOf(glyph), i, length, 0));
            }
            i += length;
        }
        return [.. glyphs];
    }

    /// <summary>Spaces of all kinds are drawn as one; joiners, direction marks, variation selectors and controls are not drawn.</summary>
    private static Rune? Visible(Rune character) => character.Value switch
    {
        >= ' ' and < 0x7F => character,
        '\t' or 0xA0 or (>= 0x2000 and <= 0x200A) or 0x202F => new Rune(' '),
        < 0xA0 or 0xAD or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F)
            or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF => null,
        _ => character,
    };
}
