namespace Entrepot.Platform.Data;

/// <summary>
/// The turn of the one writer that SQLite allows. Waiting here is fair and costs nothing, where waiting on the
/// file's lock polls with growing pauses. An engine with many writers uses an open gate.
/// </summary>
/// <remarks>Whoever has a caller waiting for the answer goes before work that nobody watches, which is not kept from its turn for ever all the same.</remarks>
public sealed class WriteGate(bool isSingleWriter, TimeProvider clock)
{
    /// <summary>Callers come back within milliseconds of their answer: between two of them the gate looks free and is not.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMilliseconds(100);

    /// <summary>After so long the next turn is the background's, however many callers wait.</summary>
    private static readonly TimeSpan BackgroundWaitsMax = TimeSpan.FromMilliseconds(250);

    private readonly Lock door = new();
    private readonly Queue<Waiting> callers = new();
    private readonly Queue<Waiting> background = new();
    private bool isTaken;
    private int waiting;
    private long waitedAt = long.MinValue;

    /// <summary>Whether a caller waits for the turn, or did a moment ago: then a long piece of work is better cut into short ones.</summary>
    public bool IsWaitedFor => Volatile.Read(ref waiting) > 0 || (Volatile.Read(ref waitedAt) is var at and not long.MinValue && clock.GetElapsedTime(at) < Lately);

    /// <param name="isBackground">Nobody waits for what is written.</param>
    public async Task<IDisposable> EnterAsync(bool isBackground, CancellationToken ct)
    {
        if (!isSingleWriter) return new Turn(null);

        Waiting next;
        lock (door)
        {
            if (!isTaken)
            {
                isTaken = true;
                return new Turn(this);
            }

            next = new(clock.GetTimestamp());
            (isBackground ? background : callers).Enqueue(next);
            if (!isBackground) Volatile.Write(ref waiting, callers.Count);
        }

        await using var given = ct.Register(() => next.Turn.TrySetCanceled(ct)); // It stays in the queue and is passed over.
        await next.Turn.Task;
        return new Turn(this);
    }

    private void Leave()
    {
        lock (door)
        {
            while (Next() is { } next)
                if (next.Turn.TrySetResult()) return;
            isTaken = false;
        }
    }

    private Waiting? Next()
    {
        if (background.TryPeek(out var patient) && (callers.Count == 0 || clock.GetElapsedTime(patient.Since) > BackgroundWaitsMax)) return background.Dequeue();
        if (!callers.TryDequeue(out var caller)) return null;
        Volatile.Write(ref waiting, callers.Count);
        Volatile.Write(ref waitedAt, clock.GetTimestamp());
        return caller;
    }

    /// <summary>Continuations must not run inside whoever gives the turn away.</summary>
    private sealed class Waiting(long since)
    {
        public long Since => since;
        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Turn(WriteGate? held) : IDisposable
    {
        private WriteGate? held = held;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Leave();
    }
}
