namespace Entrepot.Platform.Data;

/// <summary>
/// The turn of the one writer that SQLite allows. Waiting here is fair and costs nothing, where waiting on the
/// file's lock polls with growing pauses. An engine with many writers uses an open gate.
/// </summary>
public sealed class WriteGate(bool isSingleWriter) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        if (!isSingleWriter) return new Turn(null);
        await turn.WaitAsync(ct);
        return new Turn(turn);
    }

    public void Dispose() => turn.Dispose();

    private sealed class Turn(SemaphoreSlim? held) : IDisposable
    {
        private SemaphoreSlim? held = held;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
