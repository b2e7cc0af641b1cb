using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Work;

/// <summary>What becomes of an item whose attempt failed: it comes again with growing pauses, and after five attempts a person decides.</summary>
/// <remarks>An exception's words may name a buyer: they stand in the row, the log has its type.</remarks>
internal sealed partial class WorkFailures(IServiceScopeFactory scopes, Schedules schedules, RunMarks marks, IdBlocks ids, WorkClock clock, WorkSignals signals, ILogger<WorkFailures> log)
{
    private const int ErrorLengthMax = 1_000;

    public async Task FailAsync(WorkItem item, Exception exception, CancellationToken ct)
    {
        LogFailed(log, item.Kind, item.Id, item.Attempts, exception.GetType().Name, exception.StackTrace);
        await using var scope = scopes.For(item.TenantId);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<WorkItem>().AsTracking().SingleOrDefaultAsync(row => row.Id == item.Id, ct) is not { } stored) return;
        if (stored.LeaseNumber != item.LeaseNumber || stored.LeaseToken != item.LeaseToken || stored.State != item.State) return; // Another attempt has taken over since.

        if (item.State == WorkState.Waiting) stored.Attempts++; // In a batch nothing is counted before.
        await NoteAsync(scope.ServiceProvider, stored, exception, stored.Attempts >= WorkRunner.AttemptsMax, ct);
        marks.Done(db, item.Kind, isMore: false);
        await unit.CommitAsync(ct);
        signals.Failed(item.TenantId, item.Kind, stored.State == WorkState.Parked);
    }

    /// <summary>Parks an item that has been begun too often and never ended: it takes its process down.</summary>
    public async Task ParkAsync(WorkItem item, CancellationToken ct)
    {
        await using var scope = scopes.For(item.TenantId);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<WorkItem>().AsTracking().SingleOrDefaultAsync(row => row.Id == item.Id, ct) is not { } stored || stored.LeaseToken != item.LeaseToken) return;

        stored.Attempts = WorkRunner.AttemptsMax;
        await NoteAsync(scope.ServiceProvider, stored, new InvalidOperationException("The process ended each time this was worked on, and nobody knows why."), isLast: true, ct);
        await unit.CommitAsync(ct);
        signals.Failed(item.TenantId, item.Kind, isParked: true);
        LogParked(log, item.Kind, item.Id);
    }

    private async Task NoteAsync(IServiceProvider services, WorkItem stored, Exception exception, bool isLast, CancellationToken ct)
    {
        var now = clock.Now;
        var message = exception.Message.Length > ErrorLengthMax ? exception.Message[..ErrorLengthMax] : exception.Message;
        stored.State = isLast ? WorkState.Parked : WorkState.Waiting;
        stored.DueAt = now + BackOff(stored.Attempts);
        stored.LeaseUntil = null;
        stored.LeaseToken = null;
        stored.LeaseProcess = null;
        stored.Error = message;
        stored.Failures = Add(stored.Failures, string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm:ss} {exception.GetType().Name}: {message.ReplaceLineEndings(" ")}"));
        if (isLast && schedules.NextOf(stored) is { } next) PutOff(services.GetRequiredService<EntrepotDb>(), stored, next);
        if (isLast && services.GetServices<IExternalWork>().FirstOrDefault(work => work.Kind == stored.Kind) is { } call) await call.GiveUpAsync(stored, exception, ct);
    }

    /// <summary>A schedule goes on: what is parked is a copy of this occurrence.</summary>
    private void PutOff(EntrepotDb db, WorkItem stored, DateTime next)
    {
        db.Writes.Insert(new WorkItem
        {
            TenantId = stored.TenantId,
            Id = ids.Next(),
            Kind = stored.Kind,
            Key = stored.Key,
            Destination = stored.Destination,
            Payload = stored.Payload,
            CreatedAt = clock.Now,
            DueAt = stored.DueAt,
            Attempts = stored.Attempts,
            State = WorkState.Parked,
            Error = stored.Error,
            Failures = stored.Failures,
        });
        (stored.State, stored.Attempts, stored.DueAt) = (WorkState.Waiting, 0, next);
    }

    /// <summary>1, 4, 16, 64 seconds, each up to half longer, so that many failures do not come back together.</summary>
    private static TimeSpan BackOff(int attempts) => TimeSpan.FromMilliseconds(Math.Pow(4, attempts - 1) * (1000 + Chance.Below(500)));

    /// <summary>The newest first; more than two rounds of attempts are not kept.</summary>
    private static string Add(string? failures, string line) => string.Join('\n', new[] { line }.Concat(failures?.Split('\n') ?? []).Take(2 * WorkRunner.AttemptsMax));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work of kind {Kind} failed: item {Item}, attempt {Attempt}, {Exception}\n{Stack}")]
    private static partial void LogFailed(ILogger logger, string kind, long item, int attempt, string exception, string? stack);

    [LoggerMessage(Level = LogLevel.Error, Message = "Work of kind {Kind} is parked: the process ended each time item {Item} was worked on")]
    private static partial void LogParked(ILogger logger, string kind, long item);
}
