using System.Diagnostics;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Faults;
using Entrepot.Platform.Security;
using Entrepot.Platform.Watching;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Journey;

/// <summary>What journeys did, counted by where the orders ended up.</summary>
public sealed class JourneyCounts
{
    public int Orders { get; private set; }
    public int Planned { get; private set; }
    public int Backordered { get; private set; }
    public int Closed { get; private set; }
    public Dictionary<string, int> Held { get; } = new(StringComparer.Ordinal);

    internal void Add(Traveller order)
    {
        Orders++;
        if (order.Status == OrderStatus.Allocated) Planned++;
        else if (order.Status == OrderStatus.Backordered) Backordered++;
        else if (order.Status == OrderStatus.Closed) Closed++;
        else if (order.Held is { } problem) Held[problem.Code] = Held.GetValueOrDefault(problem.Code) + 1;
    }

    internal void AddParked(string code)
    {
        Orders++;
        Held[code] = Held.GetValueOrDefault(code) + 1;
    }
}

/// <summary>Takes what waits, up to a full batch, and sends it on its journey in one transaction.</summary>
/// <remarks>
/// There is no timer: with little to do a batch is one order and leaves at once; under load the queue fills while a batch
/// runs, so batches grow by themselves. One bad order must not stop the others: a failing batch is halved until the
/// culprit is alone, and that one is set aside with its error.
/// </remarks>
public sealed class JourneyRunner(IServiceScopeFactory scopes, Databases databases, DatabaseEngine engine, RunMarks marks, IFrontDoor door, TimeProvider clock, Signals signals, ILogger<JourneyRunner> log)
{
    /// <summary>What this process says that it runs while orders travel.</summary>
    public const string Kind = "journey";

    /// <summary>So many orders in a row that fail alone are no bad orders: something they all need is broken, and they wait for it.</summary>
    private const int SetAsideInARowMax = 5;

    /// <summary>A batch while other companies' orders wait too.</summary>
    private const int CountWhileShared = 64;

    /// <summary>So many times as long as its batch took a journey then rests; several processes rest each for itself. What waits is safe, and goes on as soon as the crowd is served.</summary>
    private const int RestsWhileCrowded = 4;

    private readonly JourneySuspects suspects = new(scopes, marks, log);

    /// <summary>While orders are sent from all sides, or somebody waits to write: they then wait for milliseconds and not for a full batch.</summary>
    private readonly BatchPace pace = new();
    private int setAsideInARow;

    /// <summary>Runs everything that waits for one company.</summary>
    public async Task<JourneyCounts> DrainAsync(TenantId tenant, CancellationToken ct)
    {
        var counts = new JourneyCounts();
        while (await RunNextAsync(tenant, counts, ct) > 0) { }
        return counts;
    }

    /// <summary>Runs one batch of what waits.</summary>
    /// <param name="isShared">Other companies' orders wait too.</param>
    /// <returns>How many orders it took; zero when nothing waits.</returns>
    public async Task<int> RunNextAsync(TenantId tenant, JourneyCounts counts, CancellationToken ct, bool isShared = false)
    {
        var started = clock.GetTimestamp();
        var taken = await RunNextAsync(tenant, door.IsCrowded || databases.Of(tenant).Gate.IsWaitedFor ? pace.Few : isShared ? CountWhileShared : OrderBatch.CountMax, counts, ct);
        if (taken > 0 && door.IsCrowded) await Task.Delay(clock.GetElapsedTime(started) * RestsWhileCrowded, clock, ct);
        return taken;
    }

    private async Task<int> RunNextAsync(TenantId tenant, int limit, JourneyCounts counts, CancellationToken ct)
    {
        var taken = 0;
        var next = new NextJourney(limit);
        using var lines = log.BeginScope(Signals.LogScope(tenant));
        using var span = Signals.Spans.StartActivity("journey batch");
        try
        {
            next = await suspects.NextAsync(tenant, limit, ct);
            if (next.HasKilled) throw new InvalidOperationException("The process ended each time its journey began.");
            limit = next.Limit;
            await using var scope = Scope(tenant);
            var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
            var journey = scope.ServiceProvider.GetRequiredService<OrderJourney>();
            await using var unit = await db.BeginAsync(ct);
            var begun = clock.GetTimestamp();
            var travellers = await TakeAsync(scope.ServiceProvider, next, ct);
            taken = travellers.Count;
            suspects.Done(db, next, taken);
            if (taken == 0)
            {
                await unit.CommitAsync(ct); // What could not even be read was set aside.
                Signals.Forget(span);
                return 0;
            }

            foreach (var order in travellers) CrashPoints.Touch(order.Content.ExternalNumber);
            var batch = await OrderBatch.OfAsync(scope.ServiceProvider, travellers, clock.GetUtcNow().UtcDateTime, ct);
            await journey.RunAsync(batch, ct);
            scope.ServiceProvider.GetRequiredService<IOrderBook>().Write([.. travellers.Select(order => Decision(order, batch))]);
            if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
            pace.Took(taken, clock.GetElapsedTime(begun));

            foreach (var order in travellers) counts.Add(order);
            foreach (var outcome in travellers.CountBy(Outcome)) signals.JourneysEnded(tenant, outcome.Key, outcome.Value);
            span?.SetTag(Signals.TenantLabel, tenant.Value).SetTag("orders", taken);
            setAsideInARow = 0;
            return taken;
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !engine.IsOutage(exception))
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name); // Its message may name a buyer.
            if (taken > 1) return await RunNextAsync(tenant, taken / 2, counts, ct);
            if (taken == 0 && limit > 1) return await RunNextAsync(tenant, 1, counts, ct); // Perhaps one of them cannot even be entered.
            if (setAsideInARow >= SetAsideInARowMax || await SetAsideAsync(tenant, next.Alone, exception, ct) is not { } which) throw;
            log.LogError(exception, "A journey failed and {Order} is set aside", which);
            setAsideInARow++;
            signals.JourneysEnded(tenant, "set_aside", 1);
            counts.AddParked("journey.failed");
            return 1;
        }
    }

    private static string Outcome(Traveller order) => order.Status switch
    {
        OrderStatus.Allocated => "planned",
        OrderStatus.Backordered => "backordered",
        OrderStatus.Closed => "closed",
        OrderStatus.OnHold => "on_hold",
        _ => "other",
    };

    /// <summary>Released orders first: somebody has just decided them and wants to see it; then what has come in.</summary>
    private static async Task<List<Traveller>> TakeAsync(IServiceProvider services, NextJourney journey, CancellationToken ct)
    {
        var book = services.GetRequiredService<IOrderBook>();
        var again = journey.Alone is null ? await book.NextAsync(journey.Limit, ct) : journey.Alone.IsInBook ? await book.NextAsync([new(journey.Alone.Id)], ct) : [];
        if (again.Count > 0) return [.. again.Select(order => new Traveller(order))];

        var waitingOrders = services.GetRequiredService<IWaitingOrders>();
        var waiting = journey.Alone is null ? await waitingOrders.NextAsync(journey.Limit, ct) : journey.Alone.IsInBook ? [] : await waitingOrders.NextAsync([journey.Alone.Id], ct);
        var entered = await book.EnterAsync(waiting, ct);
        waitingOrders.Taken([.. waiting.Zip(entered, (order, booked) => (order.IncomingId, booked.Id))]);
        return [.. entered.Select(order => new Traveller(order))];
    }

    private static OrderDecision Decision(Traveller order, OrderBatch batch) => new(order.Order, order.Status, batch.Now)
    {
        Hold = order.Held,
        HoldStage = order.HeldAt,
        ExpectedOn = order.Shortages.Count == 0 || order.Shortages.Any(shortage => shortage.ExpectedOn is null) ? null : order.Shortages.Max(shortage => shortage.ExpectedOn),
        Missing = [.. order.Shortages.Select(shortage => shortage.Product).Distinct()],
        Priority = order.Rules?.Priority ?? 0,
        Tags = [.. order.Content.Tags.Concat(order.Rules?.Tags ?? []).Distinct(StringComparer.Ordinal)],
        Warehouses = string.Join(", ", order.Parts.Select(part => part.Warehouse.Code)),
        Service = string.Join(", ", order.Parts.Select(part => part.Transport?.Service).Where(service => service is not null).Distinct(StringComparer.Ordinal)),
        ProfitMinor = order.ProfitMinor,
        Products = [.. order.Products.Select(product => product?.Id)],
        Trace = order.Trace,
        BasketHash = order.BasketHash,
    };

    /// <summary>The one order that a bug stops waits visibly: a known one on hold, a new one in the intake.</summary>
    /// <returns>Which it was, for the log; null when no order waits: then the order is not to blame.</returns>
    /// <param name="alone">Null when it was the next in turn.</param>
    private async Task<string?> SetAsideAsync(TenantId tenant, Suspect? alone, Exception exception, CancellationToken ct)
    {
        await using var scope = Scope(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(ct);
        if (alone is not null) suspects.Done(db, new(1, alone), 1);
        var which = alone is not { IsInBook: false } && await scope.ServiceProvider.GetRequiredService<IOrderBook>().SetAsideNextAsync(alone is null ? null : new(alone.Id), JourneyProblems.Failed(exception.Message), "journey", clock.GetUtcNow().UtcDateTime, ct)
            ? alone is null ? "the order of the book that was next" : $"order {alone.Id} of the book" : null;
        if (alone is { IsInBook: false })
        {
            scope.ServiceProvider.GetRequiredService<IWaitingOrders>().Park(alone.Id, $"{exception.Message}");
            which = $"intake {alone.Id}";
        }
        else if (which is null)
        {
            var waitingOrders = scope.ServiceProvider.GetRequiredService<IWaitingOrders>();
            foreach (var waiting in await waitingOrders.NextAsync(1, ct))
            {
                waitingOrders.Park(waiting.IncomingId, $"{exception.Message}");
                which = $"order {waiting.Order.ExternalNumber} (intake {waiting.IncomingId})";
            }
        }

        return which is not null && (await unit.CommitAsync(ct)).IsOk ? which : null;
    }

    private AsyncServiceScope Scope(TenantId tenant)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(tenant);
        return scope;
    }
}
