using System.Diagnostics.Metrics;
using Entrepot.Platform.Watching;
using Microsoft.Extensions.Hosting;

namespace Entrepot.Platform.Data;

/// <summary>Brings what all companies share to cells that are behind: one that was away is given it when it answers again.</summary>
internal sealed class SharedWatch(Databases databases, SharedData shared, Signals signals, TimeProvider clock) : BackgroundService
{
    /// <summary>A look at what is in memory; as often as the directory is read.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A cell that refuses them is asked again, and fills no log meanwhile.</summary>
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.Meter.CreateObservableGauge("entrepot.cell.state", States, null, "Of each cell: 0 in order, 1 waits for what all companies share, 2 away.");
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                if (shared.Behind.Any() && (await shared.BringAsync(comparesAll: false, stoppingToken)).Any(cell => cell.Failure is not null)) pause = PauseAfterFailure;
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The home is away; what is known holds meanwhile, and orders of cells that are behind wait.
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IEnumerable<Measurement<int>> States() => databases.Cells.Where(cell => !cell.IsHome)
        .Select(cell => new Measurement<int>(cell.IsAway ? 2 : cell.Shared.IsOlderThan(databases.Home.Shared) ? 1 : 0, new KeyValuePair<string, object?>("cell", cell.Code)));
}
