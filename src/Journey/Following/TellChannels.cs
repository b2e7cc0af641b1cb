using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Journey.Following;

/// <summary>Tells the marketplaces that orders came from which parcels have left, with what lies in each. In the open unit of work.</summary>
internal sealed class TellChannels(IChannelParcels channels, IFulfilment fulfilment, IOrderBook book)
{
    public async Task RunAsync(IReadOnlyList<FulfilmentHandedOver> left, IReadOnlyDictionary<ConsignmentId, ConsignmentInfo> sent, CancellationToken ct)
    {
        var wanted = await channels.WantedAsync(ct);
        if (wanted.Count == 0) return;

        var orders = (await book.ReadAsync([.. left.Select(happened => happened.Order).Distinct()], ct)).Where(order => wanted.Contains(order.Channel.Id)).ToDictionary(order => order.Id);
        var ours = left.Where(happened => orders.ContainsKey(happened.Order)).ToList();
        var packed = (await fulfilment.PackedAsync([.. ours.Select(happened => happened.FulfilmentOrder)], ct)).ToDictionary(order => order.Id);
        await channels.TellAsync([.. ours.SelectMany(happened => Parcels(happened, orders[happened.Order], sent[happened.Consignment], packed.GetValueOrDefault(happened.FulfilmentOrder)))], ct);
    }

    /// <summary>Where several parcels were reported at once their list stands with the first; the others go along without one.</summary>
    private static IEnumerable<ParcelForChannel> Parcels(FulfilmentHandedOver happened, BookedOrder order, ConsignmentInfo consignment, PackedOrder? packed)
    {
        foreach (var closed in packed?.Parcels ?? [])
        {
            if (closed.Contents.Count == 0 || consignment.Parcels.FirstOrDefault(parcel => parcel.Number == closed.Number)?.TrackingNumber is not { Length: > 0 } number) continue;
            var carrier = consignment.Service.Split('/')[0];
            yield return new($"{consignment.Reference}/{closed.Number}", order.Channel.Id, order.Content.ExternalNumber, carrier, carrier, number, happened.At, [.. Lines(order, closed)]);
        }
    }

    /// <summary>A set's articles lie in the parcel, and its marketplace sold the set: no more of a line is told than was ordered.</summary>
    private static IEnumerable<ParcelLineForChannel> Lines(BookedOrder order, ClosedParcel parcel)
    {
        for (var i = 0; i < order.LineIds.Count; i++)
        {
            var line = order.Content.Lines[i];
            var pieces = parcel.Contents.Where(content => content.OrderLine == order.LineIds[i]).Select(content => content.Quantity).DefaultIfEmpty(0).Max();
            var quantity = Math.Min(pieces, line.Quantity - line.CancelledQuantity);
            if (quantity > 0) yield return new(line.ExternalLineId, line.Code, quantity);
        }
    }
}
