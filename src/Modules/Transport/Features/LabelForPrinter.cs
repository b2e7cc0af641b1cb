using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Printing.Contracts;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Domain;

namespace Entrepot.Transport.Features;

/// <summary>Parcels' labels for the printers: the carrier's own where the printer reads its format, else ours, laid out for the printer's sheet.</summary>
internal sealed class LabelForPrinter(PrintLabel labels) : IPrintSource
{
    public string Document => PrintDocuments.Label;

    public async Task<Result<byte[]?>> RenderAsync(string reference, PrintTarget target, CancellationToken ct)
    {
        if (!target.Sheet.TakesParcels()) return TransportProblems.SheetTooSmall();

        var format = target.Language == PrinterLanguage.Zpl ? LabelFormat.Zpl : LabelFormat.Pdf;
        var label = await labels.RunAsync(long.Parse(reference, CultureInfo.InvariantCulture), format, ct, target.Sheet, target.Dpi);
        return label.Problem is { } problem ? problem : label.Value.Content;
    }
}
