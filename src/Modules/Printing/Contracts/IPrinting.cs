using Entrepot.Kernel;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Printing.Contracts;

/// <summary>What a printer reads.</summary>
public enum PrinterLanguage { Pdf, Zpl }

/// <summary>What a document is rendered for.</summary>
/// <param name="Dpi">Dots per inch of a thermal printer: 203 or 300; a printer that takes PDF rounds by itself.</param>
public sealed record PrintTarget(PrinterLanguage Language, int Dpi, PaperSheet Sheet);

/// <summary>A document to print: which kind, and which one of them by its own key.</summary>
/// <param name="Document">One of <see cref="PrintDocuments"/>.</param>
/// <param name="Reference">What its source finds it by, such as a parcel's id.</param>
/// <param name="Title">Its number as people know it: <c>F17-1</c>.</param>
public sealed record PrintWish(string Document, string Reference, string Title);

/// <summary>The kinds of documents that can be sent to a printer; each has its <see cref="IPrintSource"/>.</summary>
public static class PrintDocuments
{
    /// <summary>By the parcel's id.</summary>
    public const string Label = "label";

    /// <summary>Customs papers, by the fulfilment order's id.</summary>
    public const string Papers = "papers";

    /// <summary>By the wave's id.</summary>
    public const string PickList = "pick-list";

    /// <summary>Labels for goods; the catalogue says by what.</summary>
    public const string ProductLabel = "product-label";

    /// <summary>By the printer's id.</summary>
    public const string TestPage = "test-page";
}

/// <summary>Renders one kind of document when its turn at the printer comes, so that a job in the queue is a few bytes and prints what is true then.</summary>
public interface IPrintSource
{
    /// <summary>One of <see cref="PrintDocuments"/>.</summary>
    string Document { get; }

    /// <summary>Reads and renders; changes nothing.</summary>
    /// <returns>The bytes in the language asked for, or null while the document does not exist yet but will. Refused where it cannot be printed there.</returns>
    Task<Result<byte[]?>> RenderAsync(string reference, PrintTarget target, CancellationToken ct);
}

/// <summary>The queue before the printers. Everything that changes something runs in the caller's unit of work.</summary>
public interface IPrinting
{
    /// <summary>Adds a job for each document, at the printer that the station has for its kind, or the company where the station has none.</summary>
    /// <param name="station">Null for the station of the browser that asks, where it is one.</param>
    /// <returns>The jobs' ids, or <c>printing.no_printer</c>, in the same order.</returns>
    Task<IReadOnlyList<Result<long>>> QueueAsync(IReadOnlyList<PrintWish> wishes, long? station, CancellationToken ct);

    /// <summary>These are being packed at the station of the browser that asks: where it prints at packing, their documents come out there as soon as <see cref="PackedAsync"/> names them.</summary>
    Task PackingHereAsync(IReadOnlyList<FulfilmentOrderId> orders, CancellationToken ct);

    /// <summary>Which of these were packed at a station that prints at packing, and have not been printed yet.</summary>
    Task<IReadOnlyList<FulfilmentOrderId>> PackedAtStationsAsync(IReadOnlyList<FulfilmentOrderId> orders, CancellationToken ct);

    /// <summary>The documents of packed orders exist from now on. What was packed at a station that prints at packing is queued there, once; the rest is passed over.</summary>
    Task PackedAsync(IReadOnlyList<(FulfilmentOrderId Order, IReadOnlyList<PrintWish> Wishes)> packed, CancellationToken ct);
}
