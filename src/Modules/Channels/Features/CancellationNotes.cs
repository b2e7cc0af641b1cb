using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;

namespace Entrepot.Channels.Features;

/// <summary>Writes what was cancelled, and tells the order book about orders that it holds already.</summary>
internal sealed class CancellationNotes(EntrepotDb db, IdBlocks ids, WorkQueue queue, TimeProvider clock)
{
    /// <summary>A cancelled line with its decision, in the open unit of work; <paramref name="line"/> is null where none matched, or none can match yet.</summary>
    public void Add(SalesChannelId channel, string reference, string lineKey, string number, DateTime placedAt, long quantity, OpenLine? line, bool isEarly = false) =>
        db.Writes.Insert(new CancellationRow
        {
            TenantId = db.Tenant,
            Id = ids.Next(),
            ChannelId = channel,
            Reference = reference,
            LineKey = lineKey,
            PlacedAt = placedAt,
            ReceivedAt = clock.GetUtcNow().UtcDateTime,
            ExternalNumber = number,
            BuyerId = line?.BuyerId ?? "",
            Code = line?.Line.Code ?? "",
            Description = line?.Line.Description ?? "",
            UnitPriceMicros = line?.Line.UnitPriceMicros ?? 0,
            Quantity = quantity,
            State = isEarly ? CancellationState.Pending : line is null ? CancellationState.Unmatched : CancellationState.Matched,
            IncomingId = line?.IncomingId,
            ExternalLineId = line?.Line.ExternalLineId ?? "",
        });

    /// <summary>One event per order and reference; orders that still wait at the door carry their cancellations in themselves.</summary>
    public void Tell(IEnumerable<(string Reference, OpenLine Line)> cancelled)
    {
        foreach (var order in cancelled.Where(one => one.Line.OrderId is not null).GroupBy(one => (OrderId: one.Line.OrderId!.Value, one.Reference)))
        {
            List<CancelledSoFar> lines = [.. order.Select(one => one.Line).Distinct().Select(line => new CancelledSoFar(line.Line.ExternalLineId, line.Line.Quantity - line.Remaining))];
            queue.Publish(order.Key.OrderId.ToString(CultureInfo.InvariantCulture), new OrderLinesCancelled(new(order.Key.OrderId), lines, order.Key.Reference));
        }
    }
}
