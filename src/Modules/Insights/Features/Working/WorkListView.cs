using Entrepot.Platform.Audit;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Watching;
using Entrepot.Platform.Work;

namespace Entrepot.Insights.Features.Working;

/// <summary>The company's queue, and how the places that it calls are doing.</summary>
/// <param name="Depths">How much waits of each kind, and since when.</param>
/// <param name="Discarding">Set when marked work is about to be discarded and the reason is asked for.</param>
public sealed record WorkListView(
    ListUrl Url, IReadOnlyList<WorkRow> Rows, long Total, IReadOnlyDictionary<WorkState, int> ByState, IReadOnlyList<string> Kinds, IReadOnlyList<string> Destinations,
    IReadOnlyList<Backlog> Depths, IReadOnlyList<ScheduleRow> Schedules, IReadOnlyList<DestinationState> Called, IReadOnlyList<ChangeRecord> Changes, DateTime Now, BulkSelection? Discarding)
{
    public const int PageSize = 50;

    public int All => ByState.Values.Sum();
}

/// <param name="Destination">Whom it calls; empty for work inside the system.</param>
/// <param name="Error">Why the last attempt failed; null before the first failure.</param>
public sealed record WorkRow(long Id, string Kind, string Key, string Destination, WorkState State, int Attempts, DateTime CreatedAt, DateTime DueAt, string? Error);

/// <summary>What comes again and again.</summary>
/// <param name="LastAt">UTC; null before the first time.</param>
public sealed record ScheduleRow(long Id, string Kind, WorkState State, DateTime? LastAt, DateTime NextAt, string? Error);

public static class WorkWords
{
    public static StatusWord Of(WorkState state) => state switch
    {
        WorkState.Waiting => new(Tone.Rest, "Waiting|work"),
        WorkState.Running => new(Tone.Run, "Running"),
        WorkState.Suspect => new(Tone.Warn, "Runs alone next"),
        WorkState.Parked => new(Tone.Stop, "Parked"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static StatusWord Of(BreakerState breaker) => breaker switch
    {
        BreakerState.Closed => new(Tone.Go, "Answers"),
        BreakerState.HalfOpen => new(Tone.Warn, "One call tries"),
        BreakerState.Open => new(Tone.Stop, "Not called"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
