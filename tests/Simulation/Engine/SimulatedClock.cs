namespace Entrepot.Simulation.Engine;

/// <summary>Time that stands until the simulation moves it; timers fire on the simulation's thread, in order, as it passes them.</summary>
internal sealed class SimulatedClock(DateTime start) : TimeProvider
{
    private readonly PriorityQueue<Timer, (DateTime At, long Turn)> timers = new();
    private long turns;

    public DateTime Now { get; private set; } = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Now);

    public override long GetTimestamp() => Now.Ticks;

    /// <summary>When the next timer fires; null where none is set.</summary>
    public DateTime? NextTimer
    {
        get
        {
            while (timers.TryPeek(out var timer, out var due))
            {
                if (timer.IsDue(due.At)) return due.At;
                timers.Dequeue(); // Stopped or set anew since.
            }

            return null;
        }
    }

    public void AdvanceTo(DateTime to)
    {
        while (NextTimer is { } due && due <= to)
        {
            var timer = timers.Dequeue();
            if (due > Now) Now = due;
            timer.Fire();
        }

        if (to > Now) Now = to;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private DateTime? due;
        private TimeSpan every = Timeout.InfiniteTimeSpan;

        public bool IsDue(DateTime at) => due == at;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            every = period;
            Set(dueTime);
            return true;
        }

        public void Fire()
        {
            due = null;
            if (every > TimeSpan.Zero) Set(every);
            callback(state);
        }

        public void Dispose() => due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(TimeSpan delay)
        {
            due = delay < TimeSpan.Zero ? null : clock.Now + delay;
            if (due is { } at) clock.timers.Enqueue(this, (at, clock.turns++));
        }
    }
}
