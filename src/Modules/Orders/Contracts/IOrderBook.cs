using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Orders.Contracts;

/// <summary>An order as it stands in the book before a journey.</summary>
/// <param name="Run">How many journeys it has been on, this one included; vouchers and traces carry it.</param>
/// <param name="Content">What was ordered, with every edit since.</param>
/// <param name="LineIds">The ids of <c>Content.Lines</c>, in the same order.</param>
/// <param name="Waived">Problem codes that a person has looked at and let pass for this order.</param>
public sealed record BookedOrder(
    OrderId Id, string Number, SalesChannel Channel, int Run, IncomingOrder Content, IReadOnlyList<OrderLineId> LineIds,
    DateTime ReceivedAt, IReadOnlySet<string> Waived, bool IsNew);

/// <summary>What a journey decided about an order; written as the order's new state.</summary>
public sealed record OrderDecision(BookedOrder Order, OrderStatus Status, DateTime DecidedAt)
{
    /// <summary>Why it waits; set exactly when <see cref="Status"/> is on hold.</summary>
    public Problem? Hold { get; init; }

    /// <summary>The stage that held it.</summary>
    public string HoldStage { get; init; } = "";

    /// <summary>When missing stock is expected; only with <see cref="OrderStatus.Backordered"/>.</summary>
    public DateOnly? ExpectedOn { get; init; }

    /// <summary>The plain products that were missing; their arrival restarts the order.</summary>
    public IReadOnlyList<ProductId> Missing { get; init; } = [];
    public int Priority { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Codes of the warehouses that ship it, for lists.</summary>
    public string Warehouses { get; init; } = "";
    public string Service { get; init; } = "";

    /// <summary>Estimated profit in the order's currency; null until the costs are known.</summary>
    public long? ProfitMinor { get; init; }

    /// <summary>The product found for each line, in line order; null where the code is unknown.</summary>
    public required IReadOnlyList<ProductId?> Products { get; init; }
    public required IReadOnlyList<TraceEntry> Trace { get; init; }

    /// <summary>Equal for two orders of the same buyer with the same goods to the same address.</summary>
    public string BasketHash { get; init; } = "";
}

/// <summary>A move of an order after its journey: packed, handed over, delivered.</summary>
/// <param name="Text">What the timeline says; codes and names of others stand in holes.</param>
public sealed record OrderMove(OrderId Order, OrderStatus To, string Kind, Sentence Text);

public readonly record struct KnownBasket(string Hash, string OrderNumber, DateTime PlacedAt);

/// <summary>The order book: what was sold and where it stands. Batches in, batches out, in the caller's unit of work.</summary>
public interface IOrderBook
{
    /// <summary>Takes numbers and ids for orders that stand in the book from now on.</summary>
    Task<IReadOnlyList<BookedOrder>> EnterAsync(IReadOnlyList<WaitingOrder> waiting, CancellationToken ct);

    /// <summary>The oldest orders that wait for a journey, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<BookedOrder>> NextAsync(int limit, CancellationToken ct);

    /// <summary>Those of these orders that wait for a journey, in the order of their journeys.</summary>
    Task<IReadOnlyList<BookedOrder>> NextAsync(IReadOnlyList<OrderId> which, CancellationToken ct);

    /// <summary>
    /// Stops the order that <see cref="NextAsync(int, CancellationToken)"/> would give first, because its journey broke off. Reads nothing of what
    /// was ordered, so that an order which cannot even be read is stopped too.
    /// </summary>
    /// <param name="which">This one instead.</param>
    /// <returns>False when none waits.</returns>
    Task<bool> SetAsideNextAsync(OrderId? which, Problem why, string stage, DateTime now, CancellationToken ct);

    /// <summary>Orders that are not cancelled, were placed since then, and have one of these baskets.</summary>
    Task<IReadOnlyList<KnownBasket>> FindBasketsAsync(IReadOnlyList<string> hashes, DateTime since, CancellationToken ct);

    /// <summary>Writes what a journey decided: the order, its lines, its trace and its timeline.</summary>
    void Write(IReadOnlyList<OrderDecision> decisions);

    /// <summary>Moves orders on and says so on their timelines. A move that the lifecycle does not know is left out and reported.</summary>
    Task<IReadOnlyList<Result>> MoveAsync(IReadOnlyList<OrderMove> moves, DateTime now, CancellationToken ct);

    /// <summary>Stops orders after their journey, and says why on their timelines. Refused where the lifecycle does not allow it; nothing of that order was changed then.</summary>
    Task<IReadOnlyList<Result>> HoldAsync(IReadOnlyList<OrderStop> stops, DateTime now, CancellationToken ct);

    /// <summary>Says something on timelines without moving the orders.</summary>
    void Note(IReadOnlyList<(OrderId Order, string Kind, Sentence Text)> notes, DateTime now);

    /// <summary>Sends orders back to the start of their journey, with what changed. Refused where the lifecycle does not allow it.</summary>
    Task<IReadOnlyList<Result>> RestartAsync(IReadOnlyList<OrderRestart> restarts, DateTime now, CancellationToken ct);

    /// <summary>These orders as they stand, whatever their status, by their ids; what is not in the book is left out. For deciding about a change: <see cref="BookedOrder.Run"/> is that of the next journey.</summary>
    Task<IReadOnlyList<BookedOrder>> ReadAsync(IReadOnlyList<OrderId> which, CancellationToken ct);

    /// <summary>Adds a part of an order as an order of its own to the open unit of work; it waits for its journey.</summary>
    Task<BookedOrder> OpenAsync(NewPart part, DateTime now, CancellationToken ct);

    /// <summary>Orders beside this one that have not left and are of a buyer of the same name in the same country, from the same channel, placed at most so long before or after it. Newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<OrderId>> BesideAsync(BookedOrder order, TimeSpan window, int limit, CancellationToken ct);

    Task<IReadOnlyList<OrderHead>> FindAsync(IReadOnlyList<OrderId> ids, CancellationToken ct);

    /// <summary>Orders on hold for one of these reasons that sell one of these products, oldest first.</summary>
    Task<IReadOnlyList<OrderId>> HeldForAsync(IReadOnlyList<string> holdCodes, IReadOnlyList<ProductId> products, CancellationToken ct);

    /// <summary>Orders on hold because no product answered to one of these codes, oldest first.</summary>
    Task<IReadOnlyList<OrderId>> HeldForCodesAsync(IReadOnlyList<string> codes, CancellationToken ct);

    /// <summary>Backordered orders that wait for one of these products, oldest first, at most <paramref name="limit"/> of those that follow <paramref name="after"/>.</summary>
    Task<IReadOnlyList<OrderId>> WaitingForAsync(IReadOnlyList<ProductId> products, OrderId after, int limit, CancellationToken ct);
}

/// <param name="Change">Applied to the order's content; null leaves it as it is. Lines may change but none may go: pieces that are not wanted are cancelled. New ones stand at the end.</param>
/// <param name="Waive">A problem code that a person lets pass from now on; null for none.</param>
public sealed record OrderRestart(OrderId Order, string Kind, Sentence Text, Func<IncomingOrder, IncomingOrder>? Change, string? Waive)
{
    /// <summary>Ids of the lines that <see cref="Change"/> adds at the end.</summary>
    public IReadOnlyList<OrderLineId> AddedLines { get; init; } = [];

    /// <summary>The version that the change was decided for; refused with <c>orders.changed_meanwhile</c> where it is another by now. Null for any.</summary>
    public int? Version { get; init; }

    /// <summary>Also an order that had nothing to ship: it gets pieces back.</summary>
    public bool Reopens { get; init; }
}

/// <summary>A part of an order that becomes an order of its own.</summary>
/// <param name="Content">What is in it, with exactly the money that leaves the other with it.</param>
/// <param name="Lines">Ids for the lines of <paramref name="Content"/>.</param>
/// <param name="AlsoWaived">A reason that must not hold it, besides those that were let pass for the other.</param>
/// <param name="Text">What its timeline begins with.</param>
public sealed record NewPart(BookedOrder Of, IncomingOrder Content, IReadOnlyList<OrderLineId> Lines, string AlsoWaived, Sentence Text);

/// <summary>An order's head, for decisions of other modules.</summary>
/// <param name="MayRestart">Whether the lifecycle lets it go back to the start of its journey.</param>
public sealed record OrderHead(OrderId Id, string Number, OrderStatus Status, int Run, Lazy<IncomingOrder> Reading, SalesChannel Channel, bool MayRestart)
{
    /// <summary>What was ordered, with every edit since. It is read from its text when somebody looks: most follow an order by its number.</summary>
    public IncomingOrder Content => Reading.Value;

    /// <summary>How often it was changed; see <see cref="OrderRestart.Version"/>.</summary>
    public int Version { get; init; }

    /// <summary>Whether the lifecycle lets it be cancelled.</summary>
    public bool MayCancel { get; init; }
}

/// <summary>An order was cancelled; whoever holds something for it lets go.</summary>
public sealed record OrderCancelled(OrderId Order, string Number, string Reason);
