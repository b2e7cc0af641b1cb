using System.Net.Http.Headers;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Printing.Contracts;
using Entrepot.Printing.Domain;

namespace Entrepot.Printing.Printers;

/// <summary>How a job stands at the printer (RFC 8011, section 5.3.7).</summary>
internal enum IppJobState { Pending = 3, Held, Processing, Stopped, Canceled, Aborted, Completed }

internal sealed record IppJob(int Id, string Name, IppJobState State, string Reasons);

/// <param name="State">3 idle, 4 processing, 5 stopped.</param>
/// <param name="Reasons">The printer's own keywords, such as <c>media-empty-error</c>; empty for none.</param>
internal sealed record IppPrinterState(int State, bool IsAccepting, string Reasons, string Model, IReadOnlyList<string> Formats);

/// <summary>The printer said no.</summary>
/// <param name="IsForNow">It would take the job later: it is busy, or does not accept jobs at the moment.</param>
internal sealed record IppRefusal(int Status, string Message, bool IsForNow);

/// <summary>Speaks IPP to printers and to CUPS: what they are, print, what became of it.</summary>
internal sealed class IppPrinter(IHttpClientFactory clients)
{
    public const string ClientName = "printers";

    /// <summary>A printer that wakes up takes half a minute to answer.</summary>
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(40);

    private const short PrintJob = 0x0002, GetJobAttributes = 0x0009, GetJobs = 0x000A, GetPrinterAttributes = 0x000B;
    private const int NotFound = 0x0406;
    private const string User = "entrepot";

    /// <summary>server-error-service-unavailable, device-error, temporary-error, not-accepting-jobs, busy, printer-is-deactivated (RFC 8011, appendix B.1.5).</summary>
    private static readonly int[] ForNow = [0x0502, 0x0504, 0x0505, 0x0506, 0x0507, 0x050A];

    public async Task<IppPrinterState> StateAsync(string address, CancellationToken ct)
    {
        var request = Request(GetPrinterAttributes, address)
            .Keyword("requested-attributes", "printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "printer-make-and-model", "document-format-supported");
        var answer = await SendAsync(address, request.ToBytes(), ct);
        if (!answer.IsDone) throw new HttpRequestException($"The printer answered {Why(answer)} when it was asked for its state.");

        var printer = answer.Group(IppMessage.PrinterGroup);
        return new(printer.Integer("printer-state") ?? 3, printer.Flag("printer-is-accepting-jobs") ?? true, Reasons(printer, "printer-state-reasons"), printer.Text("printer-make-and-model"), printer.Texts("document-format-supported"));
    }

    /// <summary>Hands the document over under a name of ours, by which it can be found again.</summary>
    public async Task<(IppJob? Job, IppRefusal? Refusal)> PrintAsync(string address, string jobName, string format, PaperSheet sheet, byte[] document, CancellationToken ct)
    {
        var request = Request(PrintJob, address).Name("job-name", jobName).MediaType("document-format", format).Group(IppMessage.JobGroup)
            .Keyword("media", Media(sheet)).Keyword("print-scaling", "none"); // A label that is scaled to fit cannot be scanned.
        var answer = await SendAsync(address, request.ToBytes(document), ct);
        return answer.IsDone ? (Job(answer.Group(IppMessage.JobGroup)), null) : (null, new(answer.Status, Why(answer), ForNow.Contains(answer.Status)));
    }

    /// <returns>Null where the printer does not know the job any more.</returns>
    public async Task<IppJob?> JobAsync(string address, int id, CancellationToken ct)
    {
        var request = Request(GetJobAttributes, address, id).Keyword("requested-attributes", "job-id", "job-name", "job-state", "job-state-reasons");
        var answer = await SendAsync(address, request.ToBytes(), ct);
        if (answer.Status == NotFound) return null;
        return answer.IsDone ? Job(answer.Group(IppMessage.JobGroup)) : throw new HttpRequestException($"The printer answered {Why(answer)} when it was asked for job {id}.");
    }

    private const string AllJobs = "all";

    /// <summary>All in one answer first (PWG 5100.11): a job that ends between two questions is in neither of the others.</summary>
    private static readonly string[] Lists = [AllJobs, "not-completed", "completed"];

    /// <summary>A request that was cut off may still be on its way into the list. A second label costs more than these seconds.</summary>
    private static readonly TimeSpan[] LookAgainAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)];

    /// <summary>Looks among what waits and what has been printed for a job under this name, several times before it says that there is none.</summary>
    public async Task<IppJob?> FindAsync(string address, string jobName, CancellationToken ct)
    {
        var found = await LookAsync(address, jobName, ct);
        foreach (var pause in LookAgainAfter)
        {
            if (found is not null) break;
            await Task.Delay(pause, ct);
            found = await LookAsync(address, jobName, ct);
        }

        return found;
    }

    private async Task<IppJob?> LookAsync(string address, string jobName, CancellationToken ct)
    {
        foreach (var which in Lists)
        {
            var request = Request(GetJobs, address);
            if (which != AllJobs) request.Integer("limit", JobsMax);
            request.Keyword("which-jobs", which).Keyword("requested-attributes", "job-id", "job-name", "job-state", "job-state-reasons");
            var answer = await SendAsync(address, request.ToBytes(), ct);
            if (!answer.IsDone && which == AllJobs) continue; // A printer that does not know the word.
            if (!answer.IsDone) throw new HttpRequestException($"The printer answered {Why(answer)} when it was asked for its jobs.");
            if (answer.Groups(IppMessage.JobGroup).Select(Job).FirstOrDefault(job => job.Name == jobName) is { } found) return found;
        }

        return null;
    }

    /// <summary>Printers list the newest of their finished jobs first; ours is minutes old.</summary>
    private const int JobsMax = 500;

    private static IppMessage Request(short operation, string address, int? job = null)
    {
        var message = new IppMessage(operation, new Uri(address));
        if (job is { } id) message.Integer("job-id", id);
        return message.Name("requesting-user-name", User);
    }

    private async Task<IppAnswer> SendAsync(string address, byte[] request, CancellationToken ct)
    {
        using var content = new ByteArrayContent(request) { Headers = { ContentType = new MediaTypeHeaderValue("application/ipp") } };
        using var client = clients.CreateClient(ClientName);
        using var answer = await client.PostAsync(PrinterAddress.Http(address), content, ct);
        answer.EnsureSuccessStatusCode();
        return IppAnswer.Read(await answer.Content.ReadAsByteArrayAsync(ct));
    }

    private static IppJob Job(IppGroup job) => new(job.Integer("job-id") ?? 0, job.Text("job-name"), (IppJobState)(job.Integer("job-state") ?? (int)IppJobState.Pending), Reasons(job, "job-state-reasons"));

    private static string Reasons(IppGroup group, string name) => string.Join(", ", group.Texts(name).Where(reason => reason != "none"));

    private static string Why(IppAnswer answer)
    {
        var message = answer.Group(IppMessage.OperationGroup).Text("status-message");
        return FormattableString.Invariant($"0x{answer.Status:x4}{(message.Length > 0 ? " " : "")}{message}");
    }

    /// <summary>Sizes by their self-describing names (PWG 5101.1).</summary>
    private static string Media(PaperSheet sheet) => sheet switch
    {
        PaperSheet.Label4x6 => "na_index-4x6_4x6in",
        PaperSheet.Label100x150 => "om_small-photo_100x150mm",
        PaperSheet.Label100x100 => "custom_100x100mm_100x100mm",
        PaperSheet.Label100x50 => "custom_100x50mm_100x50mm",
        PaperSheet.A6 => "iso_a6_105x148mm",
        PaperSheet.A4 => "iso_a4_210x297mm",
        _ => throw new ArgumentOutOfRangeException(nameof(sheet), sheet, "Every sheet has its name."),
    };
}
