using Microsoft.Extensions.Logging;

namespace Entrepot.Sandbox;

/// <summary>Somebody's work, done again and again until closing time.</summary>
internal static partial class Rounds
{
    /// <summary>A server that fails is asked more and more rarely, up to this pause.</summary>
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    /// <summary>Runs rounds with a pause after each. A failing server doubles the pause and is logged once until it works again.</summary>
    public static async Task RunAsync(string who, Func<TimeSpan> pause, Func<CancellationToken, Task> round, TimeProvider clock, ILogger log, CancellationToken ct)
    {
        var failures = 0;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await round(ct);
                if (failures > 0) LogBack(log, who);
                failures = 0;
            }
            catch (Exception exception) when (!ct.IsCancellationRequested && exception is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
            {
                if (failures++ == 0) LogTrouble(log, who, exception.Message);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Longer(pause(), failures), clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan Longer(TimeSpan pause, int failures)
    {
        if (failures == 0) return pause;
        var longer = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures, 10)) / 2);
        return longer < PauseMax ? longer : PauseMax;
    }

    [LoggerMessage(LogLevel.Warning, "The sandbox's {Who} cannot work: {Error} They try again quietly.")]
    private static partial void LogTrouble(ILogger log, string who, string error);

    [LoggerMessage(LogLevel.Information, "The sandbox's {Who} work again.")]
    private static partial void LogBack(ILogger log, string who);
}
