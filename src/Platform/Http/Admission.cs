namespace Entrepot.Platform.Http;

/// <summary>
/// How many calls are under way at once. Nobody queues here: who is let in waits inside, where calls share their commits, and
/// who is not is told so in the same moment. How many that are follows from how long they take: a wait that not even the
/// luckiest call of a tenth of a second was spared is a queue, and then fewer are let in until it is gone.
/// </summary>
internal sealed class Admission
{
    /// <summary>Ten times what a call takes on a server that is at ease, and less than any caller's patience.</summary>
    private static readonly TimeSpan DelayMax = TimeSpan.FromMilliseconds(100);

    /// <summary>Time for some groups of calls, so that one slow commit is no queue.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    /// <summary>With fewer calls than this part of them the disk would be idle between two commits.</summary>
    private const int Least = 8;

    private readonly int min;
    private readonly int max;
    private readonly TimeProvider clock;
    private readonly Lock turn = new();
    private int limit;
    private int under;
    private long windowFrom;
    private TimeSpan shortest = TimeSpan.MaxValue;

    public Admission(int max, TimeProvider clock)
    {
        (this.max, this.clock, limit, min) = (max, clock, max, Math.Max(1, max / Least));
        windowFrom = clock.GetTimestamp();
    }

    public bool IsFull => Volatile.Read(ref under) >= Volatile.Read(ref limit);

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref under) <= Volatile.Read(ref limit)) return true;
        Interlocked.Decrement(ref under);
        return false;
    }

    /// <param name="entered">When, by the clock's counter.</param>
    public void Leave(long entered)
    {
        var were = Interlocked.Decrement(ref under) + 1;
        var took = clock.GetElapsedTime(entered);
        lock (turn)
        {
            if (took < shortest) shortest = took;
            if (clock.GetElapsedTime(windowFrom) < Window) return;

            // A few slow calls are no queue: only many are.
            if (shortest <= DelayMax) limit = Math.Min(max, limit + min);
            else if (were >= limit / 2) limit = Math.Max(min, limit - Math.Max(1, limit / Least));
            (windowFrom, shortest) = (clock.GetTimestamp(), TimeSpan.MaxValue);
        }
    }
}
