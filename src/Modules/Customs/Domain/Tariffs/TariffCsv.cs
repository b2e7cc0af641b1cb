using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>
/// Reads a tariff of any country from a CSV file (comma, semicolon or tab) with a head: <c>code</c>, <c>description</c>,
/// <c>general</c> and, where there are any, <c>special</c>, <c>other</c> and <c>units</c>. A broken row is reported and the rest is read.
/// </summary>
internal static class TariffCsv
{
    private const long BytesMax = 64 << 20;

    public static bool IsNamedSo(string path) => Path.GetExtension(path).ToUpperInvariant() is ".CSV" or ".TSV" or ".TXT";

    public static async Task<Result<TariffFile>> ReadAsync(Stream stream, string path, CancellationToken ct)
    {
        if (stream.Length > BytesMax) return TariffProblems.NotAnHtsFile(Path.GetFileName(path));

        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(ct);
        var separator = Separator(text);
        using var records = Records(text, separator).GetEnumerator();
        if (!records.MoveNext()) return TariffProblems.NotAnHtsFile(Path.GetFileName(path));

        var head = records.Current.ConvertAll(name => name.Trim().ToUpperInvariant());
        var (code, general) = (head.IndexOf("CODE"), head.IndexOf("GENERAL"));
        if (code < 0 || general < 0) return TariffProblems.NotAnHtsFile(Path.GetFileName(path));

        var rows = new List<TariffRow>();
        var faults = new List<TariffRowFault>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        while (records.MoveNext())
        {
            number++;
            var cells = records.Current;
            string Cell(string name) => head.IndexOf(name) is >= 0 and var place && place < cells.Count ? RateText.Clean(cells[place]) : "";

            var hs = HsDigits.Of(Cell("CODE"));
            if (hs.Length is 0 or 1 or 3 or 5 or 7 or 9) faults.Add(new(number, Cell("CODE"), $"'{Cell("CODE")}' is no tariff code."));
            else if (cells.Count != head.Count) faults.Add(new(number, Cell("CODE"), "The row has more or fewer columns than the head."));
            else if (!known.Add(hs.ToString())) faults.Add(new(number, Cell("CODE"), "The code stands in the file already."));
            else rows.Add(new(hs.ToString(), (hs.Length / 2) - 2, Cell("DESCRIPTION"), Cell("UNITS").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Cell("GENERAL"), Cell("SPECIAL"), Cell("OTHER"), "", []));
        }

        return new TariffFile(rows, number, faults);
    }

    private static char Separator(string text)
    {
        var head = text.AsSpan(0, text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length);
        return head.Contains('\t') ? '\t' : head.Contains(';') && !head.Contains(',') ? ';' : ',';
    }

    /// <summary>RFC 4180: a cell in quotes may hold separators, line ends, and quotes written twice.</summary>
    private static IEnumerable<List<string>> Records(string text, char separator)
    {
        var (record, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var at = text[i];
            if (quoted && at == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (at == '"' && (quoted || cell.Length == 0)) quoted = !quoted;
            else if (!quoted && at == separator) End();
            else if (!quoted && at is '\n')
            {
                End();
                if (record is not [""]) yield return record;
                record = [];
            }
            else if (at != '\r' || quoted) cell.Append(at);
        }

        End();
        if (record is not [""]) yield return record;

        void End()
        {
            record.Add(cell.ToString());
            cell.Clear();
        }
    }
}
