using System.Text;
using CsvHelper;

namespace Entrepot.Channels.Domain.Importing.Sampling;

/// <summary>The beginning of a file that a profile is made from, with what was found out about its form.</summary>
internal sealed class SampleFile
{
    /// <summary>Enough for the rows that are looked at, even where each of them is as long as a page.</summary>
    public const int ContentMax = 512 * 1024;

    /// <summary>Rows that are looked at and shown.</summary>
    public const int RowsMax = 50;

    private const string Comma = ",";
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    public required SourceFile Source { get; init; }

    /// <summary>Found by looking through the whole file, not only its beginning.</summary>
    public required string Encoding { get; init; }
    public required string Delimiter { get; init; }

    /// <summary>The cells of the first row.</summary>
    public required IReadOnlyList<string> Headings { get; init; }
    public required IReadOnlyList<string[]> Rows { get; init; }

    /// <summary>Whether the first row looks like headings: words, each once, and no numbers or dates.</summary>
    public bool HasHeadings => Headings.Count > 1 && Headings.All(heading => heading.Length > 0 && !char.IsAsciiDigit(heading[0])) && Headings.Distinct(StringComparer.OrdinalIgnoreCase).Count() == Headings.Count;

    public static SourceFile AsSource(string name, byte[] content) => new(name, content.Length, new ByteMeter(), () => new MemoryStream(content, writable: false));

    /// <summary>The values of one column, without the empty ones.</summary>
    public IEnumerable<string> Values(string heading)
    {
        var at = Headings.ToList().FindIndex(one => one.Equals(heading, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? [] : Rows.Where(row => at < row.Length && row[at].Trim().Length > 0).Select(row => row[at].Trim());
    }

    /// <summary>The delimiter that cuts most rows into as many cells as the first one, and into the most cells.</summary>
    public static SampleFile Look(string name, byte[] content, string encoding)
    {
        var source = AsSource(name, content);
        var best = (Delimiter: Comma, Rows: (IReadOnlyList<string[]>)[], Score: -1L);
        foreach (var delimiter in Delimiters)
        {
            var rows = Read(source, encoding, delimiter);
            var score = rows.Count == 0 || rows[0].Length < 2 ? 0 : rows.Count(row => row.Length == rows[0].Length) * 1_000L / rows.Count * 1_000 + rows[0].Length;
            if (score > best.Score) best = (delimiter.ToString(), rows, score);
        }

        return new()
        {
            Source = source,
            Encoding = encoding,
            Delimiter = best.Delimiter,
            Headings = best.Rows.Count > 0 ? [.. best.Rows[0].Select(cell => cell.Trim())] : [],
            Rows = [.. best.Rows.Skip(1)],
        };
    }

    /// <summary>Up to the last whole row that fits, so that no letter and no row is cut in two.</summary>
    public static byte[] Cut(ReadOnlySpan<byte> start, string encoding)
    {
        if (start.Length <= ContentMax) return start.ToArray();

        var part = start[..ContentMax];
        var step = encoding.StartsWith("utf-16", StringComparison.Ordinal) ? 2 : 1;
        for (var i = part.Length - step; i > 0; i -= step)
        {
            var isEnd = step == 1 ? part[i] == '\n' : encoding == "utf-16le" ? part[i] == '\n' && part[i + 1] == 0 : part[i] == 0 && part[i + 1] == '\n';
            if (isEnd) return part[..(i + step)].ToArray();
        }

        return part.ToArray();
    }

    private static List<string[]> Read(SourceFile source, string encoding, char delimiter)
    {
        var rows = new List<string[]>();
        var options = new CsvReaderOptions { Separator = delimiter, HasHeader = false, MaxRecordSize = ContentMax };
        using var text = new StreamReader(source.Open(), TextEncodings.Find(encoding) ?? System.Text.Encoding.UTF8);
        using var reader = CsvReader.Create(text, options, false);
        try
        {
            while (rows.Count <= RowsMax && reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }
        catch (Exception fault) when (fault is CsvFormatException or DecoderFallbackException)
        {
            return rows; // What comes before the fault is shown; the preview says what is wrong.
        }

        return rows;
    }
}
