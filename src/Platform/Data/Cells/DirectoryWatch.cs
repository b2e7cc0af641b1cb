using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Data;

/// <summary>Keeps what a server knows of cells and placements young.</summary>
internal sealed partial class DirectoryWatch(Databases databases, TimeProvider clock, ILogger<DirectoryWatch> log) : BackgroundService
{
    /// <summary>How old the knowledge may be; one look at one row.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A cell that takes longer is away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await databases.RefreshAsync(stoppingToken);
                await databases.LookAsync(Patience, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogBlind(log, exception.GetBaseException().Message); // What is known holds meanwhile.
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The directory of cells could not be read: {Why}")]
    private static partial void LogBlind(ILogger log, string why);
}
