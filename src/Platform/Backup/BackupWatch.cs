using System.Diagnostics.Metrics;
using Entrepot.Platform.Watching;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Backup;

/// <param name="Cell">Whose database it is of: <c>home</c>, or a cell beside it.</param>
/// <param name="TakenAt">The newest backup's moment, UTC; null when there is none or the place does not answer.</param>
/// <param name="IsChecked">It has been restored once, and everything in it was right.</param>
/// <param name="IsLate">The newest that counts is older than the setting allows, or there is none.</param>
public sealed record BackupSeen(string Cell, DateTime? TakenAt, long Bytes, bool IsChecked, bool IsLate);

/// <summary>
/// Looks at the first place that <c>Entrepot:Backup:To</c> names, whoever puts backups there: a timer that stopped shows here,
/// in the numbers and in the log, before a backup is needed. Where the server checks what it makes, only what was checked
/// counts. Without the setting nothing is looked at.
/// </summary>
public sealed partial class BackupWatch : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly BackupSettings settings;
    private readonly Func<IReadOnlyList<string>> cells;
    private readonly Func<CancellationToken, Task> readRuns;
    private readonly TimeProvider clock;
    private readonly ILogger<BackupWatch> log;
    private readonly HashSet<string> late = new(StringComparer.Ordinal);

    /// <param name="cells">Whose databases there are, the home first.</param>
    /// <param name="readRuns">Reads what became of the latest ones by the clock.</param>
    internal BackupWatch(BackupSettings settings, Func<IReadOnlyList<string>> cells, Func<CancellationToken, Task> readRuns, Signals signals, TimeProvider clock, ILogger<BackupWatch> log)
    {
        (this.settings, this.cells, this.readRuns, this.clock, this.log) = (settings, cells, readRuns, clock, log);
        if (settings.Places.Count == 0) return;

        signals.Meter.CreateObservableGauge("entrepot.backup.age", Ages, "s", "Since the newest backup's moment.");
        signals.Meter.CreateObservableGauge("entrepot.backup.size", Sizes, "By", "Of the newest backup.");
        signals.Meter.CreateObservableGauge("entrepot.backup.late", Late, null, "Whether the newest good backup is older than it may be, or there is none.");
    }

    /// <summary>The home's first; empty before the first look, and where no place is set.</summary>
    public IReadOnlyList<BackupSeen> Latest { get; private set; } = [];

    public async Task LookAsync(CancellationToken ct)
    {
        if (settings.Places.Count == 0) return;

        var seen = new List<BackupSeen>();
        foreach (var cell in cells()) seen.Add(await LookAsync(cell, BackupSettings.Of(settings.Places[0], cell), ct));
        Latest = seen;
        await readRuns(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (settings.Places.Count > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                LogBlind(log, failed.Message); // The database is away.
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<BackupSeen> LookAsync(string cell, string place, CancellationToken ct)
    {
        var found = await ListAsync(place, ct);
        var newest = found.Count > 0 ? found[0] : null;
        var good = settings is { Cadence: not null, IsChecked: true } ? found.FirstOrDefault(backup => backup.IsChecked) : newest;
        var isLate = good is null || clock.GetUtcNow().UtcDateTime - good.Manifest.TakenAt > settings.LateAfter;
        if (isLate && late.Add(cell)) LogLate(log, place, settings.LateAfter.TotalHours);
        if (!isLate && late.Remove(cell)) LogBack(log, place);
        return new(cell, newest?.Manifest.TakenAt, newest?.Manifest.StoredBytes ?? 0, newest?.IsChecked ?? false, isLate);
    }

    private async Task<IReadOnlyList<FoundBackup>> ListAsync(string place, CancellationToken ct)
    {
        try
        {
            return (await Backups.ListAsync(BackupPlaces.Of(place), ct)).Found;
        }
        catch (Exception failed) when (failed is BackupException or IOException or UnauthorizedAccessException)
        {
            LogBlind(log, failed.Message);
            return [];
        }
    }

    private IEnumerable<Measurement<double>> Ages() => Latest.Where(seen => seen.TakenAt is not null).Select(seen => new Measurement<double>((clock.GetUtcNow().UtcDateTime - seen.TakenAt.GetValueOrDefault()).TotalSeconds, Of(seen)));

    private IEnumerable<Measurement<long>> Sizes() => Latest.Where(seen => seen.TakenAt is not null).Select(seen => new Measurement<long>(seen.Bytes, Of(seen)));

    private IEnumerable<Measurement<int>> Late() => Latest.Select(seen => new Measurement<int>(seen.IsLate ? 1 : 0, Of(seen)));

    private static KeyValuePair<string, object?> Of(BackupSeen seen) => new("cell", seen.Cell);

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no good backup in {Place} that is younger than {Hours} hours. Look why it was not made")]
    private static partial void LogLate(ILogger log, string place, double hours);

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is a young backup in {Place} again")]
    private static partial void LogBack(ILogger log, string place);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The backups cannot be looked at: {Why}")]
    private static partial void LogBlind(ILogger log, string why);
}
