using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Entrepot.Platform.Http;

/// <summary>
/// A workbook of one sheet as every spreadsheet program reads it (ECMA-376, "xlsx"), written row by row, so that a long
/// list needs no memory. A text is written as a text: no program takes it for a formula.
/// </summary>
public sealed class SheetWriter : IAsyncDisposable
{
    private const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Types = """
        <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
        """;

    private const string Root = """
        <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """;

    private const string Book = """
        <?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{0}" sheetId="1" r:id="r1"/></sheets></workbook>
        """;

    private const string Parts = """
        <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
        """;

    private const string Start = """
        <?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
        """;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ZipArchive archive;
    private readonly StreamWriter sheet;
    private readonly StringBuilder row = new(1_024);

    private SheetWriter(ZipArchive archive, StreamWriter sheet) => (this.archive, this.sheet) = (archive, sheet);

    /// <summary>The archive closes its parts with a few bytes that it writes synchronously, which a web server takes only when told.</summary>
    public static IResult Answer(HttpContext http, string fileName, Func<Stream, Task> write)
    {
        if (http.Features.Get<IHttpBodyControlFeature>() is { } control) control.AllowSynchronousIO = true;
        return Results.Stream(write, ContentType, fileName);
    }

    /// <param name="body">Stays open.</param>
    /// <param name="name">The sheet's name, at most 31 letters.</param>
    public static async Task<SheetWriter> BeginAsync(Stream body, string name, CancellationToken ct)
    {
        var archive = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        foreach (var (path, text) in new[] { ("[Content_Types].xml", Types), ("_rels/.rels", Root), ("xl/workbook.xml", Book.Replace("{0}", Escaped(name), StringComparison.Ordinal)), ("xl/_rels/workbook.xml.rels", Parts) })
        {
            await using var part = await archive.CreateEntry(path).OpenAsync(ct);
            await part.WriteAsync(Utf8.GetBytes(text), ct);
        }

        var sheet = new StreamWriter(await archive.CreateEntry("xl/worksheets/sheet1.xml").OpenAsync(ct), Utf8, 16 << 10);
        await sheet.WriteAsync(Start);
        return new(archive, sheet);
    }

    /// <summary>Adds a row: texts, whole and decimal numbers, or null for an empty cell.</summary>
    public async Task RowAsync(IReadOnlyList<object?> cells, CancellationToken ct)
    {
        row.Clear().Append("<row>");
        foreach (var cell in cells) Add(cell);
        row.Append("</row>");
        await sheet.WriteAsync(row, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await sheet.WriteAsync("</sheetData></worksheet>");
        await sheet.DisposeAsync();
        await archive.DisposeAsync();
    }

    private void Add(object? cell)
    {
        switch (cell)
        {
            case null:
                row.Append("<c/>");
                break;
            case long or int or decimal:
                row.Append("<c><v>").AppendFormat(CultureInfo.InvariantCulture, "{0}", cell).Append("</v></c>");
                break;
            default:
                row.Append("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">").Append(Escaped(Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "")).Append("</t></is></c>");
                break;
        }
    }

    /// <summary>XML has no place for most control characters and for half a character.</summary>
    private static string Escaped(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and not 0xFFFE and not 0xFFFF)) kept.Append(rune.ToString());
        return SecurityElement.Escape(kept.ToString());
    }
}
