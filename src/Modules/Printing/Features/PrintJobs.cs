using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Printing.Contracts;
using Entrepot.Printing.Data;
using Entrepot.Printing.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Printing.Features;

/// <summary>What people and programs do with print jobs: ask for one, print it again, call it off, say what became of it.</summary>
internal sealed class PrintJobs(EntrepotDb db, PrintQueue queue, CurrentUser user, TimeProvider clock)
{
    private const int ListMax = 200;

    internal sealed record Request(string? Document, string? Reference, string? Title, long? Station);

    internal sealed record Answer(long Id, string Document, string Reference, string Title, string State, string? Said, long Printer, long? Station, DateTime AskedAt, string AskedBy, DateTime? SentAt, DateTime? EndedAt);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/printing/jobs", async (PrintJobs jobs, CancellationToken ct) => TypedResults.Ok(await jobs.ListAsync(ct)))
            .RequireAuthorization("transport.print").DisableAntiforgery().WithSummary("The last print jobs, newest first");
        routes.MapPost("/api/v1/printing/jobs", async (Request request, PrintJobs jobs, CancellationToken ct) => (await jobs.AskAsync(request, ct)).ToHttp())
            .RequireAuthorization("transport.print").DisableAntiforgery().WithSummary("Print a document at a station's printer: label (parcel), papers (fulfilment order), pick-list (wave)");
        routes.MapPost("/api/v1/printing/jobs/{id:long}/again", async (long id, PrintJobs jobs, CancellationToken ct) => (await jobs.AgainAsync(id, ct)).ToHttp())
            .RequireAuthorization("transport.print").DisableAntiforgery().WithSummary("Print a job's document again, at the same printer");
    }

    public async Task<Result<long>> AskAsync(Request request, CancellationToken ct)
    {
        var (document, reference) = (request.Document ?? "", request.Reference ?? "");
        if (document is not (PrintDocuments.Label or PrintDocuments.Papers or PrintDocuments.PickList)) return PrintingProblems.UnknownDocument(document);

        await using var unit = await db.BeginAsync(ct);
        var title = request.Title is { Length: > 0 } named ? named : reference;
        var job = (await queue.QueueAsync([new(document, reference, title)], request.Station, ct))[0];
        if (job.Problem is not null) return job;
        return (await unit.CommitAsync(ct)).Problem is { } problem ? problem : job;
    }

    /// <summary>The same document once more, at the same printer or, where that is gone, at the station's.</summary>
    public async Task<Result<long>> AgainAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<PrintJobRow>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } job) return PrintingProblems.JobNotFound(id);

        var wish = new PrintWish(job.Document, job.Reference, job.Title);
        var again = await db.Set<PrinterRow>().SingleOrDefaultAsync(row => row.Id == job.PrinterId, ct) is { } printer
            ? queue.Queue(wish, job.StationId, printer, user.Name)
            : (await queue.QueueAsync([wish], job.StationId, ct))[0];
        if (again.Problem is not null) return again;
        return (await unit.CommitAsync(ct)).Problem is { } problem ? problem : again;
    }

    public async Task<Result> CancelAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<PrintJobRow>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } job) return PrintingProblems.JobNotFound(id);
        if (job.State == PrintJobState.Cancelled) return Result.Ok;
        if (job.State != PrintJobState.Waiting) return PrintingProblems.CannotCancel(job.Title);

        (job.State, job.EndedAt, job.Said) = (PrintJobState.Cancelled, clock.GetUtcNow().UtcDateTime, $"Called off by {user.Name}.");
        return await unit.CommitAsync(ct);
    }

    /// <summary>Somebody has looked: it lies in the tray.</summary>
    public async Task<Result> IsThereAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<PrintJobRow>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } job) return PrintingProblems.JobNotFound(id);
        if (job.State != PrintJobState.Unsure) return PrintingProblems.NotUnsure(job.Title);

        (job.State, job.Said) = (PrintJobState.Printed, $"{user.Name} found it in the tray.");
        return await unit.CommitAsync(ct);
    }

    private async Task<List<Answer>> ListAsync(CancellationToken ct) =>
        (await db.Set<PrintJobRow>().OrderByDescending(row => row.Id).Take(ListMax).ToListAsync(ct)).ConvertAll(job => new Answer(
            job.Id, job.Document, job.Reference, job.Title, job.State.ToString(), job.Said?.ToString(), job.PrinterId, job.StationId, job.AskedAt, job.AskedBy, job.SentAt, job.EndedAt));
}
