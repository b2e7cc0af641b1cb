using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Entrepot.Kernel;

namespace Entrepot.Platform.Http;

/// <param name="Line">As the spreadsheet numbers it.</param>
/// <param name="Cells">As text; a number as its digits, however it is shown.</param>
public sealed record SheetRow(int Line, IReadOnlyList<string> Cells);

/// <summary>Reads the first sheet of a workbook (ECMA-376, "xlsx"), whichever program wrote it. A formula counts as the value that was computed last.</summary>
public static class SheetReader
{
    /// <summary>A packed workbook of some megabytes unpacks to no more than this unless it means harm.</summary>
    private const long UnpackedBytesMax = 256L << 20;

    private const int ColumnsMax = 1_000;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, MaxCharactersInDocument = UnpackedBytesMax };

    /// <summary>Whether it is a zip archive, as every workbook is.</summary>
    public static bool IsWorkbook(ReadOnlySpan<byte> content) => content.StartsWith("PK\u0003\u0004"u8);

    /// <param name="rowsMax">Reading ends after one row more.</param>
    public static Result<IReadOnlyList<SheetRow>> Read(byte[] workbook, int rowsMax)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(workbook), ZipArchiveMode.Read);
            if (archive.Entries.Sum(entry => entry.Length) > UnpackedBytesMax) return Unreadable();
            if (FirstSheet(archive) is not { } sheet) return Unreadable();
            return Rows(sheet, SharedTexts(archive), rowsMax);
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException or FormatException or OverflowException)
        {
            return Unreadable();
        }
    }

    /// <summary>The sheet that stands first in the workbook, which need not be the file <c>sheet1.xml</c>.</summary>
    private static ZipArchiveEntry? FirstSheet(ZipArchive archive)
    {
        if (archive.GetEntry("xl/workbook.xml") is not { } book) return null;
        string? id = null;
        using (var xml = XmlReader.Create(book.Open(), Settings))
            while (id is null && xml.Read())
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "sheet") id = xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");

        if (id is not null && archive.GetEntry("xl/_rels/workbook.xml.rels") is { } relations)
        {
            using var xml = XmlReader.Create(relations.Open(), Settings);
            while (xml.Read())
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Relationship" && xml.GetAttribute("Id") == id && xml.GetAttribute("Target") is { } target)
                    return archive.GetEntry(target.StartsWith('/') ? target[1..] : "xl/" + target);
        }

        return archive.GetEntry("xl/worksheets/sheet1.xml");
    }

    private static List<string> SharedTexts(ZipArchive archive)
    {
        var texts = new List<string>();
        if (archive.GetEntry("xl/sharedStrings.xml") is not { } entry) return texts;
        using var xml = XmlReader.Create(entry.Open(), Settings);
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si") texts.Add(TextWithin(xml));
        return texts;
    }

    /// <summary>All <c>t</c> of an element, one after another; how a word is pronounced (<c>rPh</c>) is no part of it.</summary>
    private static string TextWithin(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var text = new StringBuilder();
        var depth = xml.Depth;
        var isSpoken = false;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.LocalName == "rPh") isSpoken = xml.NodeType == XmlNodeType.Element;
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA or XmlNodeType.Whitespace && !isSpoken && xml.Depth > depth + 1) text.Append(xml.Value);
        }

        return text.ToString();
    }

    private static List<SheetRow> Rows(ZipArchiveEntry sheet, List<string> shared, int rowsMax)
    {
        var rows = new List<SheetRow>();
        using var xml = XmlReader.Create(sheet.Open(), Settings);
        while (rows.Count <= rowsMax && xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row") continue;
            var line = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (rows.Count > 0 ? rows[^1].Line : 0) + 1;
            rows.Add(new(line, xml.IsEmptyElement ? [] : Cells(xml, shared)));
        }

        return rows;
    }

    private static List<string> Cells(XmlReader xml, List<string> shared)
    {
        var cells = new List<string>();
        var depth = xml.Depth;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c") continue;
            var column = xml.GetAttribute("r") is { } place ? ColumnOf(place) : cells.Count;
            if (column >= ColumnsMax) throw new FormatException("No list of ours has so many columns.");
            while (cells.Count <= column) cells.Add("");
            cells[column] = Cell(xml, xml.GetAttribute("t"), shared);
        }

        return cells;
    }

    private static string Cell(XmlReader xml, string? kind, List<string> shared)
    {
        if (xml.IsEmptyElement) return "";
        var (value, depth) = ("", xml.Depth);
        while (xml.NodeType != XmlNodeType.EndElement || xml.Depth != depth)
        {
            if (!xml.Read()) break;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "is") value = TextWithin(xml);
            else if (xml.LocalName == "v" && !xml.IsEmptyElement)
            {
                value = "";
                var inner = xml.Depth;
                while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == inner)) value += xml.Value;
            }
        }

        return kind switch
        {
            "s" => shared[int.Parse(value, CultureInfo.InvariantCulture)],
            "b" => value == "1" ? "yes" : "no",
            "e" => "",
            "inlineStr" or "str" => value,
            _ => Digits(value),
        };
    }

    /// <summary>Long numbers are kept as <c>4.006381333931E12</c>.</summary>
    private static string Digits(string value) =>
        decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.############################", CultureInfo.InvariantCulture) : value;

    /// <summary><c>AB12</c> stands in column 27, counted from zero.</summary>
    private static int ColumnOf(string place)
    {
        var column = 0;
        foreach (var c in place)
        {
            if (!char.IsAsciiLetterUpper(c)) break;
            column = checked((column * 26) + (c - 'A' + 1));
        }

        return column - 1;
    }

    private static Problem Unreadable() => Problem.Invalid("platform.workbook_unreadable", "The workbook cannot be read. Save it as .xlsx without a password, or as CSV UTF-8.", "file");
}
