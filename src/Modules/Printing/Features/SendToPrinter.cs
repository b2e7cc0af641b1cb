using System.Globalization;
using System.Net.Sockets;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Printing.Contracts;
using Entrepot.Printing.Data;
using Entrepot.Printing.Domain;
using Entrepot.Printing.Printers;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Printing.Features;

/// <summary>
/// Hands one job to its printer, when the printer takes it and not twice. Nothing was sent as long as no connection stood, so
/// a printer that is off is simply tried again. After that a printer with IPP is asked for the job by its name before it is
/// sent once more; a bare port cannot be asked, so a person looks at the tray.
/// </summary>
internal sealed class SendToPrinter(EntrepotDb db, IEnumerable<IPrintSource> sources, IppPrinter ipp, WorkQueue work, TimeProvider clock) : IExternalWork
{
    public const string WorkKind = "printing.send";

    /// <summary>Whoever switches a printer on waits no longer than this for its first label.</summary>
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    /// <summary>A document that is made by another step of the same packing is there within a moment.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    /// <summary>How long a document may take to come into being; whoever packs has gone on to other orders by then.</summary>
    private static readonly TimeSpan MakingMax = TimeSpan.FromMinutes(15);

    /// <summary>How long a printer surely remembers a finished job (PWG 5100.14, section 4.5: at least 300 seconds).</summary>
    private static readonly TimeSpan HistoryMin = TimeSpan.FromMinutes(5);

    public string Kind => WorkKind;

    public static void Ask(WorkQueue work, long job, PrinterRow printer, TimeSpan after = default) =>
        work.Add(WorkKind, job.ToString(CultureInfo.InvariantCulture), new PrintWork(job), after, PrinterAddress.Destination(printer.Connection, printer.Address));

    public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
    {
        if (await FindAsync(item, ct) is not { } found) return new Sending(PrintJobState.Cancelled);
        var (job, printer) = found;
        var mayBeThere = job.IsDoubtful || item.Attempts > 1;
        if (mayBeThere && printer.Connection == PrinterConnection.Raw) return new Sending(PrintJobState.Unsure, Maybe(printer));

        try
        {
            if (mayBeThere && await ipp.FindAsync(printer.Address, NameOf(job), ct) is { } there) return Sent(there);
            if (mayBeThere && clock.GetUtcNow().UtcDateTime - (job.SentAt ?? item.CreatedAt) > HistoryMin) return new Sending(PrintJobState.Unsure, Maybe(printer));

            var rendered = await sources.Single(source => source.Document == job.Document).RenderAsync(job.Reference, printer.Target, ct);
            if (rendered.Problem is { } problem) return new Sending(PrintJobState.Failed, problem.Message);
            if (rendered.Value is not { } document)
                return clock.GetUtcNow().UtcDateTime - job.AskedAt > MakingMax ? new Sending(PrintJobState.Failed, "The document was not made in time. Print it again when it is there.") : new Sending(PrintJobState.Waiting) { After = LookAgain };
            return printer.Connection == PrinterConnection.Raw ? await SendRawAsync(printer, document, ct) : await SendIppAsync(job, printer, document, ct);
        }
        catch (Exception exception) when (IsAway(exception) && !ct.IsCancellationRequested)
        {
            return new Unanswered(exception);
        }
    }

    public async Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct)
    {
        if (await FindAsync(item, ct) is not { } found) return;
        var (job, printer) = found;
        var sending = outcome as Sending ?? new Sending(PrintJobState.Waiting, Away(printer)) { After = TryAgain, IsDoubtful = item.Attempts > 1 };
        var now = clock.GetUtcNow().UtcDateTime;
        if (sending.IsDoubtful && !job.IsDoubtful) job.SentAt = now;
        job.IsDoubtful |= sending.IsDoubtful;
        job.State = sending.State;
        job.Said = sending.Said;
        switch (sending.State)
        {
            case PrintJobState.Waiting:
                Ask(work, job.Id, printer, sending.After);
                break;
            case PrintJobState.Sent:
                job.SentAt = now;
                job.PrinterJob = sending.PrinterJob;
                FollowPrintJob.Ask(work, job.Id, printer, 0);
                break;
            case PrintJobState.Printed:
                (job.SentAt, job.EndedAt) = (now, now);
                break;
            default:
                job.EndedAt = now;
                break;
        }
    }

    public async Task GiveUpAsync(WorkItem item, Exception why, CancellationToken ct)
    {
        if (await FindAsync(item, ct) is not { } found) return;
        (found.Job.State, found.Job.Said, found.Job.EndedAt) = (PrintJobState.Unsure, $"Sending it failed again and again, the last time with: {why.Message} Look whether it lies in the tray.", clock.GetUtcNow().UtcDateTime);
    }

    private async Task<(PrintJobRow Job, PrinterRow Printer)?> FindAsync(WorkItem item, CancellationToken ct)
    {
        var id = item.Read<PrintWork>().Job;
        var job = await db.Set<PrintJobRow>().AsTracking().SingleOrDefaultAsync(row => row.Id == id && row.State == PrintJobState.Waiting, ct);
        if (job is null) return null;

        return await db.Set<PrinterRow>().SingleOrDefaultAsync(row => row.Id == job.PrinterId, ct) is { } printer ? (job, printer) : null;
    }

    private static async Task<object> SendRawAsync(PrinterRow printer, byte[] document, CancellationToken ct)
    {
        using var socket = await RawPrinter.ConnectAsync(printer.Address, ct);
        try
        {
            await RawPrinter.SendAsync(socket, document, ct);
            return new Sending(PrintJobState.Printed, "The printer took it. It does not say whether it came out.");
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            return new Sending(PrintJobState.Unsure, Maybe(printer));
        }
    }

    private async Task<object> SendIppAsync(PrintJobRow job, PrinterRow printer, byte[] document, CancellationToken ct)
    {
        var state = await ipp.StateAsync(printer.Address, ct);
        if (Format(printer.Language, state.Formats) is not { } format) return new Sending(PrintJobState.Failed, PrintingProblems.NotForThisPrinter(printer.Name, printer.Language.ToString().ToUpperInvariant()).Message);
        if (!state.IsAccepting) return new Sending(PrintJobState.Waiting, PrinterWords.Refusing(printer.Name, state.Reasons)) { After = TryAgain };

        try
        {
            var (sent, refusal) = await ipp.PrintAsync(printer.Address, NameOf(job), format, printer.Sheet, document, ct);
            if (sent is not null) return Sent(sent);
            return refusal is { IsForNow: true }
                ? new Sending(PrintJobState.Waiting, PrinterWords.Refusing(printer.Name, refusal.Message)) { After = TryAgain }
                : new Sending(PrintJobState.Failed, PrintingProblems.RefusedByPrinter(printer.Name, refusal?.Message ?? "").Message);
        }
        catch (Exception exception) when (IsAway(exception))
        {
            return new Sending(PrintJobState.Waiting, "The connection broke while it was sent. The printer is asked whether it has the job before it is sent again.") { After = TryAgain, IsDoubtful = true };
        }
    }

    /// <summary>The name that the printer knows the job by.</summary>
    internal static string NameOf(PrintJobRow job) => FormattableString.Invariant($"entrepot-{job.Id}");

    /// <summary>ZPL goes past all filters: CUPS would print its text.</summary>
    internal static string? Format(PrinterLanguage language, IReadOnlyList<string> supported)
    {
        string[] wanted = language == PrinterLanguage.Pdf ? ["application/pdf"] : ["application/vnd.zebra-zpl", "application/zpl", "application/vnd.cups-raw", "application/octet-stream"];
        return supported.Count == 0 ? wanted[^1] : wanted.FirstOrDefault(format => supported.Contains(format, StringComparer.OrdinalIgnoreCase));
    }

    private static Sending Sent(IppJob job) => new(PrintJobState.Sent) { PrinterJob = job.Id };

    private static bool IsAway(Exception exception) => exception is HttpRequestException or SocketException or TimeoutException or IOException or OperationCanceledException;

    private static Sentence Away(PrinterRow printer) => $"{printer.Name} at {printer.Address} does not answer. Is it switched on and in the network? The job waits and goes out when it is back.";

    private static Sentence Maybe(PrinterRow printer) => $"Sending it to {printer.Name} was cut off, and the printer cannot say whether it has it. Look whether it lies in the tray, then print it again or say that it is there.";

    /// <param name="After">When to try again, where it waits.</param>
    private sealed record Sending(PrintJobState State, Sentence? Said = null)
    {
        public TimeSpan After { get; init; }
        public bool IsDoubtful { get; init; }
        public int? PrinterJob { get; init; }
    }
}

/// <summary>Payload of the work items that print.</summary>
internal sealed record PrintWork(long Job, int Asked = 0);
