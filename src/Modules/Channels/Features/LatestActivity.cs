using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features;

/// <summary>When each channel was last heard of.</summary>
internal sealed class LatestActivity(EntrepotDb db, ISalesChannels channels) : IChannelActivity
{
    /// <summary>Some tens of milliseconds to read; a channel without one of them has been silent for long.</summary>
    private const int OrdersMax = 100_000;

    public async Task<IReadOnlyList<ChannelActivity>> LastAsync(CancellationToken ct)
    {
        var orders = (await IncomingSql.LatestAsync(db, OrdersMax, ct)).ToDictionary(latest => latest.Channel, latest => latest.At);
        var imports = (await db.Set<ImportRow>().GroupBy(row => row.ChannelId).Select(group => new { Channel = group.Key, At = group.Max(row => row.RequestedAt) }).ToListAsync(ct)).ToDictionary(latest => latest.Channel, latest => latest.At);
        return [.. (await channels.AllAsync(ct)).OrderBy(channel => channel.Name, StringComparer.Ordinal).Select(channel => new ChannelActivity(
            channel, orders.TryGetValue(channel.Id, out var order) ? order : null, imports.TryGetValue(channel.Id, out var import) ? import : null))];
    }
}
