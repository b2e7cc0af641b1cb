using System.Diagnostics;

namespace Entrepot.Platform.Data;

/// <summary>Does again what the database was away for: while a standby takes over, while a server starts. Everything done so must be repeatable as a whole.</summary>
public static class Patience
{
    /// <summary>A standby takes over within half a minute; whoever waits for an answer waits no longer either.</summary>
    public static readonly TimeSpan ForTakeover = TimeSpan.FromSeconds(30);

    /// <summary>The first repetition comes at once, for a connection that died in the pool; the later ones find the database soon after it is back.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <param name="atMost">From the first failure on; then the failure goes to the caller.</param>
    /// <param name="lost">Told of each failure.</param>
    public static async Task<T> WhileAwayAsync<T>(DatabaseEngine engine, TimeSpan atMost, Func<Task<T>> run, CancellationToken ct, Action<Exception>? lost = null)
    {
        var pause = ShortestPause;
        long? since = null;
        while (true)
        {
            try
            {
                return await run();
            }
            catch (Exception away) when (engine.IsAway(away) && Stopwatch.GetElapsedTime(since ??= Stopwatch.GetTimestamp()) < atMost)
            {
                lost?.Invoke(away);
            }

            await Task.Delay(pause, ct);
            pause = Longer(pause);
        }
    }

    internal static TimeSpan Longer(TimeSpan pause) => pause == TimeSpan.Zero ? ShortestPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
