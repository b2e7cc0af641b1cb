using System.Text;
using CsvHelper;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>A text with headings, opened as a mapping profile says. Its form has been checked from end to end before the first row is used.</summary>
/// <param name="Missing">Columns of the profile that the file does not have and that an order can do without.</param>
internal sealed record CsvFile(SourceFile Source, Encoding Encoding, char Delimiter, IReadOnlyList<string> Headings, int[] Columns, IReadOnlyList<string> Missing)
{
    /// <summary>A row of an order file takes some hundred bytes; one of half a megabyte has lost a quote.</summary>
    private const int RecordBytesMax = 512 * 1024;

    /// <summary>Checks the whole file's form and finds the profile's columns in it.</summary>
    /// <param name="seen">Told every row's order number, for finding orders whose rows do not stand together.</param>
    /// <param name="rowsMax">Rows whose form is checked; a sample ends in the middle of its file.</param>
    public static Result<CsvFile> Check(SourceFile source, MappingProfile profile, Action<string> seen, long rowsMax = long.MaxValue)
    {
        var scanned = EncodingScan.Run(source, profile.Encoding);
        if (scanned.Problem is { } problem) return problem;

        (Result<CsvFile> Opened, int Lacks)? nearest = null;
        foreach (var delimiter in profile.Delimiter == "auto" ? [',', ';', '\t', '|'] : new[] { profile.Delimiter[0] })
        {
            var (opened, lacks) = FindColumns(source, scanned.Value, delimiter, profile);
            if (opened.IsOk) return CheckForm(opened.Value, profile, seen, rowsMax) is { } fault ? fault : opened;
            if (nearest is null || lacks < nearest.Value.Lacks) nearest = (opened, lacks); // The delimiter that finds most is the file's own.
        }

        return nearest?.Opened ?? throw new InvalidOperationException("At least one delimiter was tried.");
    }

    /// <summary>Rows from the first after the headings on. The reader is the caller's to dispose.</summary>
    public CsvReader Read(MappingProfile profile) => Open(Source, Encoding, Delimiter, profile, null);

    /// <returns>The file, or the refusal with the number of columns that are lacking.</returns>
    private static (Result<CsvFile> Opened, int Lacks) FindColumns(SourceFile source, Encoding encoding, char delimiter, MappingProfile profile)
    {
        using var reader = Open(source, encoding, delimiter, profile, null);
        IReadOnlyList<string> headings;
        try
        {
            headings = [.. reader.Headers.Select(heading => heading.Trim())];
        }
        catch (CsvFormatException)
        {
            return (ImportProblems.RecordTooLong(RecordBytesMax), 0);
        }
        catch (DecoderFallbackException)
        {
            return (ImportProblems.BrokenEncoding(encoding.WebName, 0), 0);
        }

        var columns = new int[Enum.GetValues<RowField>().Length];
        Array.Fill(columns, -1);
        var missing = new List<string>();
        var needed = new List<string>();
        foreach (var (field, heading) in profile.Columns)
        {
            columns[(int)field] = IndexOf(headings, heading.Trim());
            if (columns[(int)field] < 0) (ProfileRules.IsNeeded(profile, field) ? needed : missing).Add(heading);
        }

        if (needed.Count > 0) return (ImportProblems.ColumnsMissing(needed, headings), needed.Count);
        return profile.Columns.Values.FirstOrDefault(heading => headings.Count(other => other.Equals(heading.Trim(), StringComparison.OrdinalIgnoreCase)) > 1) is { } twice
            ? (ImportProblems.ColumnRepeated(twice), 0) : (new CsvFile(source, encoding, delimiter, headings, columns, missing), 0);
    }

    private static Problem? CheckForm(CsvFile file, MappingProfile profile, Action<string> seen, long rowsMax)
    {
        CsvMalformedRecord? broken = null;
        using var reader = Open(file.Source, file.Encoding, file.Delimiter, profile, record =>
        {
            // A quote inside an unquoted field (12" ruler) is plain text; the others leave in doubt where a field ends.
            if (record.Reason is not (CsvMalformedReason.StrayQuote or CsvMalformedReason.FieldCountMismatch)) broken ??= record;
        });
        var number = file.Columns[(int)RowField.Number];
        try
        {
            for (var rows = 0L; rows < rowsMax && broken is null && reader.Read(); rows++) seen(number < reader.FieldCount ? reader.GetString(number) : "");
        }
        catch (CsvFormatException)
        {
            return ImportProblems.RecordTooLong(RecordBytesMax);
        }
        catch (DecoderFallbackException)
        {
            return ImportProblems.BrokenEncoding(file.Encoding.WebName, reader.ByteOffset);
        }

        return broken is { } found ? ImportProblems.BrokenQuotes($"{Words(found.Reason)} in the row that begins at line {found.LineNumber}") : null;
    }

    private static CsvReader Open(SourceFile source, Encoding encoding, char delimiter, MappingProfile profile, Action<CsvMalformedRecord>? malformed)
    {
        var options = new CsvReaderOptions
        {
            Separator = delimiter,
            Mode = profile.Quote.Length == 0 ? CsvMode.NoEscape : CsvMode.Rfc4180,
            Quote = profile.Quote.Length == 0 ? '"' : profile.Quote[0],
            MaxRecordSize = RecordBytesMax,
            TrackLineNumbers = true,
            OnMalformedRecord = malformed,
            PoolStrings = true,
        };

        // UTF-8 goes to the reader as bytes, which is what it is fast at; the scan has shown that they are whole.
        return encoding is UTF8Encoding ? CsvReader.Create(source.Open(), options, false) : CsvReader.Create(new StreamReader(source.Open(), encoding), options, false);
    }

    private static int IndexOf(IReadOnlyList<string> headings, string heading)
    {
        for (var i = 0; i < headings.Count; i++)
            if (headings[i].Equals(heading, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    private static Sentence Words(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.TextAfterClosingQuote => (Sentence)"text follows a closing quote",
        CsvMalformedReason.UnterminatedQuote => (Sentence)"a quote is never closed",
        _ => (Sentence)"a quoted field ends in doubt",
    };
}
