using System.Diagnostics;

namespace Entrepot.Faults;

/// <summary>Starts a server again as often as it dies, as a service manager does, until it is let go.</summary>
internal sealed class Keeper : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource end = new();
    private readonly ServerProcess server;
    private readonly Action<int> died;
    private readonly Task keeping;

    /// <param name="died">Is told the number of the process that has died, before the next is started.</param>
    public Keeper(ServerProcess server, Action<int>? died = null)
    {
        (this.server, this.died) = (server, died ?? (_ => { }));
        keeping = KeepAsync();
    }

    public int Deaths { get; private set; }

    /// <summary>How long it was away, all starts together.</summary>
    public TimeSpan Away { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await keeping;
        end.Dispose();
    }

    private async Task KeepAsync()
    {
        while (!end.IsCancellationRequested)
        {
            if (server.HasEnded)
            {
                var begun = Stopwatch.GetTimestamp();
                Deaths++;
                died(server.Pid);
                await server.KillAndStartAsync();
                Away += Stopwatch.GetElapsedTime(begun);
            }

            await Task.Delay(Look, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
