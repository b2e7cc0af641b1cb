using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>
/// Reads the JSON that the U.S. International Trade Commission exports its Harmonized Tariff Schedule as
/// (hts.usitc.gov, "Export"), plain, gzipped or zipped. A broken row is reported and the rest is read.
/// </summary>
internal static class HtsFile
{
    /// <summary>A whole schedule has 13 MB; more than this is something else.</summary>
    private const long BytesMax = 256 << 20;

    private static readonly SearchValues<char> DigitsOfCodes = SearchValues.Create("0123456789");

    public static async Task<Result<TariffFile>> ReadAsync(Stream stream, string name, CancellationToken ct)
    {
        var unpacked = await UnpackAsync(stream, name, ct);
        if (unpacked.Problem is { } problem) return problem;

        try
        {
            using var document = JsonDocument.Parse(unpacked.Value);
            return document.RootElement.ValueKind == JsonValueKind.Array ? Read(document.RootElement) : TariffProblems.NotAnHtsFile(name);
        }
        catch (JsonException)
        {
            return TariffProblems.NotAnHtsFile(name);
        }
    }

    private static async Task<Result<ReadOnlyMemory<byte>>> UnpackAsync(Stream stream, string name, CancellationToken ct)
    {
        var head = new byte[4];
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        stream.Position = 0;
        try
        {
            if (read >= 2 && head[0] == 0x1F && head[1] == 0x8B) return await LimitedAsync(new GZipStream(stream, CompressionMode.Decompress), name, ct);
            if (read < 4 || head is not [(byte)'P', (byte)'K', 3, 4]) return await LimitedAsync(stream, name, ct);

            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return zip.Entries.FirstOrDefault(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) is { } file
                ? await LimitedAsync(await file.OpenAsync(ct), name, ct)
                : TariffProblems.NotAnHtsFile(name);
        }
        catch (InvalidDataException)
        {
            return TariffProblems.NotAnHtsFile(name);
        }
    }

    private static async Task<Result<ReadOnlyMemory<byte>>> LimitedAsync(Stream stream, string name, CancellationToken ct)
    {
        using var whole = new MemoryStream();
        var block = new byte[1 << 16];
        while (await stream.ReadAsync(block, ct) is > 0 and var count)
        {
            if (whole.Length + count > BytesMax) return TariffProblems.NotAnHtsFile(name);
            whole.Write(block, 0, count);
        }

        var bytes = whole.GetBuffer().AsMemory(0, (int)whole.Length);
        return (ReadOnlyMemory<byte>)(bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
    }

    private static TariffFile Read(JsonElement rows)
    {
        var read = new List<TariffRow>(rows.GetArrayLength());
        var faults = new List<TariffRowFault>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var element in rows.EnumerateArray())
        {
            number++;
            var (row, why) = Row(element);
            if (row is { Code.Length: > 0 } && !codes.Add(row.Code)) (row, why) = (null, "The code stands in the file already.");
            if (row is null) faults.Add(new(number, CodeOf(element), why ?? Sentence.Empty));
            else read.Add(row);
        }

        return new(read, number, faults);
    }

    private static (TariffRow? Row, Sentence? Why) Row(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return (null, "It is no object with columns.");
        if (Text(element, "htsno") is not { } written) return (null, "The column htsno is missing.");

        var code = written.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (code.Length is 1 or 3 or 5 or 7 or 9 or > 10 || code.AsSpan().IndexOfAnyExcept(DigitsOfCodes) >= 0) return (null, $"'{written}' is no tariff code.");
        if (Text(element, "description") is not { } description) return (null, "The column description is missing.");
        if (!int.TryParse(Text(element, "indent") is { Length: > 0 } depth ? depth : "0", NumberStyles.None, CultureInfo.InvariantCulture, out var indent)) return (null, "The column indent is no number.");
        if (Text(element, "general") is not { } general || Text(element, "special") is not { } special || Text(element, "other") is not { } other) return (null, "A column of rates is missing or no text.");

        return (new TariffRow(
            code, indent, RateText.Clean(description), Units(element), RateText.Clean(general), RateText.Clean(special), RateText.Clean(other), Conditional(element), Notes(element)), null);
    }

    /// <summary>Null where the column is neither text nor null; a null of the file is no text.</summary>
    private static string? Text(JsonElement row, string column) => !row.TryGetProperty(column, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null => "",
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>The export writes the second of these columns once right and once wrong.</summary>
    private static string Conditional(JsonElement row)
    {
        foreach (var column in (ReadOnlySpan<string>)["additionalDuties", "addiitionalDuties", "quotaQuantity"])
            if (RateText.Clean(Text(row, column)) is { Length: > 0 } words) return words;
        return "";
    }

    private static string CodeOf(JsonElement element) => element.ValueKind == JsonValueKind.Object ? Text(element, "htsno") ?? "" : "";

    private static IReadOnlyList<string> Units(JsonElement row) => row.TryGetProperty("units", out var units) && units.ValueKind == JsonValueKind.Array
        ? [.. units.EnumerateArray().Where(unit => unit.ValueKind == JsonValueKind.String).Select(unit => RateText.Clean(unit.GetString())).Where(unit => unit.Length > 0)]
        : [];

    private static IReadOnlyList<TariffFootnote> Notes(JsonElement row)
    {
        if (!row.TryGetProperty("footnotes", out var notes) || notes.ValueKind != JsonValueKind.Array) return [];

        var read = new List<TariffFootnote>();
        foreach (var note in notes.EnumerateArray())
        {
            if (note.ValueKind != JsonValueKind.Object || RateText.Clean(Text(note, "value")) is not { Length: > 0 } text) continue;
            var columns = note.TryGetProperty("columns", out var names) && names.ValueKind == JsonValueKind.Array
                ? names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString() ?? "")
                : [];
            read.Add(new([.. columns], text));
        }

        return read;
    }
}
