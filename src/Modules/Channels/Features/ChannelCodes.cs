using System.Collections.Concurrent;
using Entrepot.Channels.Data;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features;

/// <summary>The codes of sales channels, which stay: each is read once.</summary>
internal sealed class ChannelCodes
{
    /// <summary>All companies' channels; beyond it they are read anew.</summary>
    private const int CodesMax = 10_000;

    private readonly ConcurrentDictionary<(TenantId, SalesChannelId), string> known = [];

    public async ValueTask<string> OfAsync(EntrepotDb db, SalesChannelId channel, CancellationToken ct)
    {
        if (known.TryGetValue((db.Tenant, channel), out var code)) return code;
        if (await db.Set<SalesChannelRow>().Where(row => row.Id == channel).Select(row => row.Code).FirstOrDefaultAsync(ct) is not { } found) return "unknown";
        if (known.Count >= CodesMax) known.Clear();
        return known[(db.Tenant, channel)] = found;
    }
}
