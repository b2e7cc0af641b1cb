using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Entrepot.Unit.Documents;

/// <summary>Other people's programs that look at our papers: poppler renders and reads them, zbar scans them, FriBidi orders their Arabic.</summary>
internal static class PdfTools
{
    /// <summary>What a scanner reads on the printed pages at a label printer's 203 dpi, sorted, each code once.</summary>
    /// <param name="more">Other symbologies that are looked for, as zbar names them: <c>ean13</c>.</param>
    public static string[] Scan(byte[] pdf, params string[] more)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("paper.pdf"), pdf);
        Run("pdftoppm", "poppler-utils", "-r", "203", "-gray", "-png", folder.File("paper.pdf"), folder.File("page"));
        return [.. Directory.GetFiles(folder.Path, "page*.png")
            .SelectMany(page => Run("zbarimg", "zbar-tools", ["--quiet", "--raw", "--nodbus", "-Sdisable", "-Scode128.enable", "-Sqrcode.enable", .. more.Select(symbology => $"-S{symbology}.enable"), page]).Split('\n'))
            .Where(code => code.Length > 0).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The one Data Matrix on the first page; a mark that says GS1 is left out.</summary>
    public static string ScanDataMatrix(byte[] pdf)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("paper.pdf"), pdf);
        Run("pdftoppm", "poppler-utils", "-r", "406", "-gray", "-png", "-singlefile", folder.File("paper.pdf"), folder.File("page"));
        return Run("dmtxread", "dmtx-utils", "--stop-after=1", "--gs1=29", "--milliseconds=10000", folder.File("page.png")).TrimStart('\u001D');
    }

    /// <summary>What a scanner reads on a picture, sorted, each code once.</summary>
    public static string[] ScanPicture(byte[] picture, params string[] more)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("label.pgm"), picture);
        return [.. Run("zbarimg", "zbar-tools", ["--quiet", "--raw", "--nodbus", "-Sdisable", "-Scode128.enable", "-Sqrcode.enable", .. more.Select(symbology => $"-S{symbology}.enable"), folder.File("label.pgm")])
            .Split('\n').Where(code => code.Length > 0).Distinct().Order(StringComparer.Ordinal)];
    }

    public static string ScanDataMatrixPicture(byte[] picture)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("label.pgm"), picture);
        return Run("dmtxread", "dmtx-utils", "--stop-after=1", "--milliseconds=10000", folder.File("label.pgm"));
    }

    /// <summary>qpdf finds nothing wrong with the file's structure.</summary>
    public static void Check(byte[] pdf)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("paper.pdf"), pdf);
        Run("qpdf", "qpdf", "--check", folder.File("paper.pdf")).ShouldContain("No syntax or stream encoding errors found");
    }

    /// <summary>Width and height of the first page in millimetres, to a tenth.</summary>
    public static (double Width, double Height) PageSize(byte[] pdf)
    {
        var size = Print(pdf, "pdfinfo", []).Split('\n').Single(line => line.StartsWith("Page size:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double Millimetres(string points) => Math.Round(double.Parse(points, System.Globalization.CultureInfo.InvariantCulture) / 72 * 25.4, 1);
        return (Millimetres(size[2]), Millimetres(size[4]));
    }

    /// <summary>The text of all pages in the order it was drawn, runs of white space made one space.</summary>
    public static string Text(byte[] pdf) =>
        string.Join(' ', Print(pdf, "pdftotext", "-raw", "-enc", "UTF-8").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The text page by page.</summary>
    public static string[] Pages(byte[] pdf) => Print(pdf, "pdftotext", "-layout", "-enc", "UTF-8").TrimEnd('\f').Split('\f');

    /// <summary>Name, type, encoding, embedded, subset and Unicode columns of each font.</summary>
    public static string[] Fonts(byte[] pdf) => [.. Print(pdf, "pdffonts", []).Split('\n').Skip(2).Where(line => line.Length > 0)];

    /// <summary>Width and height in pixels of each picture where it is shown.</summary>
    public static string[] Images(byte[] pdf) =>
        [.. Print(pdf, "pdfimages", "-list").Split('\n').Skip(2).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(cells => cells.Length > 4).Select(cells => $"{cells[3]}x{cells[4]}")];

    /// <summary>Letters and their boxes on the page, in points, for checking that nothing leaves its place.</summary>
    public static string Boxes(byte[] pdf) => Print(pdf, "pdftotext", "-bbox", "-enc", "UTF-8");

    /// <summary>The embedding levels that FriBidi gives to each character, one text a line.</summary>
    public static string[] BidiLevels(IEnumerable<string> texts)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("texts.txt"), texts);
        return Run("fribidi", "libfribidi-bin", "--novisual", "--levels", "--nobreak", folder.File("texts.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Print(byte[] pdf, string tool, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("paper.pdf");
        File.WriteAllBytes(path, pdf);
        return Run(tool, "poppler-utils", tool == "pdftotext" ? [.. options, path, "-"] : [.. options, path]);
    }

    private static string Run(string tool, string package, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            (errors.Result.Contains("Syntax Error", StringComparison.Ordinal) ? errors.Result : "").ShouldBe("", $"{tool} complains about the paper");
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"needs {tool} (Debian package {package})");
            throw;
        }
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("entrepot-paper-").FullName;
        public string File(string name) => System.IO.Path.Combine(Path, name);
        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
