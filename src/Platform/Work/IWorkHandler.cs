namespace Entrepot.Platform.Work;

/// <summary>
/// Handles work inside this system: reads, decides and adds its writes to the open unit of work, which the runner
/// commits together with the items' removal. Must be repeatable: a crash before the commit runs the batch again.
/// </summary>
public interface IWorkHandler
{
    /// <summary>The kind of item it takes, <c>module.verb_noun</c>.</summary>
    string Kind { get; }

    /// <param name="items">Up to <see cref="WorkRunner.BatchMax"/> items of one company, in the order in which they fell due.</param>
    /// <exception cref="Exception">Anything thrown rolls the batch back; it is halved until the culprit is alone, and that one is parked after five attempts.</exception>
    Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct);
}

/// <summary>
/// Handles work that calls the world. The call runs outside any transaction under a lease; what it brought back is
/// written by <see cref="ApplyAsync"/> in a transaction that also removes the item, if the lease is still ours.
/// </summary>
/// <remarks>
/// Items are asked for with the name of their destination (<see cref="WorkQueue.Add"/>): those of one destination share
/// its calls at once, its rate and its breaker, so that one which hangs holds up nothing but its own.
/// </remarks>
public interface IExternalWork
{
    string Kind { get; }

    /// <summary>
    /// Makes the call. On <paramref name="item"/>.Attempts above 1 an earlier attempt may have reached the other side:
    /// ask there by <see cref="WorkItem.Key"/> before doing it again.
    /// </summary>
    /// <param name="ct">Ends after <see cref="CallMax"/>, or when another process has taken the item over.</param>
    /// <returns>What to write, or <see cref="Unanswered"/>; it is handed to <see cref="ApplyAsync"/> as it is.</returns>
    /// <exception cref="Exception">The call failed: it is repeated with growing pauses and parked after five attempts.</exception>
    Task<object> CallAsync(WorkItem item, CancellationToken ct);

    /// <summary>How long a call may take. Two minutes: four questions to a carrier of 25 seconds each (the client's time-out), and what we need ourselves.</summary>
    TimeSpan CallMax => TimeSpan.FromMinutes(2);

    /// <summary>Adds the outcome's writes to the open unit of work, which other items' outcomes may share; none of them has the same key.</summary>
    Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct);

    /// <summary>The last attempt has failed too and the item is parked: adds what people must see to the open unit of work. Nothing by default.</summary>
    Task GiveUpAsync(WorkItem item, Exception why, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>
/// Work whose calls read the same before they are made, and write the same after: items that are leased together are
/// prepared together, and outcomes that are written together are one piece of work. Items that run alone take the way of
/// <see cref="IExternalWork"/>, and mean the same.
/// </summary>
public interface IBatchedWork : IExternalWork
{
    /// <summary>Reads, outside of any transaction, what the calls of these items need. Where it fails, each call reads for itself.</summary>
    /// <returns>For each item, in the same order, its call: it is made when this scope has ended, beside the others. Null where the call has to read for itself.</returns>
    Task<IReadOnlyList<Func<CancellationToken, Task<object>>?>> PrepareAsync(IReadOnlyList<WorkItem> items, CancellationToken ct);

    /// <summary>Adds the writes of several outcomes, none of which has the same key as another, to the open unit of work.</summary>
    Task ApplyAsync(IReadOnlyList<(WorkItem Item, object Outcome)> ended, CancellationToken ct);
}

/// <summary>
/// The outcome of a call that may be asked again at leisure, such as a poll: the other side did not answer. The item has not
/// failed, so no attempt is counted and nothing is parked; whether the destination can be reached at all is learnt from it
/// like from every other call.
/// </summary>
/// <param name="Why">What went wrong.</param>
public sealed record Unanswered(Exception Why);
