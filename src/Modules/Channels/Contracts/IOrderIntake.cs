using Entrepot.Kernel;

namespace Entrepot.Channels.Contracts;

/// <param name="Kind">Which connector speaks with it: <c>amazon</c>, <c>shopify</c>, <c>file</c>, <c>api</c>.</param>
public sealed record SalesChannel(SalesChannelId Id, string Code, string Name, string Kind, string Currency);

public enum IntakeOutcome { Accepted, Duplicate, Conflict, Refused }

/// <summary>What became of one order: accepted (stored), a duplicate (same number, same content), a conflict (same number, other content: kept for a person to see), or refused.</summary>
public sealed record IntakeAnswer(string ExternalNumber, IntakeOutcome Outcome, long? IncomingId, Problem? Problem);

/// <summary>The front door: an order is acknowledged only when it is on disk, once per (tenant, channel, external number).</summary>
public interface IOrderIntake
{
    /// <summary>Stores a batch in one transaction of its own and answers in the same order.</summary>
    /// <param name="raw">The sources' own text of each order, kept verbatim; null entries where there is none beyond the order itself.</param>
    /// <remarks>At most <see cref="BatchMax"/> orders. Must not be called inside an open unit of work.</remarks>
    Task<IReadOnlyList<IntakeAnswer>> AcceptAsync(SalesChannelId channel, IReadOnlyList<IncomingOrder> orders, IReadOnlyList<string?> raw, CancellationToken ct);

    /// <summary>
    /// The channel cancelled lines of orders that it delivered earlier: noted with an order that still waits, told to
    /// whoever holds the order book by <see cref="OrderLinesCancelled"/> otherwise. One transaction of its own; the
    /// answers stand in the same order, one per cancellation. Repeating a reference changes nothing. What comes before
    /// its order is kept, and looked at when the order comes.
    /// </summary>
    Task<IReadOnlyList<CancellationOutcome>> CancelAsync(SalesChannelId channel, IReadOnlyList<IncomingCancellation> cancellations, CancellationToken ct);

    /// <summary>Orders or cancellations in one call: the house's batch.</summary>
    const int BatchMax = 512;
}

/// <summary>One cancellation by a channel.</summary>
/// <param name="Reference">The channel's own id of the cancellation, unique within the channel.</param>
/// <param name="PlacedAt">When the channel says it happened, UTC.</param>
public sealed record IncomingCancellation(string Reference, string ExternalNumber, DateTime PlacedAt, IReadOnlyList<CancelledLine> Lines);

/// <summary>Applied; known already; unmatched: no such line, or more than is left of it, kept for a person to see; or early: it waits for its order.</summary>
public enum CancellationOutcome { Applied, Duplicate, Unmatched, Early }

/// <summary>Orders that were accepted and not yet taken into the order book.</summary>
public interface IWaitingOrders
{
    /// <summary>
    /// The oldest waiting orders, at most <paramref name="limit"/>, inside the caller's unit of work. A stored order that
    /// cannot be read any more is parked with the reason and left out; it is parked when the caller commits, also when
    /// nothing else waits.
    /// </summary>
    Task<IReadOnlyList<WaitingOrder>> NextAsync(int limit, CancellationToken ct);

    /// <summary>The same of those of these orders that wait, by their numbers in the intake.</summary>
    Task<IReadOnlyList<WaitingOrder>> NextAsync(IReadOnlyList<long> which, CancellationToken ct);

    /// <summary>They stand in the order book now; written with the caller's unit of work.</summary>
    void Taken(IReadOnlyList<(long IncomingId, OrderId Order)> taken);

    /// <summary>An order that a bug stopped: set aside with its error until somebody retries it.</summary>
    void Park(long incomingId, Sentence error);

    Task<int> CountAsync(CancellationToken ct);
}

/// <param name="Cancelled">Quantities that the channel has cancelled since, by external line id.</param>
public sealed record WaitingOrder(long IncomingId, SalesChannel Channel, IncomingOrder Order, DateTime ReceivedAt, IReadOnlyDictionary<string, long> Cancelled);

/// <summary>
/// Gives an order that is in the book the content that its channel sent later, and sends it through its journey again.
/// Whoever holds the order book implements it.
/// </summary>
public interface IOrderReplacing
{
    /// <summary>Inside the caller's unit of work.</summary>
    /// <param name="content">With the same lines, by their external ids, as the order has.</param>
    /// <param name="text">What the order's timeline says about it.</param>
    /// <returns>A refusal when the order is too far on its way; nothing was changed then.</returns>
    Task<Result> ReplaceAsync(OrderId order, IncomingOrder content, string text, CancellationToken ct);
}

/// <summary>The channel cancelled lines of an order that is in the book already.</summary>
/// <param name="Lines">What is cancelled of each line now, not what was added: telling it twice, or in another order, changes nothing.</param>
public sealed record OrderLinesCancelled(OrderId Order, IReadOnlyList<CancelledSoFar> Lines, string Source);

/// <param name="Quantity">All pieces of the line that are cancelled, those of earlier cancellations included.</param>
public sealed record CancelledSoFar(string ExternalLineId, long Quantity);

public sealed record CancelledLine(string ExternalLineId, long Quantity);

/// <summary>The shops and files that the company takes orders from.</summary>
public interface ISalesChannels
{
    Task<IReadOnlyList<SalesChannel>> AllAsync(CancellationToken ct);

    /// <summary>Adds a channel in the caller's unit of work; its id is given by the caller.</summary>
    Task<Result> AddAsync(SalesChannel channel, CancellationToken ct);
}

/// <summary>When each sales channel was last heard of.</summary>
public interface IChannelActivity
{
    /// <summary>One per channel, by name.</summary>
    Task<IReadOnlyList<ChannelActivity>> LastAsync(CancellationToken ct);
}

/// <param name="OrderAt">When its latest order came in, UTC; null when none of the latest hundred thousand orders is of this channel.</param>
/// <param name="ImportAt">When a file of it was last imported, UTC; null before the first.</param>
public sealed record ChannelActivity(SalesChannel Channel, DateTime? OrderAt, DateTime? ImportAt);
