using System.Diagnostics.Metrics;
using Entrepot.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Watching;

/// <summary>Looks at queues and disk every half a minute, so that gauges have something to show and a disk that fills up is in the log before it is full.</summary>
internal sealed partial class Watch : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Backlogs backlogs;
    private readonly DiskSpace disk;
    private readonly TimeProvider clock;
    private readonly ILogger<Watch> log;
    private IReadOnlyList<(TenantId Tenant, Backlog Backlog)> seen = [];
    private DiskReading space;

    public Watch(Signals signals, Backlogs backlogs, DiskSpace disk, TimeProvider clock, ILogger<Watch> log)
    {
        (this.backlogs, this.disk, this.clock, this.log) = (backlogs, disk, clock, log);
        space = disk.Read();
        var meter = signals.Meter;
        meter.CreateObservableGauge("entrepot.work.items", Items, "{item}", "Work that waits: due, for later, or parked until a person looks at it.");
        meter.CreateObservableGauge("entrepot.work.oldest", Ages, "s", "How long the oldest due work of a kind has waited.");
        meter.CreateObservableGauge("entrepot.disk.used", () => space.UsedBytes, "By", "Of the disk of the data folder.");
        meter.CreateObservableGauge("entrepot.disk.free", () => space.FreeBytes, "By", "Of the disk of the data folder.");
        meter.CreateObservableGauge("entrepot.disk.state", () => (int)space.State, null, "Of the disk of the data folder: 0 enough, 1 low, 2 full.");
    }

    /// <summary>Reads everything now; whoever asks for the numbers wants today's.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        var before = space.State;
        space = disk.Read();
        if (space.State != before) Tell(space);
        seen = await backlogs.ReadAllAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (space.State != DiskState.Enough) Tell(space);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                await Task.Delay(Pause, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogBlind(log, exception);
                await Task.Delay(Pause, clock, CancellationToken.None);
            }
        }
    }

    private IEnumerable<Measurement<int>> Items()
    {
        foreach (var (tenant, backlog) in seen)
        {
            yield return Of(backlog.Due, tenant, backlog, "due");
            yield return Of(backlog.Later, tenant, backlog, "later");
            yield return Of(backlog.Parked, tenant, backlog, "parked");
        }
    }

    private IEnumerable<Measurement<double>> Ages()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (tenant, backlog) in seen) yield return new(backlog.Age(now).TotalSeconds, Signals.Tenant(tenant), new("kind", backlog.Kind));
    }

    private static Measurement<int> Of(int value, TenantId tenant, Backlog backlog, string state) =>
        new(value, Signals.Tenant(tenant), new("kind", backlog.Kind), new("state", state));

    private void Tell(DiskReading reading)
    {
        if (reading.State == DiskState.Full) LogFull(log, reading.FreeBytes >> 20);
        else if (reading.State == DiskState.Low) LogLow(log, reading.UsedPpm / 10_000, reading.FreeBytes >> 20);
        else LogEnough(log, reading.UsedPpm / 10_000);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The disk of the data folder is full: {FreeMegabytes} MB are left, and no new orders are taken in where a balancer asks first. Make room")]
    private static partial void LogFull(ILogger log, long freeMegabytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The disk of the data folder is {UsedPercent} % full, {FreeMegabytes} MB are left. Make room or take a larger one")]
    private static partial void LogLow(ILogger log, long usedPercent, long freeMegabytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The disk of the data folder has room again, {UsedPercent} % are in use")]
    private static partial void LogEnough(ILogger log, long usedPercent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Queues could not be counted; they are again in half a minute")]
    private static partial void LogBlind(ILogger log, Exception exception);
}
