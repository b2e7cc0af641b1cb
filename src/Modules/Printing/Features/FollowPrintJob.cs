using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Printing.Contracts;
using Entrepot.Printing.Data;
using Entrepot.Printing.Domain;
using Entrepot.Printing.Printers;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Printing.Features;

/// <summary>Asks a printer what became of a job that it has, more and more rarely, until it has ended.</summary>
internal sealed class FollowPrintJob(EntrepotDb db, IppPrinter ipp, WorkQueue work, TimeProvider clock) : IExternalWork
{
    public const string WorkKind = "printing.follow";

    /// <summary>A printer that has not printed a job for a day never will.</summary>
    private static readonly TimeSpan FollowMax = TimeSpan.FromDays(1);

    public string Kind => WorkKind;

    /// <param name="asked">How often it was asked before.</param>
    public static void Ask(WorkQueue work, long job, PrinterRow printer, int asked)
    {
        // A label takes a second; a printer without paper takes as long as people take.
        var after = TimeSpan.FromSeconds(Math.Min(60, 1 << Math.Min(asked, 6)));
        work.Add(WorkKind, job.ToString(CultureInfo.InvariantCulture), new PrintWork(job, asked + 1), after, PrinterAddress.Destination(printer.Connection, printer.Address));
    }

    public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
    {
        if (await FindAsync(item, ct) is not { } found || found.Job.PrinterJob is not { } number) return new Seen(null, null);
        try
        {
            var job = await ipp.JobAsync(found.Printer.Address, number, ct);
            var printer = job is { State: IppJobState.Pending or IppJobState.Held or IppJobState.Processing or IppJobState.Stopped } ? await ipp.StateAsync(found.Printer.Address, ct) : null;
            return new Seen(job, printer);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return new Unanswered(exception);
        }
    }

    public async Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct)
    {
        if (await FindAsync(item, ct) is not { } found) return;
        var (job, printer) = found;
        if (outcome is Seen { Job: var there } seen && End(there, printer.Name) is { } end)
        {
            (job.State, job.Said, job.EndedAt) = (end.State, end.Said, clock.GetUtcNow().UtcDateTime);
            return;
        }
        if (clock.GetUtcNow().UtcDateTime - (job.SentAt ?? job.AskedAt) > FollowMax)
        {
            (job.State, job.Said, job.EndedAt) = (PrintJobState.Unsure, "The printer has had it for a day. Look whether it lies in the tray.", clock.GetUtcNow().UtcDateTime);
            return;
        }

        job.Said = outcome is Seen { Printer: { } state } ? (state.State == Stopped ? PrinterWords.Stopped(printer.Name, state.Reasons) : null) : $"{printer.Name} has the job and does not answer any more.";
        Ask(work, job.Id, printer, item.Read<PrintWork>().Asked);
    }

    public async Task GiveUpAsync(WorkItem item, Exception why, CancellationToken ct)
    {
        if (await FindAsync(item, ct) is { } found) (found.Job.State, found.Job.Said) = (PrintJobState.Unsure, $"The printer has it and cannot say what became of it: {why.Message} Look whether it lies in the tray.");
    }

    private const int Stopped = 5;

    /// <summary>Null while it goes on.</summary>
    private static (PrintJobState State, Sentence? Said)? End(IppJob? job, string printer) => job switch
    {
        null => (PrintJobState.Printed, "The printer took it, and has forgotten it since."),
        { State: IppJobState.Completed } => (PrintJobState.Printed, null),
        { State: IppJobState.Canceled } => (PrintJobState.Cancelled, $"It was stopped at {printer}."),
        { State: IppJobState.Aborted } => (PrintJobState.Failed, job.Reasons.Length == 0 ? (Sentence)$"{printer} could not print it." : $"{printer} could not print it: {job.Reasons}."),
        _ => null,
    };

    private async Task<(PrintJobRow Job, PrinterRow Printer)?> FindAsync(WorkItem item, CancellationToken ct)
    {
        var id = item.Read<PrintWork>().Job;
        var job = await db.Set<PrintJobRow>().AsTracking().SingleOrDefaultAsync(row => row.Id == id && row.State == PrintJobState.Sent, ct);
        return job is not null && await db.Set<PrinterRow>().SingleOrDefaultAsync(row => row.Id == job.PrinterId, ct) is { } printer ? (job, printer) : null;
    }

    private sealed record Seen(IppJob? Job, IppPrinterState? Printer);
}
