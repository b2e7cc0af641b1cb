using System.Buffers.Binary;
using System.Text;

namespace Entrepot.Platform.Documents.Fonts;

/// <summary>The table directory of a TrueType file.</summary>
internal static class TrueTypeTables
{
    private static readonly string[] Needed = ["head", "hhea", "maxp", "hmtx", "cmap", "loca", "glyf"];

    /// <exception cref="InvalidDataException">The file is no TrueType font with <c>glyf</c> outlines.</exception>
    public static Dictionary<string, (int Offset, int Length)> Read(ReadOnlySpan<byte> data, string name)
    {
        if (data.Length < 12) throw Unfit(name, "file header");

        var tables = new Dictionary<string, (int Offset, int Length)>(StringComparer.Ordinal);
        var count = BinaryPrimitives.ReadUInt16BigEndian(data[4..]);
        for (var i = 0; i < count && 28 + (i * 16) <= data.Length; i++)
        {
            var entry = data.Slice(12 + (i * 16), 16);
            var (offset, length) = (BinaryPrimitives.ReadUInt32BigEndian(entry[8..]), BinaryPrimitives.ReadUInt32BigEndian(entry[12..]));
            if (offset + (long)length > data.Length) throw Unfit(name, "whole file");
            tables[Encoding.ASCII.GetString(entry[..4])] = ((int)offset, (int)length);
        }

        foreach (var tag in Needed)
            if (!tables.ContainsKey(tag)) throw Unfit(name, $"table '{tag}'");
        return tables;
    }

    private static InvalidDataException Unfit(string name, string missing) =>
        new($"The font {name} has no {missing}: only complete TrueType files with glyf outlines can be embedded. Copy the file again from its package.");
}
