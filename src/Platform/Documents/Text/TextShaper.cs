using System.Buffers;
using System.Text;
using Entrepot.Platform.Documents.Fonts;

namespace Entrepot.Platform.Documents.Text;

/// <summary>Turns the characters of a paragraph into glyphs, in reading order.</summary>
internal static class TextShaper
{
    public static ShapedGlyph[] Shape(string paragraph, FontLibrary fonts, bool isBold)
    {
        var levels = Bidi.Levels(paragraph);
        var glyphs = new List<ShapedGlyph>(paragraph.Length);
        for (var i = 0; i < paragraph.Length;)
        {
            var (character, length) = CharacterAt(paragraph, i, levels);
            if (Visible(character) is { } visible)
            {
                var (face, glyph) = fonts.Find(visible, isBold);
                glyphs.Add(new(face, glyph, face.AdvanceOf(glyph), i, length, levels is null ? (byte)0 : levels[i]));
            }
            i += length;
        }
        return [.. glyphs];
    }

    /// <summary>The character to draw; in right-to-left text letters are joined and brackets turned around.</summary>
    private static (Rune Character, int Length) CharacterAt(string paragraph, int i, byte[]? levels)
    {
        if (levels is not null && !char.IsSurrogate(paragraph[i]))
        {
            var (form, joined) = ArabicForms.At(paragraph, i);
            return (new Rune(levels[i] % 2 == 1 ? Bidi.Mirrored(form) : form), joined);
        }
        return Rune.DecodeFromUtf16(paragraph.AsSpan(i), out var character, out var length) == OperationStatus.Done ? (character, length) : (Rune.ReplacementChar, 1);
    }

    /// <summary>Spaces of all kinds are drawn as one; joiners, direction marks, vowel marks, variation selectors and controls are not drawn.</summary>
    private static Rune? Visible(Rune character) => character.Value switch
    {
        >= ' ' and < 0x7F => character,
        '\t' or 0xA0 or (>= 0x2000 and <= 0x200A) or 0x202F => new Rune(' '),
        < 0xA0 or 0xAD or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F)
            or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF => null,
        < 0x10000 when ArabicForms.IsMark((char)character.Value) => null,
        _ => character,
    };
}
