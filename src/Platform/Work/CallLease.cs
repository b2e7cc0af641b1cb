namespace Entrepot.Platform.Work;

/// <summary>
/// Until when the work that runs here may call the world. A process that stood still for minutes wakes up in the belief that
/// it holds a lease which another one has taken over since, and would do a second time what that one has done. So whoever
/// sends something to the world looks here right before.
/// </summary>
public sealed class CallLease
{
    private static readonly AsyncLocal<CallLease?> Held = new();
    private readonly TimeProvider clock;

    private CallLease(TimeProvider clock) => this.clock = clock;

    /// <summary>UTC; later when the lease is renewed.</summary>
    public DateTime Until { get; set; }

    /// <summary>From here on, in this flow of calls, <see cref="MustLast"/> asks this lease.</summary>
    public static CallLease Begin(DateTime until, TimeProvider clock) => Held.Value = new(clock) { Until = until };

    /// <summary>What is begun now must be over before somebody else may begin it. Outside of leased work nobody else will.</summary>
    /// <param name="time">What it may take at most.</param>
    /// <exception cref="TimeoutException">The lease ends before: the call must not be made.</exception>
    public static void MustLast(TimeSpan time)
    {
        if (Held.Value is { } lease && lease.clock.GetUtcNow().UtcDateTime + time > lease.Until)
            throw new TimeoutException("The call was not made: its turn is over, and somebody else may be making it.");
    }
}
