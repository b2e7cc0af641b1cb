using System.Text.Json;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Data;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>Keeps the order book for the journey: orders enter, journeys decide, later events move them on.</summary>
internal sealed class OrderBook(EntrepotDb db, IdBlocks ids, CurrentUser user, ISalesChannels channels) : IOrderBook
{
    public async Task<IReadOnlyList<BookedOrder>> EnterAsync(IReadOnlyList<WaitingOrder> waiting, CancellationToken ct)
    {
        if (waiting.Count == 0) return [];
        var number = (await db.QueryAsync(OrderSql.TakeNumbers, row => row.GetInt64(0), ct, db.Tenant.Value, (long)waiting.Count))[0];

        var booked = new List<BookedOrder>(waiting.Count);
        foreach (var order in waiting)
        {
            var lineIds = new OrderLineId[order.Order.Lines.Count];
            var id = new OrderId(ids.Next());
            for (var i = 0; i < lineIds.Length; i++) lineIds[i] = new(ids.Next());
            booked.Add(new(id, $"SO-{number++:D7}", order.Channel, 1, WithCancellations(order), lineIds, order.ReceivedAt, NothingWaived, IsNew: true));
        }

        return booked;
    }

    public Task<IReadOnlyList<BookedOrder>> NextAsync(int limit, CancellationToken ct) => NextAsync(Waiting().Take(limit), ct);

    public Task<IReadOnlyList<BookedOrder>> NextAsync(IReadOnlyList<OrderId> which, CancellationToken ct) => NextAsync(Waiting().Where(order => which.Contains(order.Id)), ct);

    private async Task<IReadOnlyList<BookedOrder>> NextAsync(IQueryable<Order> waiting, CancellationToken ct)
    {
        var orders = await waiting.ToListAsync(ct);
        if (orders.Count == 0) return [];

        var orderIds = orders.ConvertAll(order => order.Id);
        var lines = (await db.Set<OrderLine>().Where(line => orderIds.Contains(line.OrderId)).ToListAsync(ct)).ToLookup(line => line.OrderId);
        var byId = (await channels.AllAsync(ct)).ToDictionary(channel => channel.Id);
        return orders.ConvertAll(order => new BookedOrder(
            order.Id, order.Number, byId[order.ChannelId], order.Run + 1, order.ReadContent(),
            [.. lines[order.Id].OrderBy(line => line.Number).Select(line => line.Id)], order.ReceivedAt, order.WaivedCodes(), IsNew: false));
    }

    public Task<IReadOnlyList<BookedOrder>> ReadAsync(IReadOnlyList<OrderId> which, CancellationToken ct) => NextAsync(db.Set<Order>().Where(order => which.Contains(order.Id)).OrderBy(order => order.Id), ct);

    public async Task<BookedOrder> OpenAsync(NewPart part, DateTime now, CancellationToken ct)
    {
        var number = (await db.QueryAsync(OrderSql.TakeNumbers, row => row.GetInt64(0), ct, db.Tenant.Value, 1L))[0];
        var booked = new BookedOrder(new(ids.Next()), $"SO-{number:D7}", part.Of.Channel, 0, part.Content, part.Lines, part.Of.ReceivedAt, part.Of.Waived, IsNew: true);
        db.Writes.Insert(Order.Open(db.Tenant, booked, part.AlsoWaived, now));
        for (var i = 0; i < part.Lines.Count; i++) AddLine(booked.Id, part.Lines[i], i + 1, part.Content.Lines[i], product: null);
        foreach (var word in SearchWords.Of(part.Content.ShipTo.Name, part.Content.ExternalNumber)) AddWord(booked.Id, word);
        AddTrace(booked.Id, 0, now, [new("split", "opened", part.Text)]);
        Say(booked.Id, now, "split_off", part.Text);
        return booked;
    }

    public async Task<IReadOnlyList<OrderId>> BesideAsync(BookedOrder order, TimeSpan window, int limit, CancellationToken ct)
    {
        var to = order.Content.ShipTo;
        // By the longest word of the name: an index leads from it to the few orders of such buyers.
        if (SearchWords.OfName(to.Name).MaxBy(word => word.Length) is not { } word) return [];
        var (from, until, channel, currency) = (order.Content.PlacedAt - window, order.Content.PlacedAt + window, order.Channel.Id, order.Content.Currency);
        return await db.Set<OrderWord>().Where(found => found.Word == word)
            .Join(db.Set<Order>(), found => found.OrderId, other => other.Id, (_, other) => other)
            .Where(other => other.Id != order.Id && other.ChannelId == channel && other.Currency == currency && other.Country == to.Country && other.PlacedAt >= from && other.PlacedAt <= until
                && (other.Status == OrderStatus.Received || other.Status == OrderStatus.OnHold || other.Status == OrderStatus.Backordered || other.Status == OrderStatus.Allocated || other.Status == OrderStatus.InFulfilment))
            .OrderByDescending(other => other.Id).Take(limit).Select(other => other.Id).ToListAsync(ct);
    }

    public async Task<bool> SetAsideNextAsync(OrderId? which, Problem why, string stage, DateTime now, CancellationToken ct)
    {
        if (await Waiting().FirstOrDefaultAsync(order => which == null || order.Id == which, ct) is not { } order) return false;
        if (order.BreakOff(why, stage, now).Problem is { } illegal) throw new InvalidOperationException(illegal.Message.ToString()); // It was read as one that waits.

        AddTrace(order.Id, order.Run, now, [new(stage, "held", $"{why.Code}: {why.Message}")]);
        Say(order.Id, now, "held", why.Message);
        return true;
    }

    /// <summary>In the order of their journeys.</summary>
    private IQueryable<Order> Waiting() =>
        db.Set<Order>().AsTracking().Where(order => order.Status == OrderStatus.Received).OrderByDescending(order => order.Priority).ThenBy(order => order.Id);

    public async Task<IReadOnlyList<KnownBasket>> FindBasketsAsync(IReadOnlyList<string> hashes, DateTime since, CancellationToken ct) =>
        hashes.Count == 0 ? [] : await db.QueryAsync(OrderSql.FindBaskets,
            row => new KnownBasket(row.GetString(0), row.GetString(1), Timestamps.FromStored(row.GetInt64(2))), ct,
            db.Tenant.Value, hashes.ToArray(), Timestamps.ToStored(since));

    public void Write(IReadOnlyList<OrderDecision> decisions)
    {
        foreach (var decision in decisions)
        {
            if (decision.Order.IsNew) Insert(decision);
            else Update(decision);

            AddTrace(decision.Order.Id, decision.Order.Run, decision.DecidedAt, decision.Trace);
            foreach (var product in decision.Missing)
                db.Writes.Insert(new OrderShortage { TenantId = db.Tenant, ProductId = product, OrderId = decision.Order.Id });
        }
    }

    public async Task<IReadOnlyList<Result>> MoveAsync(IReadOnlyList<OrderMove> moves, DateTime now, CancellationToken ct)
    {
        var orders = await KeptAsync(moves.Select(move => move.Order), ct);
        var answers = new List<Result>(moves.Count);
        foreach (var move in moves)
        {
            if (!orders.TryGetValue(move.Order, out var order))
            {
                answers.Add(OrderProblems.NotFound(move.Order));
                continue;
            }

            var before = order.Status;
            var moved = order.MoveTo(move.To, now);
            if (moved.IsOk && before != move.To) Say(move.Order, now, move.Kind, move.Text);
            if (moved.IsOk && before == OrderStatus.Backordered) db.Writes.Execute(OrderSql.RemoveShortages, false, db.Tenant.Value, move.Order.Value);
            answers.Add(moved);
        }

        return answers;
    }

    public async Task<IReadOnlyList<Result>> HoldAsync(IReadOnlyList<OrderStop> stops, DateTime now, CancellationToken ct)
    {
        var orders = await KeptAsync(stops.Select(stop => stop.Order), ct);
        var answers = new List<Result>(stops.Count);
        foreach (var (id, why, stage) in stops)
        {
            var held = orders.TryGetValue(id, out var order) ? order.Hold(why, stage, now) : OrderProblems.NotFound(id);
            if (held.IsOk) Say(id, now, "held", why.Message);
            answers.Add(held);
        }

        return answers;
    }

    public void Note(IReadOnlyList<(OrderId Order, string Kind, Sentence Text)> notes, DateTime now)
    {
        foreach (var (order, kind, text) in notes) Say(order, now, kind, text);
    }

    public async Task<IReadOnlyList<Result>> RestartAsync(IReadOnlyList<OrderRestart> restarts, DateTime now, CancellationToken ct)
    {
        var orders = await KeptAsync(restarts.Select(restart => restart.Order), ct);
        var answers = new List<Result>(restarts.Count);
        foreach (var restart in restarts)
        {
            if (!orders.TryGetValue(restart.Order, out var order))
            {
                answers.Add(OrderProblems.NotFound(restart.Order));
                continue;
            }

            var foundBy = SearchWords.OfName(order.BuyerName);
            var restarted = order.Restart(restart, now);
            if (restarted.IsOk)
            {
                if (restart.AddedLines.Count > 0) AddLines(order, restart.AddedLines);
                Rename(order, foundBy);
                db.Writes.Execute(OrderSql.RemoveShortages, false, db.Tenant.Value, order.Id.Value);
                Say(order.Id, now, restart.Kind, restart.Text);
            }

            answers.Add(restarted);
        }

        return answers;
    }

    public async Task<IReadOnlyList<OrderHead>> FindAsync(IReadOnlyList<OrderId> orderIds, CancellationToken ct)
    {
        var byId = (await channels.AllAsync(ct)).ToDictionary(channel => channel.Id);
        var orders = await db.ReadAsync<Order>(OrderSql.ById, ct, db.Tenant.Value, orderIds.Select(order => order.Value).Distinct().ToArray());
        return orders.ConvertAll(order => new OrderHead(order.Id, order.Number, order.Status, order.Run, new(order.ReadContent), byId[order.ChannelId],
            order.Status == OrderStatus.Received || OrderLifecycle.Allows(order.Status, OrderStatus.Received))
        {
            Version = order.Version,
            MayCancel = OrderLifecycle.Allows(order.Status, OrderStatus.Cancelled),
        });
    }

    public async Task<IReadOnlyList<OrderId>> HeldForAsync(IReadOnlyList<string> holdCodes, IReadOnlyList<ProductId> products, CancellationToken ct) =>
        await db.QueryAsync(OrderSql.HeldFor, row => new OrderId(row.GetInt64(0)), ct, db.Tenant.Value, holdCodes.ToArray(), products.Select(product => product.Value).ToArray());

    public async Task<IReadOnlyList<OrderId>> HeldForCodesAsync(IReadOnlyList<string> codes, CancellationToken ct) =>
        await db.Set<Order>()
            .Where(order => order.Status == OrderStatus.OnHold && order.HoldCode == "orders.unknown_sku")
            .Where(order => db.Set<OrderLine>().Any(line => line.OrderId == order.Id && line.ProductId == null && codes.Contains(line.Code)))
            .OrderBy(order => order.Id).Select(order => order.Id).ToListAsync(ct);

    public async Task<IReadOnlyList<OrderId>> WaitingForAsync(IReadOnlyList<ProductId> products, OrderId after, int limit, CancellationToken ct) =>
        await db.QueryAsync(OrderSql.WaitingFor, row => new OrderId(row.GetInt64(0)), ct,
            db.Tenant.Value, products.Select(product => product.Value).ToArray(), after.Value, (long)limit);

    private void Insert(OrderDecision decision)
    {
        var booked = decision.Order;
        db.Writes.Insert(Order.Enter(db.Tenant, decision));
        for (var i = 0; i < booked.Content.Lines.Count; i++) AddLine(booked.Id, booked.LineIds[i], i + 1, booked.Content.Lines[i], decision.Products[i]);

        foreach (var word in SearchWords.Of(booked.Content.ShipTo.Name, booked.Content.ExternalNumber)) AddWord(booked.Id, word);
        Say(booked.Id, booked.ReceivedAt, "received", $"{booked.Channel.Name} {booked.Content.ExternalNumber}");
        var cancelled = booked.Content.Lines.Sum(line => line.CancelledQuantity);
        if (cancelled > 0) Say(booked.Id, booked.ReceivedAt, "pieces_cancelled", $"The channel had cancelled {cancelled} of its pieces before the order came into the book.");
        SayDecided(decision);
    }

    /// <summary>The last lines of the order's content are new.</summary>
    private void AddLines(Order order, IReadOnlyList<OrderLineId> added)
    {
        var lines = order.ReadContent().Lines;
        for (var i = 0; i < added.Count; i++)
        {
            var place = lines.Count - added.Count + i;
            AddLine(order.Id, added[i], place + 1, lines[place], product: null); // Its journey finds the product.
        }
    }

    private void Update(OrderDecision decision)
    {
        var booked = decision.Order;
        db.Set<Order>().Local.Single(order => order.Id == booked.Id).Apply(decision); // Tracked by NextAsync in this unit of work.
        for (var i = 0; i < booked.LineIds.Count; i++)
            db.Writes.Execute(OrderSql.UpdateLine, true, db.Tenant.Value, booked.Id.Value, booked.LineIds[i].Value, decision.Products[i]?.Value, booked.Content.Lines[i].CancelledQuantity, booked.Content.Lines[i].MovedQuantity);
        SayDecided(decision);
    }

    private void AddLine(OrderId order, OrderLineId id, int number, IncomingLine line, ProductId? product) => db.Writes.Insert(new OrderLine
    {
        TenantId = db.Tenant,
        Id = id,
        OrderId = order,
        Number = number,
        Code = line.Code,
        ProductId = product,
        Description = line.Description,
        Quantity = line.Quantity,
        CancelledQuantity = line.CancelledQuantity,
        MovedQuantity = line.MovedQuantity,
        AmountMinor = line.AmountMinor,
        IsService = line.IsService,
    });

    private void AddWord(OrderId order, string word) => db.Writes.Insert(new OrderWord { TenantId = db.Tenant, Word = word, OrderId = order });

    /// <summary>An edit of the address may give the order to somebody else.</summary>
    private void Rename(Order order, IReadOnlyCollection<string> before)
    {
        var after = SearchWords.OfName(order.BuyerName);
        foreach (var word in before.Except(after)) db.Writes.Execute(OrderSql.RemoveWord, false, db.Tenant.Value, order.Id.Value, word);
        foreach (var word in after.Except(before)) AddWord(order.Id, word);
    }

    private void SayDecided(OrderDecision decision)
    {
        (string Kind, Sentence Text) said = decision.Status switch
        {
            OrderStatus.OnHold => ("held", decision.Hold?.Message ?? ""),
            OrderStatus.Backordered => ("backordered", decision.ExpectedOn is { } day ? (Sentence)$"{day}" : ""),
            OrderStatus.Allocated => ("allocated", decision.Service.Length == 0 ? (Sentence)$"{decision.Warehouses}" : $"{decision.Warehouses} · {decision.Service}"),
            OrderStatus.Closed => ("closed", ""),
            _ => throw new InvalidOperationException($"A journey does not end in {decision.Status}."),
        };
        Say(decision.Order.Id, decision.DecidedAt, said.Kind, said.Text);
    }

    private void AddTrace(OrderId order, int run, DateTime at, IReadOnlyList<TraceEntry> entries) => db.Writes.Insert(new OrderTrace
    {
        TenantId = db.Tenant,
        OrderId = order,
        Run = run,
        At = at,
        Entries = JsonSerializer.Serialize(entries, OrderJson.Default.IReadOnlyListTraceEntry),
    });

    private void Say(OrderId order, DateTime at, string kind, Sentence text) => db.Writes.Insert(new OrderEvent
    {
        TenantId = db.Tenant,
        Id = ids.Next(),
        OrderId = order,
        At = at,
        Kind = kind,
        Actor = user.Name,
        Text = text,
    });

    private async Task<Dictionary<OrderId, Order>> KeptAsync(IEnumerable<OrderId> orderIds, CancellationToken ct)
    {
        return (await db.Kept.ReadAsync<Order>(OrderSql.ById, ct, db.Tenant.Value, orderIds.Select(order => order.Value).Distinct().ToArray())).ToDictionary(order => order.Id);
    }

    private static IncomingOrder WithCancellations(WaitingOrder waiting)
    {
        if (waiting.Cancelled.Count == 0) return waiting.Order;
        return waiting.Order with
        {
            Lines = [.. waiting.Order.Lines.Select(line => waiting.Cancelled.TryGetValue(line.ExternalLineId, out var quantity)
                ? line with { CancelledQuantity = Math.Min(line.Quantity, line.CancelledQuantity + quantity) } : line)],
        };
    }

    private static readonly HashSet<string> NothingWaived = [];
}
