using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Features;

/// <summary>Hands accepted orders to the journey, inside its unit of work.</summary>
internal sealed class WaitingOrders(EntrepotDb db, ISalesChannels channels) : IWaitingOrders
{
    private static readonly IReadOnlyDictionary<string, long> None = new Dictionary<string, long>();

    public async Task<IReadOnlyList<WaitingOrder>> NextAsync(int limit, CancellationToken ct)
    {
        var rows = await IncomingSql.NextAsync(db, limit, ct);
        if (rows.Count == 0) return [];

        var byId = (await channels.AllAsync(ct)).ToDictionary(channel => channel.Id.Value);
        var cancelled = new Dictionary<long, Dictionary<string, long>>();
        foreach (var ((incoming, line), quantity) in await CancellationSql.SumsAsync(db, rows.Select(row => row.Id), ct))
        {
            if (!cancelled.TryGetValue(incoming, out var lines)) cancelled[incoming] = lines = [];
            lines[line] = quantity;
        }

        return rows.ConvertAll(row => new WaitingOrder(
            row.Id, byId[row.ChannelId], OrderPayloadReader.Read(row.Payload), row.ReceivedAt, cancelled.TryGetValue(row.Id, out var lines) ? lines : None));
    }

    public void Taken(IReadOnlyList<(long IncomingId, OrderId Order)> taken)
    {
        foreach (var (incoming, order) in taken) db.Writes.Execute(IncomingSql.Taken, true, db.Tenant.Value, incoming, order.Value);
    }

    public void Park(long incomingId, string error) => db.Writes.Execute(IncomingSql.Park, true, db.Tenant.Value, incomingId, error);

    public Task<int> CountAsync(CancellationToken ct) => IncomingSql.CountWaitingAsync(db, ct);
}
