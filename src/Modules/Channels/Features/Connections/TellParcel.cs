using System.Globalization;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Connections;

/// <summary>
/// Tells a marketplace one parcel. One that does not answer, or asks to wait, is told later, for as long as it takes; one that
/// says no parks the item after five attempts, with its own words, for a person to look at. It is looked for there before it is
/// told again.
/// </summary>
internal sealed class TellParcel(EntrepotDb db, ShopConnections shops, WorkQueue work) : IExternalWork, IChannelParcels
{
    public const string WorkKind = "channels.tell_parcel";

    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(2);

    public string Kind => WorkKind;

    public async Task<IReadOnlySet<SalesChannelId>> WantedAsync(CancellationToken ct) => (await db.Set<ConnectionRow>().Select(row => row.ChannelId).ToListAsync(ct)).ToHashSet();

    public async Task TellAsync(IReadOnlyList<ParcelForChannel> parcels, CancellationToken ct)
    {
        var rows = await db.Set<ConnectionRow>().ToDictionaryAsync(row => row.ChannelId, ct);
        foreach (var parcel in parcels)
            if (rows.TryGetValue(parcel.Channel, out var row)) work.Add(WorkKind, parcel.Key, parcel, destination: new Shop(row.TenantId, row.ChannelId.Value, row.Kind, "", new Dictionary<string, string>()).Destination);
    }

    public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
    {
        var parcel = item.Read<ParcelForChannel>();
        if (await shops.OpenAsync(parcel.Channel, ct) is not { } shop) return TryAgain; // Paused, or its keys have to be entered anew.

        var remote = await db.Set<RemoteOrderRow>().Where(row => row.ChannelId == parcel.Channel && row.ExternalNumber == parcel.ExternalNumber).Select(row => row.RemoteId).FirstOrDefaultAsync(ct);
        var told = new ShippedParcel(
            parcel.Key, remote ?? "", parcel.ExternalNumber, parcel.Carrier, parcel.CarrierName, parcel.TrackingNumber, parcel.ShippedAt,
            [.. parcel.Lines.Select(line => new ShippedLine(line.ExternalLineId, line.Code, line.Quantity))], MayBeThere: item.Attempts > 1);
        try
        {
            var answer = (await shop.Connector.PushFulfilmentsAsync(shop.Session, [told], ct))[0];
            return answer.Problem is { } problem ? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{problem.Code}: {problem.Message}")) : TimeSpan.Zero;
        }
        catch (ShopBusyException busy)
        {
            return busy.Wait;
        }
        catch (Exception exception) when (PullShop.IsAway(exception) && !ct.IsCancellationRequested)
        {
            return new Unanswered(exception);
        }
    }

    public Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct)
    {
        var pause = outcome as TimeSpan? ?? TryAgain;
        if (pause > TimeSpan.Zero) work.Add(WorkKind, item.Key, item.Read<ParcelForChannel>(), pause, item.Destination);
        return Task.CompletedTask;
    }
}
