using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Features;

/// <summary>
/// A channel that sends an order again with more of it cancelled says so in the lines themselves. What has grown since
/// is noted as a cancellation; sending the same state twice changes nothing.
/// </summary>
internal sealed class GrownCancellations(EntrepotDb db, CancellationNotes notes)
{
    /// <param name="again">Orders that were known already, as they were sent now.</param>
    /// <param name="added">Orders that this unit of work adds and that are not in the database yet.</param>
    /// <param name="left">What is left of those among them that were cancelled in part before they came.</param>
    public async Task NoteAsync(SalesChannelId channel, IReadOnlyList<(long IncomingId, IncomingOrder Order)> again, Dictionary<long, IncomingOrder> added, Dictionary<long, List<OpenLine>> left, CancellationToken ct)
    {
        var cancelling = again.Where(one => one.Order.Lines.Any(line => line.CancelledQuantity > 0)).ToList();
        if (cancelling.Count == 0) return;

        var stored = await IncomingSql.OfNumbersAsync(db, channel, cancelling.Where(one => !added.ContainsKey(one.IncomingId)).Select(one => one.Order.ExternalNumber).Distinct(), _ => true, ct);
        var open = (await OpenLines.OfAsync(db, stored, ct)).Concat(cancelling.Where(one => added.ContainsKey(one.IncomingId)).DistinctBy(one => one.IncomingId)
                .SelectMany(one => left.TryGetValue(one.IncomingId, out var lines) ? lines : OpenLines.OfNew(one.IncomingId, added[one.IncomingId])))
            .ToDictionary(line => (line.IncomingId, line.Line.ExternalLineId));

        var told = new List<(string, OpenLine)>();
        foreach (var (id, order) in cancelling)
        {
            foreach (var line in order.Lines)
            {
                if (!open.TryGetValue((id, line.ExternalLineId), out var known)) continue; // What is stored cannot be read and waits for a person.
                var more = line.CancelledQuantity - (known.Line.Quantity - known.Remaining);
                if (more <= 0) continue;

                known.Remaining -= more;
                var key = string.Create(CultureInfo.InvariantCulture, $"{line.ExternalLineId}:{line.CancelledQuantity}");
                notes.Add(channel, order.ExternalNumber, key, order.ExternalNumber, order.PlacedAt, more, known);
                told.Add((order.ExternalNumber, known));
            }
        }

        notes.Tell(told);
    }
}
