using System.Globalization;
using System.IO.Compression;
using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>
/// The rows of one chapter as an edition is stored: text of tab-separated columns, compressed. An edition never changes and
/// is read whole, so that thirty of them take as much room as one would in columns.
/// </summary>
internal static class TariffContent
{
    private const int Columns = 9;
    private const char Between = '\u001E';

    /// <summary>Rows by chapter, each in the tariff's order; words above several codes stand with the code before them.</summary>
    public static IReadOnlyList<(string Chapter, byte[] Content)> Write(IReadOnlyList<TariffRow> rows)
    {
        var chapters = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        var chapter = "00";
        foreach (var row in rows)
        {
            if (row.Code.Length > 0) chapter = row.Code[..2];
            if (!chapters.TryGetValue(chapter, out var text)) chapters[chapter] = text = new();
            Write(text, row);
        }

        return [.. chapters.Select(part => (part.Key, Pack(part.Value.ToString())))];
    }

    public static IEnumerable<TariffRow> Read(byte[] content)
    {
        using var reader = new StreamReader(new BrotliStream(new MemoryStream(content), CompressionMode.Decompress), Encoding.UTF8);
        while (reader.ReadLine() is { } line) yield return Row(line.Split('\t'));
    }

    /// <summary>Over every word of the rows: the same tariff packed in another way is the same edition.</summary>
    public static string Hash(IReadOnlyList<TariffRow> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows) Write(text, row);
        return Hashing.Sha256(text.ToString());
    }

    private static void Write(StringBuilder text, TariffRow row) => text
        .Append(row.Code).Append('\t').Append(row.Indent).Append('\t').Append(row.Description).Append('\t').AppendJoin(Between, row.Units).Append('\t')
        .Append(row.General).Append('\t').Append(row.Special).Append('\t').Append(row.Other).Append('\t').Append(row.Conditional).Append('\t')
        .AppendJoin(Between, row.Notes.Select(note => $"{string.Join(',', note.Columns)}={note.Text}")).Append('\n');

    private static TariffRow Row(string[] columns) => columns.Length == Columns
        ? new(columns[0], int.Parse(columns[1], CultureInfo.InvariantCulture), columns[2], List(columns[3]), columns[4], columns[5], columns[6], columns[7], [.. List(columns[8]).Select(Note)])
        : throw new InvalidDataException("A stored tariff row does not have its columns.");

    private static TariffFootnote Note(string text)
    {
        var end = text.IndexOf('=', StringComparison.Ordinal);
        return new(text[..end].Split(','), text[(end + 1)..]);
    }

    private static string[] List(string text) => text.Length == 0 ? [] : text.Split(Between);

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal)) brotli.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
