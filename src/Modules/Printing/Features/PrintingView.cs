using Entrepot.Kernel;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Ui;
using Entrepot.Printing.Contracts;

namespace Entrepot.Printing.Features;

/// <summary>A printer as people see it.</summary>
public sealed record PrinterLine(long Id, string Name, PrinterConnection Connection, string Address, PrinterLanguage Language, int Dpi, PaperSheet Sheet, Sentence? Said, bool IsWell, DateTime? AskedAt, int Waiting)
{
    public StatusWord Word => AskedAt is null ? new(Tone.Rest, "Not asked yet") : IsWell ? new(Tone.Go, "Ready|printer") : new(Tone.Stop, "Not ready|printer");
}

/// <summary>A station with its choices: a printer's id for each kind of document.</summary>
public sealed record StationLine(long Id, string Name, bool PrintsAtPacking, IReadOnlyDictionary<string, long> Choices);

/// <summary>A job in the queue.</summary>
public sealed record PrintJobLine(long Id, string Title, string Document, string Printer, string Station, PrintJobState State, Sentence? Said, DateTime AskedAt, string AskedBy, DateTime? EndedAt)
{
    public StatusWord Word => State switch
    {
        PrintJobState.Waiting => new(Said is null ? Tone.Run : Tone.Warn, "Waits|print"),
        PrintJobState.Sent => new(Said is null ? Tone.Out : Tone.Warn, "At the printer"),
        PrintJobState.Printed => new(Tone.Go, "Printed"),
        PrintJobState.Unsure => new(Tone.Warn, "Look in the tray"),
        PrintJobState.Failed => new(Tone.Stop, "Failed|print"),
        PrintJobState.Cancelled => new(Tone.Rest, "Called off"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

public sealed record PrintQueueView(ListUrl Url, IReadOnlyList<PrintJobLine> Rows, long Total, int Waiting, int Trouble, string? Station);

/// <param name="Everywhere">The choices of whoever is at no station.</param>
public sealed record PrintersView(IReadOnlyList<PrinterLine> Printers, IReadOnlyList<StationLine> Stations, StationLine Everywhere);

/// <param name="Here">The station of this browser; null where it is none.</param>
public sealed record StationView(IReadOnlyList<PrinterLine> Printers, IReadOnlyList<StationLine> Stations, StationLine? Here);

/// <summary>Words of kinds and choices.</summary>
public static class PrintWords
{
    /// <summary>The kinds that a station chooses a printer for.</summary>
    public static readonly IReadOnlyList<(string Document, string Word)> Documents =
        [(PrintDocuments.Label, "Parcel label"), (PrintDocuments.Papers, "Customs papers"), (PrintDocuments.PickList, "Pick list"), (PrintDocuments.ProductLabel, "Product label")];

    public static string Word(string document) => Documents.FirstOrDefault(one => one.Document == document).Word ?? "Test page";

    public static string Word(PrinterConnection connection) => connection == PrinterConnection.Raw ? "Port 9100" : "IPP";

    public static string Word(PaperSheet sheet) => sheet switch
    {
        PaperSheet.Label4x6 => "4 × 6 in",
        PaperSheet.Label100x150 => "100 × 150 mm",
        PaperSheet.Label100x100 => "100 × 100 mm",
        PaperSheet.Label100x50 => "100 × 50 mm",
        _ => sheet.ToString(),
    };
}
