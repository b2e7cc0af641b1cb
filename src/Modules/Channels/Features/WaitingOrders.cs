using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Features;

/// <summary>Hands accepted orders to the journey, inside its unit of work. One that cannot be read is parked in the same unit, and the next one is read.</summary>
internal sealed class WaitingOrders(EntrepotDb db, ISalesChannels channels, TimeProvider clock) : IWaitingOrders
{
    private static readonly IReadOnlyDictionary<string, long> None = new Dictionary<string, long>();

    public async Task<IReadOnlyList<WaitingOrder>> NextAsync(int limit, CancellationToken ct)
    {
        var waiting = new List<WaitingOrder>();
        for (var after = 0L; waiting.Count < limit;)
        {
            var asked = limit - waiting.Count;
            var rows = await IncomingSql.NextAsync(db, after, asked, ct);
            if (rows.Count == 0) break;

            after = rows[^1].Id;
            waiting.AddRange(await ReadAsync(rows, ct));
            if (rows.Count < asked) break;
        }

        return waiting;
    }

    public async Task<IReadOnlyList<WaitingOrder>> NextAsync(IReadOnlyList<long> which, CancellationToken ct) => await ReadAsync(await IncomingSql.WaitingAsync(db, which, ct), ct);

    public void Taken(IReadOnlyList<(long IncomingId, OrderId Order)> taken)
    {
        foreach (var (incoming, order) in taken) db.Writes.Execute(IncomingSql.Taken, true, db.Tenant.Value, incoming, order.Value);
    }

    public void Park(long incomingId, Sentence error) =>
        db.Writes.Execute(IncomingSql.Park, true, db.Tenant.Value, incomingId, error, Timestamps.ToStored(clock.GetUtcNow().UtcDateTime));

    public Task<int> CountAsync(CancellationToken ct) => IncomingSql.CountWaitingAsync(db, ct);

    private async Task<List<WaitingOrder>> ReadAsync(List<WaitingRow> rows, CancellationToken ct)
    {
        var byId = (await channels.AllAsync(ct)).ToDictionary(channel => channel.Id.Value);
        var cancelled = await CancelledAsync(rows, ct);
        var read = new List<WaitingOrder>(rows.Count);
        foreach (var row in rows)
        {
            var order = OrderPayloadReader.TryRead(row.Payload, row.ExternalNumber);
            if (order.Problem is { } unreadable) Park(row.Id, unreadable.Message);
            else read.Add(new(row.Id, byId[row.ChannelId], order.Value, row.ReceivedAt, cancelled.TryGetValue(row.Id, out var lines) ? lines : None));
        }

        return read;
    }

    private async Task<Dictionary<long, Dictionary<string, long>>> CancelledAsync(List<WaitingRow> rows, CancellationToken ct)
    {
        var cancelled = new Dictionary<long, Dictionary<string, long>>();
        foreach (var ((incoming, line), quantity) in await CancellationSql.SumsAsync(db, rows.Select(row => row.Id), ct))
        {
            if (!cancelled.TryGetValue(incoming, out var lines)) cancelled[incoming] = lines = [];
            lines[line] = quantity;
        }

        return cancelled;
    }
}
