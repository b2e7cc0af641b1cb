using System.Globalization;
using System.Text;

namespace Entrepot.Platform.Documents.Fonts;

/// <summary>A subset as a PDF carries it: the font file, its widths, and what the glyphs mean, both streams already compressed.</summary>
internal sealed record EmbeddedFont(string Name, byte[] File, int FileLength, string Widths, byte[] ToUnicode)
{
    /// <summary>A CMap section holds no more mappings than this (Adobe technical note 5014).</summary>
    private const int MappingsPerSection = 100;

    /// <param name="face">The face.</param>
    /// <param name="glyphs">The glyph of each character identifier.</param>
    /// <param name="texts">The characters that each identifier stands for, for search and copying.</param>
    /// <param name="isDrawn">Whether an identifier is used.</param>
    public static EmbeddedFont Build(FontFace face, IReadOnlyList<ushort> glyphs, IReadOnlyList<string> texts, Func<int, bool> isDrawn)
    {
        var file = FontSubset.Build(face.Font, glyphs, isDrawn);
        return new($"{Tag(file)}+{face.Name}", Pdf.Flate.Compress(file), file.Length, WidthsOf(face, glyphs), Pdf.Flate.Compress(Encoding.ASCII.GetBytes(CMap(texts))));
    }

    /// <summary>Six letters that tell subsets of one font apart (ISO 32000-1, 9.6.4).</summary>
    private static string Tag(byte[] file)
    {
        var hash = BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(file));
        return string.Create(6, hash, (letters, value) =>
        {
            for (var i = 0; i < letters.Length; i++, value /= 26) letters[i] = (char)('A' + (value % 26));
        });
    }

    private static string WidthsOf(FontFace face, IReadOnlyList<ushort> glyphs)
    {
        var widths = new StringBuilder("[0[");
        for (var i = 0; i < glyphs.Count; i++)
        {
            if (i > 0) widths.Append(' ');
            widths.Append(face.AdvanceOf(glyphs[i]));
        }
        return widths.Append("]]").ToString();
    }

    private static string CMap(IReadOnlyList<string> texts)
    {
        var known = Enumerable.Range(0, texts.Count).Where(cid => texts[cid].Length > 0).ToArray();
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n")
            .Append("/CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000><FFFF> endcodespacerange\n");
        foreach (var section in known.Chunk(MappingsPerSection))
        {
            map.Append(CultureInfo.InvariantCulture, $"{section.Length} beginbfchar\n");
            foreach (var cid in section)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{cid:X4}><");
                foreach (var unit in texts[cid]) map.Append(CultureInfo.InvariantCulture, $"{(int)unit:X4}");
                map.Append(">\n");
            }
            map.Append("endbfchar\n");
        }
        return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end").ToString();
    }
}
