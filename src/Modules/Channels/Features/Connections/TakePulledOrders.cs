using Entrepot.Channels.Connectors;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Channels.Features.Intake;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Features.Connections;

/// <summary>
/// Takes in what a marketplace gave: new orders go to the intake, progress of known ones is no conflict, and what cannot be
/// read is kept as it came, with its fault. Repeating it changes nothing, since pulls overlap.
/// </summary>
internal sealed class TakePulledOrders(EntrepotDb db, IdBlocks ids, IOrderIntake intake, DecideConflict conflicts, TimeProvider clock)
{
    /// <returns>How many orders are new.</returns>
    public async Task<int> RunAsync(SalesChannelId channel, IReadOnlyList<PulledOrder> pulled, CancellationToken ct)
    {
        var accepted = 0;
        foreach (var batch in pulled.DistinctBy(order => (order.RemoteId, order.UpdatedAt)).Chunk(IOrderIntake.BatchMax)) accepted += await TakeAsync(channel, batch, ct);
        return accepted;
    }

    private async Task<int> TakeAsync(SalesChannelId channel, PulledOrder[] pulled, CancellationToken ct)
    {
        var readable = pulled.Where(order => order.Order.IsOk && IsReady(order.Order.Value)).ToList();
        var stored = await ConnectionSql.StoredAsync(db, channel, readable.Select(order => order.Order.Value.ExternalNumber), ct);
        var merged = readable.ConvertAll(order => stored.TryGetValue(order.Order.Value.ExternalNumber, out var known) ? OrderProgress.Merge(known.Order, order.Order.Value) : order.Order.Value);
        var answers = await intake.AcceptAsync(channel, merged, readable.ConvertAll<string?>(order => order.Raw), ct);
        await TakePaidAsync(merged, stored, answers, ct);
        await KeepAsync(channel, pulled, stored, readable.Zip(answers).Where(pair => pair.Second.Outcome == IntakeOutcome.Refused).ToDictionary(pair => pair.First, pair => pair.Second.Problem), ct);
        return answers.Count(answer => answer.Outcome == IntakeOutcome.Accepted);
    }

    /// <summary>An order that is paid now takes its new content without a person, where nothing else differs.</summary>
    private async Task TakePaidAsync(List<IncomingOrder> merged, Dictionary<string, (long Id, IncomingOrder Order)> stored, IReadOnlyList<IntakeAnswer> answers, CancellationToken ct)
    {
        var paid = answers.Index().Where(one => one.Item.Outcome == IntakeOutcome.Conflict && stored.TryGetValue(one.Item.ExternalNumber, out var known) && OrderProgress.IsPaidNow(known.Order, merged[one.Index]))
            .Select(one => one.Item.IncomingId).OfType<long>().ToList();
        if (paid.Count == 0) return;
        foreach (var (conflict, _) in await ConnectionSql.OpenConflictsAsync(db, paid, ct)) await conflicts.RunAsync(conflict, take: true, "Paid now, by the marketplace.", ct); // One that is too late stays a conflict.
    }

    /// <summary>Some marketplaces show an order before it is paid, without an address; it comes again when it can be shipped.</summary>
    private static bool IsReady(IncomingOrder order) => order.Payment != PaymentState.Pending || order.ShipTo.Line1.Length > 0;

    private async Task KeepAsync(SalesChannelId channel, PulledOrder[] pulled, Dictionary<string, (long Id, IncomingOrder Order)> stored, Dictionary<PulledOrder, Problem?> refused, CancellationToken ct)
    {
        var now = Timestamps.ToStored(clock.GetUtcNow().UtcDateTime);
        await using var unit = await db.BeginAsync(ct);
        foreach (var order in pulled)
        {
            var problem = order.Order.Problem ?? refused.GetValueOrDefault(order);
            var state = problem is not null ? RemoteOrderState.Unreadable : IsReady(order.Order.Value) ? RemoteOrderState.Taken : RemoteOrderState.Unready;
            var number = order.Order.IsOk ? order.Order.Value.ExternalNumber : "";
            db.Writes.Execute(
                ConnectionSql.SetRemoteOrder, true, db.Tenant.Value, channel.Value, order.RemoteId, number.Length <= 64 ? number : "", order.UpdatedAt is { } at ? Timestamps.ToStored(at) : null, now,
                state.ToString(), problem is null ? null : SentenceJson.ToText(problem.Message), Cut(problem?.Field ?? "", 200), state == RemoteOrderState.Taken ? null : order.Raw);
            if (number.Length == 0 || state == RemoteOrderState.Unreadable) continue;
            foreach (var news in order.News) Add(channel, number, news, now);
            if (stored.TryGetValue(number, out var known) && OrderProgress.IsMoved(known.Order, order.Order.Value)) Add(channel, number, Moved(order), now);
        }

        await unit.CommitAsync(ct);
    }

    private static OrderNews Moved(PulledOrder order)
    {
        var to = order.Order.Value.ShipTo;
        return new(OrderNewsKind.AddressChanged, Hashing.Sha256(to.ToString())[..16], order.UpdatedAt, string.Join(", ", new[] { to.Name, to.Line1, to.Line2, to.Postcode, to.City, to.Country }.Where(text => text.Length > 0)));
    }

    private void Add(SalesChannelId channel, string number, OrderNews news, long now) => db.Writes.Execute(
        ConnectionSql.AddNews, false, db.Tenant.Value, ids.Next(), channel.Value, number, news.Kind.ToString(), Cut(news.Reference, 128), news.At is { } at ? Timestamps.ToStored(at) : null, now, Cut(news.Text, 500));

    private static string Cut(string text, int most) => text.Length > most ? text[..most] : text;
}
