using Entrepot.Kernel;
using Entrepot.Printing.Contracts;

namespace Entrepot.Printing.Domain;

/// <summary>Every refusal of this module.</summary>
internal static class PrintingProblems
{
    public static Problem NoPrinter(string title) =>
        Problem.Conflict("printing.no_printer", $"No printer is chosen for {title}. Choose one under Printing, This station.");

    public static Problem PrinterNotFound(long id) => Problem.NotFound("printing.printer_not_found", $"There is no printer {id:0}.");

    public static Problem StationNotFound(long id) => Problem.NotFound("printing.station_not_found", $"There is no station {id:0}.");

    public static Problem JobNotFound(long id) => Problem.NotFound("printing.job_not_found", $"There is no print job {id:0}.");

    public static Problem UnknownDocument(string document) => Problem.Invalid("printing.unknown_document", $"'{document}' is no kind of document that can be printed.", "document");

    public static Problem NameTaken(string name) => Problem.Conflict("printing.name_taken", $"'{name}' exists already. Give it another name.") with { Field = "name" };

    public static Problem BadAddress(PrinterConnection connection, string address) => connection == PrinterConnection.Raw
        ? Problem.Invalid("printing.bad_address", $"'{address}' is not an address of a printer's port. Write it as 192.168.1.40:9100.", "address")
        : Problem.Invalid("printing.bad_address", $"'{address}' is not an address for IPP. Write it as ipp://192.168.1.40/ipp/print.", "address");

    public static Problem BadDpi(long dpi) => Problem.Invalid("printing.bad_dpi", $"{dpi} dots per inch are not supported: label printers have 203 or 300.", "dpi");

    public static Problem ZplOnPaper() => Problem.Invalid("printing.zpl_on_paper", "A printer that reads ZPL prints labels. Choose a label's size as its sheet.", "sheet");

    public static Problem CannotCancel(string title) => Problem.Conflict("printing.cannot_cancel", $"{title} is with the printer already. Stop it there.");

    public static Problem NotUnsure(string title) => Problem.Conflict("printing.not_unsure", $"It is known what became of {title}; there is nothing to say.");

    public static Problem NotForThisPrinter(string printer, string format) =>
        Problem.Invalid("printing.not_for_this_printer", $"{printer} does not take {format}. Choose another printer for this kind of document, or set how this one is spoken to.");

    public static Problem RefusedByPrinter(string printer, string answer) => Problem.Invalid("printing.refused_by_printer", $"{printer} refused the job: {answer}");
}
