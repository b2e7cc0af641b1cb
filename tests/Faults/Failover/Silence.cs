using System.Diagnostics;

namespace Entrepot.Faults.Failover;

/// <summary>How long nothing was acknowledged: the longest time in which the ledger did not grow.</summary>
internal sealed class Silence : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource end = new();
    private readonly Task watching;

    public Silence(Ledger ledger) => watching = WatchAsync(ledger);

    public TimeSpan Longest { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await watching;
        end.Dispose();
    }

    private async Task WatchAsync(Ledger ledger)
    {
        var (seen, at) = (ledger.Count, Stopwatch.GetTimestamp());
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(Look, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = ledger.Count;
            if (Stopwatch.GetElapsedTime(at) > Longest) Longest = Stopwatch.GetElapsedTime(at);
            if (now != seen) (seen, at) = (now, Stopwatch.GetTimestamp());
        }
    }
}
