namespace Entrepot.Platform.Data;

/// <summary>
/// The turn of the one writer that SQLite allows. Waiting here is fair and costs nothing, where waiting on the
/// file's lock polls with growing pauses. An engine with many writers uses an open gate.
/// </summary>
public sealed class WriteGate(bool isSingleWriter) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private int waiting;

    /// <summary>Whether somebody waits for the turn: then a long piece of work is better cut into short ones.</summary>
    public bool IsWaitedFor => Volatile.Read(ref waiting) > 0;

    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        if (!isSingleWriter) return new Turn(null);
        Interlocked.Increment(ref waiting);
        try
        {
            await turn.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        return new Turn(turn);
    }

    public void Dispose() => turn.Dispose();

    private sealed class Turn(SemaphoreSlim? held) : IDisposable
    {
        private SemaphoreSlim? held = held;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
