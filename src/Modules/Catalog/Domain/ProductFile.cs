using System.Text;
using CsvHelper;
using Entrepot.Kernel;
using Entrepot.Platform.Http;

namespace Entrepot.Catalog.Domain;

/// <summary>A row of a product file.</summary>
/// <param name="Line">As the spreadsheet numbers it; the headings stand on the first.</param>
/// <param name="Cells">In the order of the file's columns; a short row has fewer.</param>
internal sealed record ProductFileRow(int Line, IReadOnlyList<string> Cells);

/// <summary>A file of products, CSV or a workbook, with its columns found.</summary>
/// <param name="Columns">For each column of the file what it is; null for one that nobody here knows.</param>
/// <param name="Ignored">The headings of those.</param>
internal sealed record ProductFile(IReadOnlyList<ProductColumn?> Columns, IReadOnlyList<string> Ignored, IReadOnlyList<ProductFileRow> Rows)
{
    /// <summary>Uploaded; 20,000 products with long names take about 6 MB as CSV.</summary>
    public const int BytesMax = 16 << 20;

    /// <summary>What one preview shows and one import takes; more is split.</summary>
    public const int RowsMax = 20_000;

    private const int RecordBytesMax = 256 << 10;

    private static readonly char[] Separators = [',', ';', '\t'];

    public static Result<ProductFile> Read(byte[] content)
    {
        if (content.Length == 0) return CatalogProblems.FileEmpty();
        var read = SheetReader.IsWorkbook(content) ? SheetReader.Read(content, RowsMax + 1) : ReadText(content);
        if (read.Problem is { } problem) return problem;

        var rows = read.Value;
        if (rows.Count == 0) return CatalogProblems.FileEmpty();
        if (rows.Count > RowsMax + 1) return CatalogProblems.TooManyRows(RowsMax);

        var headings = rows[0].Cells.Select(cell => SpreadsheetText.Plain(cell)).ToList();
        var columns = headings.ConvertAll(heading => ProductColumns.All.FirstOrDefault(column => column.Title.Equals(heading, StringComparison.OrdinalIgnoreCase)));
        if (columns.TrueForAll(column => column?.Title != ProductColumns.Sku)) return CatalogProblems.SkuColumnMissing(string.Join(", ", headings.Take(8)));
        if (columns.OfType<ProductColumn>().GroupBy(column => column.Title).FirstOrDefault(same => same.Count() > 1) is { } twice) return CatalogProblems.ColumnTwice(twice.Key);
        return new ProductFile(
            columns, [.. headings.Where((heading, i) => heading.Length > 0 && columns[i] is null)],
            [.. rows.Skip(1).Where(row => row.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell))).Select(row => new ProductFileRow(row.Line, row.Cells))]);
    }

    private static Result<IReadOnlyList<SheetRow>> ReadText(byte[] content)
    {
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(content);
        }
        catch (DecoderFallbackException)
        {
            return CatalogProblems.NotUtf8();
        }

        // The separator that finds the SKU's column is the file's own.
        var first = Encoding.UTF8.GetString(content, 0, Math.Min(content.Length, 4_096)).TrimStart('\uFEFF').Split('\r', '\n')[0];
        var separator = Separators.FirstOrDefault(one => first.Split(one).Any(heading => heading.Trim(' ', '"').Equals(ProductColumns.Sku, StringComparison.OrdinalIgnoreCase)), ',');
        var broken = false;
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            MaxRecordSize = RecordBytesMax,
            TrackLineNumbers = true,
            // A quote inside an unquoted field (12" ruler) is plain text, and rows may be short; the others leave in doubt where a field ends.
            OnMalformedRecord = record => broken |= record.Reason is not (CsvMalformedReason.StrayQuote or CsvMalformedReason.FieldCountMismatch),
        };
        var rows = new List<SheetRow>();
        using var reader = CsvReader.Create(content, options);
        try
        {
            while (rows.Count <= RowsMax + 1 && reader.Read()) rows.Add(new((int)reader.LineNumber, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]));
        }
        catch (CsvFormatException)
        {
            return CatalogProblems.BrokenQuotes();
        }

        return broken ? CatalogProblems.BrokenQuotes() : rows;
    }
}
