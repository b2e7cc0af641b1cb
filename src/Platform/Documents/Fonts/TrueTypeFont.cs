using System.Buffers.Binary;

namespace Entrepot.Platform.Documents.Fonts;

/// <summary>A TrueType file with <c>glyf</c> outlines, read as far as measuring, drawing and subsetting need it.</summary>
internal sealed class TrueTypeFont
{
    private readonly byte[] data;
    private readonly Dictionary<string, (int Offset, int Length)> tables;
    private readonly ushort[] glyphByBmpCharacter = new ushort[0x10000];
    private readonly Dictionary<int, ushort> glyphByOtherCharacter = [];
    private readonly int glyfOffset, locaOffset, hmtxOffset, advanceCount;
    private readonly bool longOffsets;

    public TrueTypeFont(byte[] data, string name)
    {
        this.data = data;
        Name = name;
        tables = TrueTypeTables.Read(data, name);

        var head = Table("head");
        UnitsPerEm = U16(head, 18);
        Box = (I16(head, 36), I16(head, 38), I16(head, 40), I16(head, 42));
        longOffsets = U16(head, 50) == 1;
        Ascent = I16(Table("hhea"), 4);
        Descent = I16(Table("hhea"), 6);
        advanceCount = U16(Table("hhea"), 34);
        GlyphCount = U16(Table("maxp"), 4);
        (glyfOffset, locaOffset, hmtxOffset) = (tables["glyf"].Offset, tables["loca"].Offset, tables["hmtx"].Offset);
        CharacterMap.Read(Table("cmap"), Map);
    }

    /// <summary>Name for PDF and messages: <c>NotoSans-Regular</c>.</summary>
    public string Name { get; }
    public int UnitsPerEm { get; }
    public int Ascent { get; }
    public int Descent { get; }
    public int GlyphCount { get; }
    public (int XMin, int YMin, int XMax, int YMax) Box { get; }

    /// <summary>0 where the font has no glyph for the character.</summary>
    public ushort GlyphOf(int character) => character < 0x10000 ? glyphByBmpCharacter[character] : glyphByOtherCharacter.GetValueOrDefault(character);

    /// <summary>In font units.</summary>
    public int AdvanceOf(ushort glyph) => U16(data, hmtxOffset + (Math.Min(glyph, advanceCount - 1) * 4));

    /// <summary>Left side bearing in font units.</summary>
    public short BearingOf(ushort glyph) => glyph < advanceCount
        ? I16(data, hmtxOffset + (glyph * 4) + 2)
        : I16(data, hmtxOffset + (advanceCount * 4) + ((glyph - advanceCount) * 2));

    /// <summary>The glyph's description as it stands in the <c>glyf</c> table; empty for a space.</summary>
    public ReadOnlySpan<byte> Outline(ushort glyph)
    {
        var (start, end) = longOffsets
            ? (U32(locaOffset + (glyph * 4)), U32(locaOffset + (glyph * 4) + 4))
            : (U16(data, locaOffset + (glyph * 2)) * 2, U16(data, locaOffset + (glyph * 2) + 2) * 2);
        return data.AsSpan(glyfOffset + start, end - start);
    }

    /// <summary>A whole table, empty where the font has none of that name.</summary>
    public ReadOnlySpan<byte> Table(string tag) => tables.TryGetValue(tag, out var table) ? data.AsSpan(table.Offset, table.Length) : [];

    private void Map(int character, ushort glyph)
    {
        if (character < 0x10000) glyphByBmpCharacter[character] = glyph;
        else glyphByOtherCharacter[character] = glyph;
    }

    private int U32(int at) => (int)BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(at));
    private static ushort U16(ReadOnlySpan<byte> span, int at) => BinaryPrimitives.ReadUInt16BigEndian(span[at..]);
    private static short I16(ReadOnlySpan<byte> span, int at) => BinaryPrimitives.ReadInt16BigEndian(span[at..]);
}
