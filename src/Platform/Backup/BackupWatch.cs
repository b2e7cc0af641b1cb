using System.Diagnostics.Metrics;
using System.Globalization;
using Entrepot.Platform.Watching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Backup;

/// <param name="TakenAt">The newest backup's moment, UTC; null when there is none or the place does not answer.</param>
/// <param name="IsChecked">It has been restored once, and everything in it was right.</param>
/// <param name="IsLate">Older than the setting allows, or none at all.</param>
public sealed record BackupSeen(DateTime? TakenAt, long Bytes, bool IsChecked, bool IsLate);

/// <summary>
/// Looks at the place that <c>Entrepot:Backup:To</c> names, whoever puts backups there: a timer that stopped shows here, in
/// the numbers and in the log, before a backup is needed. Without the setting nothing is looked at.
/// </summary>
public sealed partial class BackupWatch : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>A nightly backup, two hours late.</summary>
    private const int LateAfterHours = 26;

    private readonly string? place;
    private readonly TimeSpan lateAfter;
    private readonly TimeProvider clock;
    private readonly ILogger<BackupWatch> log;
    private bool wasLate;

    public BackupWatch(IConfiguration configuration, Signals signals, TimeProvider clock, ILogger<BackupWatch> log)
    {
        (this.clock, this.log) = (clock, log);
        place = configuration["Entrepot:Backup:To"] is { Length: > 0 } to ? to : null;
        lateAfter = TimeSpan.FromHours(int.TryParse(configuration["Entrepot:Backup:LateAfterHours"], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) ? hours : LateAfterHours);
        if (place is null) return;

        signals.Meter.CreateObservableGauge("entrepot.backup.age", Age, "s", "Since the newest backup's moment.");
        signals.Meter.CreateObservableGauge("entrepot.backup.size", Size, "By", "Of the newest backup.");
        signals.Meter.CreateObservableGauge("entrepot.backup.late", Late, null, "Whether the newest backup is older than it may be, or there is none.");
    }

    /// <summary>Null before the first look, and where no place is set.</summary>
    public BackupSeen? Latest { get; private set; }

    public async Task LookAsync(CancellationToken ct)
    {
        if (place is null) return;

        var newest = await NewestAsync(ct);
        var isLate = newest is null || clock.GetUtcNow().UtcDateTime - newest.Manifest.TakenAt > lateAfter;
        Latest = new(newest?.Manifest.TakenAt, newest?.Manifest.StoredBytes ?? 0, newest?.IsChecked ?? false, isLate);
        if (isLate && !wasLate) LogLate(log, place, lateAfter.TotalHours);
        if (!isLate && wasLate) LogBack(log, place);
        wasLate = isLate;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (place is not null && !stoppingToken.IsCancellationRequested)
        {
            await LookAsync(stoppingToken);
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<FoundBackup?> NewestAsync(CancellationToken ct)
    {
        try
        {
            var found = (await Backups.ListAsync(BackupPlaces.Of(place ?? ""), ct)).Found;
            return found.Count > 0 ? found[0] : null;
        }
        catch (Exception failed) when (failed is BackupException or IOException or UnauthorizedAccessException)
        {
            LogBlind(log, failed.Message);
            return null;
        }
    }

    private IEnumerable<Measurement<double>> Age() => Latest?.TakenAt is { } at ? [new((clock.GetUtcNow().UtcDateTime - at).TotalSeconds)] : [];

    private IEnumerable<Measurement<long>> Size() => Latest is { TakenAt: not null } latest ? [new(latest.Bytes)] : [];

    private IEnumerable<Measurement<int>> Late() => Latest is { } latest ? [new(latest.IsLate ? 1 : 0)] : [];

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no backup in {Place} that is younger than {Hours} hours. Look why it was not made")]
    private static partial void LogLate(ILogger log, string place, double hours);

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is a young backup in {Place} again")]
    private static partial void LogBack(ILogger log, string place);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The place of the backups does not answer: {Why}")]
    private static partial void LogBlind(ILogger log, string why);
}
