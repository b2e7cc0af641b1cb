using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Backup;

/// <summary>
/// Makes the backups that are due: of the home and of every cell, each into its places, checked, and with old ones let go.
/// One item of the queue for all processes, so one of them does it; should that one die, another takes it up.
/// </summary>
internal sealed partial class MakeBackupByClock(BackupSettings settings, Databases databases, BackupRuns runs, IEnumerable<BackupSource> sources, IEnumerable<IRestoredLook> looks, TimeProvider clock, ILogger<MakeBackupByClock> log) : IExternalWork
{
    public const string WorkKind = "platform.make_backup";

    /// <summary>Enough to see what is wrong; verify says the rest.</summary>
    private const int LinesMax = 4;

    public string Kind => WorkKind;

    /// <summary>A large database is copied, put in several places and restored.</summary>
    public TimeSpan CallMax => TimeSpan.FromHours(6);

    public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
    {
        // Switched off meanwhile, or a program that cannot look at what it restores.
        if (settings.Cadence is not { } cadence || sources.FirstOrDefault() is not { } home || looks.FirstOrDefault() is not { } look) return "";

        var dueAt = Occurrence(cadence, item.DueAt);
        var failed = new List<string>();
        foreach (var cell in databases.Cells)
        {
            // Repeated, because another one failed or a process died, or asked for by a second company's queue since the first has moved: what is there already is not made again.
            if (await IsMadeAsync(cell, dueAt, ct)) continue;
            var run = await MakeAsync(cell, home, look, ct);
            await runs.KeepAsync(run, ct);
            if (run.IsGood) LogMade(log, run.Cell, run.Backup, run.Took.TotalSeconds);
            else if (run.Backup.Length == 0) failed.Add($"{run.Cell}: {run.Error}"); // One that was made and is not right would be no better the next time.
        }

        return failed.Count == 0 ? "" : throw new BackupException(string.Join(' ', failed));
    }

    public Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct) => Task.CompletedTask;

    private async Task<BackupRun> MakeAsync(Cell cell, BackupSource home, IRestoredLook look, CancellationToken ct)
    {
        var started = clock.GetUtcNow().UtcDateTime;
        var places = settings.Places.Select(place => BackupSettings.Of(place, cell.Code)).ToList();
        var run = new BackupRun { Cell = cell.Code, StartedAt = started, EndedAt = started, Places = string.Join(" · ", places) };
        try
        {
            if (!cell.IsHome && cell.IsAway) throw new BackupException("Its database does not answer.");
            using var scratch = Scratch.Take(Path.GetFullPath(settings.Scratch), started, Chance.Below(1 << 20));
            var source = cell.IsHome ? home : home with { Database = cell.Address, IsCell = true, KeysFolder = "" };
            var done = await new BackupJob(source, settings.Secret(), look, clock).RunAsync(new([.. places.Select(BackupPlaces.Of)], settings.IsChecked, settings.Keep, IsDryRun: false), scratch.Folder, ct);
            return run with
            {
                EndedAt = clock.GetUtcNow().UtcDateTime,
                Backup = done.Manifest.Id,
                RowCount = done.Manifest.Rows.Values.Sum(),
                Bytes = done.Manifest.StoredBytes,
                IsChecked = done is { IsGood: true, Drill: not null },
                Removed = done.Removed.Count,
                Error = done.IsGood ? "" : "It was restored, and is not right: " + string.Join(' ', (done.Drill?.Wrong ?? []).Take(LinesMax).Select(line => line.Trim())),
            };
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogFailed(log, failure, cell.Code);
            return run with { EndedAt = clock.GetUtcNow().UtcDateTime, Error = failure.Message };
        }
    }

    private async Task<bool> IsMadeAsync(Cell cell, DateTime dueAt, CancellationToken ct) =>
        (await runs.ReadAsync(200, ct)).Any(run => run.Cell == cell.Code && run.IsGood && run.StartedAt >= dueAt);

    /// <summary>The latest one that lies at or before a time; a repetition is due later than what it repeats.</summary>
    internal static DateTime Occurrence(Cadence cadence, DateTime at)
    {
        foreach (var days in new[] { 1, 8, 32, 367, 8 * 367 })
        {
            var next = cadence.Next(at.AddDays(-days).AddTicks(-1));
            if (next > at) continue;
            for (var last = next; ; last = next)
            {
                next = cadence.Next(last);
                if (next > at) return last;
            }
        }

        return at;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Backup {Backup} of {Cell} was made in {Seconds} s")]
    private static partial void LogMade(ILogger log, string cell, string backup, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The backup of {Cell} failed")]
    private static partial void LogFailed(ILogger log, Exception failure, string cell);
}
