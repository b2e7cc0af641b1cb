using System.Buffers.Binary;
using System.Text;

namespace Entrepot.Platform.Documents.Fonts;

/// <summary>
/// Cuts a TrueType font down to some glyphs, renumbered from 0 in the order given. Pieces of composite glyphs
/// (ü = u + dieresis) are added behind them.
/// </summary>
internal static class FontSubset
{
    /// <summary>Bits of a composite glyph's component (OpenType, glyf table).</summary>
    private const int WordArguments = 1, OneScale = 8, MoreComponents = 32, TwoScales = 64, Matrix = 128;

    private const int HeadChecksumAt = 8, HeadLocaFormatAt = 50;

    /// <param name="font">The whole font.</param>
    /// <param name="glyphs">The glyph at each new number; the first is .notdef.</param>
    /// <param name="isDrawn">Whether the glyph at a new number keeps its outline; a number may be kept with nothing to draw.</param>
    public static byte[] Build(TrueTypeFont font, IReadOnlyList<ushort> glyphs, Func<int, bool> isDrawn)
    {
        var all = new List<ushort>(glyphs);
        var glyf = new MemoryStream();
        var loca = new List<int> { 0 };
        for (var i = 0; i < all.Count; i++)
        {
            if (i >= glyphs.Count || isDrawn(i)) WriteOutline(font, all, glyphs.Count, all[i], glyf);
            while (glyf.Length % 4 != 0) glyf.WriteByte(0);
            loca.Add((int)glyf.Length);
        }

        var tables = new List<(string Tag, byte[] Data)>
        {
            ("glyf", glyf.ToArray()), ("head", Head(font)), ("hhea", Hhea(font, all.Count)), ("hmtx", Hmtx(font, all)),
            ("loca", Loca(loca)), ("maxp", Maxp(font, all.Count)),
        };
        foreach (var hinting in (ReadOnlySpan<string>)["cvt ", "fpgm", "prep"])
            if (font.Table(hinting) is { Length: > 0 } table) tables.Add((hinting, table.ToArray()));
        tables.Sort((a, b) => string.CompareOrdinal(a.Tag, b.Tag)); // The directory must be sorted: readers search it.
        return Assemble(tables);
    }

    private static void WriteOutline(TrueTypeFont font, List<ushort> all, int added, ushort glyph, MemoryStream glyf)
    {
        var outline = font.Outline(glyph);
        if (outline.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            glyf.Write(outline);
            return;
        }

        var composite = outline.ToArray();
        RenumberComponents(composite, all, added);
        glyf.Write(composite);
    }

    private static void RenumberComponents(byte[] composite, List<ushort> all, int added)
    {
        var at = 10;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(composite.AsSpan(at));
            var component = BinaryPrimitives.ReadUInt16BigEndian(composite.AsSpan(at + 2));
            // Among the added ones only: the number that a character has may be kept without an outline.
            var number = all.IndexOf(component, added);
            if (number < 0)
            {
                number = all.Count;
                all.Add(component);
            }
            BinaryPrimitives.WriteUInt16BigEndian(composite.AsSpan(at + 2), (ushort)number);
            at += 4 + ((flags & WordArguments) != 0 ? 4 : 2) + Scale(flags);
        }
        while ((flags & MoreComponents) != 0);
    }

    private static int Scale(int flags) => (flags & OneScale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0;

    private static byte[] Head(TrueTypeFont font)
    {
        var head = font.Table("head").ToArray();
        head.AsSpan(HeadChecksumAt, 4).Clear();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(HeadLocaFormatAt), 1);
        return head;
    }

    private static byte[] Hhea(TrueTypeFont font, int count)
    {
        var hhea = font.Table("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)count);
        return hhea;
    }

    private static byte[] Maxp(TrueTypeFont font, int count)
    {
        var maxp = font.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)count);
        return maxp;
    }

    private static byte[] Hmtx(TrueTypeFont font, List<ushort> glyphs)
    {
        var hmtx = new byte[glyphs.Count * 4];
        for (var i = 0; i < glyphs.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(hmtx.AsSpan(i * 4), (ushort)font.AdvanceOf(glyphs[i]));
            BinaryPrimitives.WriteInt16BigEndian(hmtx.AsSpan((i * 4) + 2), font.BearingOf(glyphs[i]));
        }
        return hmtx;
    }

    private static byte[] Loca(List<int> offsets)
    {
        var loca = new byte[offsets.Count * 4];
        for (var i = 0; i < offsets.Count; i++) BinaryPrimitives.WriteInt32BigEndian(loca.AsSpan(i * 4), offsets[i]);
        return loca;
    }

    private static byte[] Assemble(List<(string Tag, byte[] Data)> tables)
    {
        var directory = 12 + (tables.Count * 16);
        var file = new byte[directory + tables.Sum(table => Padded(table.Data.Length))];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        WriteSearchHints(file, tables.Count);

        var (at, headAt) = (directory, 0);
        for (var i = 0; i < tables.Count; i++)
        {
            var (tag, data) = tables[i];
            data.CopyTo(file, at);
            var entry = file.AsSpan(12 + (i * 16), 16);
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(file.AsSpan(at, Padded(data.Length))));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], at);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], data.Length);
            if (tag == "head") headAt = at;
            at += Padded(data.Length);
        }
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(headAt + HeadChecksumAt), unchecked(0xB1B0AFBA - Sum(file)));
        return file;
    }

    private static void WriteSearchHints(byte[] file, int count)
    {
        var power = (int)Math.Log2(count);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)count);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)((count * 16) - (16 << power)));
    }

    private static uint Sum(ReadOnlySpan<byte> padded)
    {
        var sum = 0u;
        for (var i = 0; i < padded.Length; i += 4) sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(padded[i..]));
        return sum;
    }

    private static int Padded(int length) => (length + 3) & ~3;
}
