using System.Diagnostics.Metrics;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Backup;

/// <summary>What became of the backups by the clock, for pages and numbers. Any process may have made them; the record lies in the home.</summary>
public sealed class BackupRuns
{
    /// <summary>Longer than anybody asks what happened one night.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    private readonly Databases databases;
    private volatile IReadOnlyList<BackupRun> latest = [];

    public BackupRuns(Databases databases, Signals signals)
    {
        this.databases = databases;
        signals.Meter.CreateObservableGauge("entrepot.backup.run.failed", () => latest.Select(run => new Measurement<int>(run.IsGood ? 0 : 1, Of(run))), null, "Of the latest backup by the clock: 0 it is good, 1 it failed.");
        signals.Meter.CreateObservableGauge("entrepot.backup.run.duration", () => latest.Select(run => new Measurement<double>(run.Took.TotalSeconds, Of(run))), "s", "Of the latest backup by the clock, with its check.");
    }

    /// <summary>Newest first, of all databases.</summary>
    public async Task<IReadOnlyList<BackupRun>> ReadAsync(int count, CancellationToken ct)
    {
        await using var scope = databases.Open(databases.Home);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<BackupRun>().OrderByDescending(run => run.StartedAt).Take(count).ToListAsync(ct);
    }

    /// <summary>Reads the latest of each database, for the numbers.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        var seen = await ReadAsync(20 * databases.Cells.Count, ct);
        latest = [.. seen.GroupBy(run => run.Cell, StringComparer.Ordinal).Select(runs => runs.First())];
    }

    internal async Task KeepAsync(BackupRun run, CancellationToken ct)
    {
        await using (var scope = databases.Open(databases.Home))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
            await using var unit = await db.BeginAsync(default(TenantId), ct);
            db.Writes.Insert(run);
            db.Writes.Execute(BackupRunSql.Forget, false, Timestamps.ToStored(run.StartedAt - KeptFor));
            if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
        }

        await LookAsync(ct);
    }

    private static KeyValuePair<string, object?> Of(BackupRun run) => new("cell", run.Cell);
}
