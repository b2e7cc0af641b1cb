using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Data;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;

namespace Entrepot.Orders.Features;

internal sealed class PastOrders(EntrepotDb db, ISalesChannels channels) : IPastOrders
{
    public async Task<IReadOnlyList<OrderHead>> BeforeAsync(OrderId? before, DateTime since, int limit, CancellationToken ct)
    {
        var byId = (await channels.AllAsync(ct)).ToDictionary(channel => channel.Id);
        var orders = await db.ReadAsync<Order>(OrderSql.Before, ct, db.Tenant.Value, before?.Value ?? long.MaxValue, Timestamps.ToStored(since), (long)limit);
        return orders.ConvertAll(order => new OrderHead(order.Id, order.Number, order.Status, order.Run, new(order.ReadContent), byId[order.ChannelId], MayRestart: false));
    }
}
