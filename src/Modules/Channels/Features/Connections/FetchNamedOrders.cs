using System.Globalization;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Platform.Work;

namespace Entrepot.Channels.Features.Connections;

internal sealed record FetchWork(long Channel, IReadOnlyList<string> RemoteIds);

/// <summary>Asks for the orders that a webhook named, so that each order comes by one way only. What fails here comes with the next pull.</summary>
internal sealed class FetchNamedOrders(ShopConnections shops, TakePulledOrders orders, WorkQueue work) : IExternalWork
{
    public const string WorkKind = "channels.fetch";

    public string Kind => WorkKind;

    public static void Ask(WorkQueue work, ConnectionRow row, IReadOnlyList<string> remoteIds, TimeSpan after = default) => work.Add(
        WorkKind, string.Create(CultureInfo.InvariantCulture, $"{row.ChannelId.Value}:{remoteIds[0]}"), new FetchWork(row.ChannelId.Value, remoteIds), after,
        new Shop(row.TenantId, row.ChannelId.Value, row.Kind, "", new Dictionary<string, string>()).Destination);

    public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
    {
        var asked = item.Read<FetchWork>();
        if (await shops.OpenAsync(new(asked.Channel), ct) is not { } shop) return TimeSpan.Zero;
        try
        {
            var found = await shop.Connector.GetOrdersAsync(shop.Session, asked.RemoteIds, ct);
            if (found.IsOk) await orders.RunAsync(shop.Channel, found.Value, ct);
            return TimeSpan.Zero;
        }
        catch (ShopBusyException busy)
        {
            return busy.Wait;
        }
    }

    public Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct)
    {
        if (outcome is TimeSpan { Ticks: > 0 } wait) work.Add(WorkKind, item.Key, item.Read<FetchWork>(), wait, item.Destination);
        return Task.CompletedTask;
    }
}
