using System.Globalization;
using System.Text;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents;
using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;
using Entrepot.Platform.Documents.Zpl;
using Entrepot.Printing.Contracts;
using Entrepot.Printing.Data;
using Entrepot.Printing.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Printing.Features;

/// <summary>What a new printer prints first: a frame at the edge of the sheet, the scripts that labels carry, and codes to scan.</summary>
internal sealed class TestPage(EntrepotDb db, IServiceProvider services, TimeProvider clock) : IPrintSource
{
    private const double Edge = 3;

    public string Document => PrintDocuments.TestPage;

    public async Task<Result<byte[]?>> RenderAsync(string reference, PrintTarget target, CancellationToken ct)
    {
        var id = long.Parse(reference, CultureInfo.InvariantCulture);
        if (await db.Set<PrinterRow>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } printer) return PrintingProblems.PrinterNotFound(id);

        var fonts = services.GetRequiredService<FontLibrary>();
        var (width, height) = target.Sheet.Size();
        if (target.Language == PrinterLanguage.Zpl)
        {
            var label = new ZplLabel(fonts, width, height, target.Dpi);
            Draw(label, printer);
            return Encoding.UTF8.GetBytes(label.ToString());
        }

        var document = new PdfDocument(fonts, new($"Test page {printer.Name}", clock.GetUtcNow().UtcDateTime));
        Draw(document.AddPage(width, height), printer);
        return document.ToBytes();
    }

    private static void Draw(ICanvas canvas, PrinterRow printer)
    {
        var frame = canvas.Sheet.Inset(Edge);
        canvas.Frame(frame, 0.5);
        var (text, codes) = frame.Inset(3).CutTop((frame.Height - 6) * 0.5);
        canvas.Text($"{printer.Name}\n{printer.Address}\n{printer.Language.ToString().ToUpperInvariant()} {(printer.Language == PrinterLanguage.Zpl ? $"{printer.Dpi} dpi " : "")}{printer.Sheet}\nÄÖÜ ßéñ 深圳仓库 مستودع دبي 123", text, new(16) { Bold = true });
        var (bars, matrix) = codes.CutTop(codes.Height * 0.4);
        canvas.Bars(Code128.Encode("ENTREPOT-TEST"), bars);
        canvas.Modules(QrCode.Encode("ENTREPOT-TEST"), matrix.Inset(2));
    }
}
