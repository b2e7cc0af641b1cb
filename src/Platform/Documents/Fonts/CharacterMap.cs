using System.Buffers.Binary;

namespace Entrepot.Platform.Documents.Fonts;

/// <summary>Reads the <c>cmap</c> table: format 12 (all of Unicode) where there is one, else format 4 (the first 65,536 characters).</summary>
internal static class CharacterMap
{
    public static void Read(ReadOnlySpan<byte> cmap, Action<int, ushort> map)
    {
        var best = 0;
        for (var i = 0; i < U16(cmap, 2); i++)
        {
            var offset = (int)BinaryPrimitives.ReadUInt32BigEndian(cmap[(4 + (i * 8) + 4)..]);
            var format = U16(cmap, offset);
            if (format == 12 || (format == 4 && best == 0)) best = offset;
        }
        if (best == 0) throw new InvalidDataException("The font has no Unicode character map of format 4 or 12.");

        if (U16(cmap, best) == 12) ReadGroups(cmap[best..], map);
        else ReadSegments(cmap[best..], map);
    }

    private static void ReadGroups(ReadOnlySpan<byte> table, Action<int, ushort> map)
    {
        var count = (int)BinaryPrimitives.ReadUInt32BigEndian(table[12..]);
        for (var i = 0; i < count; i++)
        {
            var group = table.Slice(16 + (i * 12), 12);
            var (first, last) = ((int)BinaryPrimitives.ReadUInt32BigEndian(group), (int)BinaryPrimitives.ReadUInt32BigEndian(group[4..]));
            var glyph = (int)BinaryPrimitives.ReadUInt32BigEndian(group[8..]);
            for (var character = first; character <= last; character++) map(character, (ushort)(glyph + character - first));
        }
    }

    private static void ReadSegments(ReadOnlySpan<byte> table, Action<int, ushort> map)
    {
        var doubled = U16(table, 6); // Twice the number of segments, as the format has it.
        for (var i = 0; i < doubled; i += 2)
        {
            var (last, first) = (U16(table, 14 + i), U16(table, 16 + doubled + i));
            var (delta, rangeAt) = (U16(table, 16 + (2 * doubled) + i), 16 + (3 * doubled) + i);
            for (int character = first; character <= last && character != 0xFFFF; character++)
                map(character, Glyph(table, character, first, delta, rangeAt));
        }
    }

    private static ushort Glyph(ReadOnlySpan<byte> table, int character, int first, int delta, int rangeAt)
    {
        var range = U16(table, rangeAt);
        if (range == 0) return (ushort)(character + delta);
        var glyph = U16(table, rangeAt + range + ((character - first) * 2));
        return glyph == 0 ? (ushort)0 : (ushort)(glyph + delta);
    }

    private static ushort U16(ReadOnlySpan<byte> span, int at) => BinaryPrimitives.ReadUInt16BigEndian(span[at..]);
}
