using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Features;

/// <summary>
/// What a channel cancelled before it sent the order: messages overtake each other. It is decided in the unit of work that
/// takes the order in, as if it had come right after it, and goes along with the order to its first journey.
/// </summary>
internal sealed class EarlyCancellations(EntrepotDb db)
{
    /// <param name="added">Orders that this unit of work adds and that are not in the database yet, by their intake id.</param>
    /// <returns>What is left of those orders that were cancelled in part, by the same id.</returns>
    public async Task<Dictionary<long, List<OpenLine>>> ApplyAsync(SalesChannelId channel, Dictionary<long, IncomingOrder> added, CancellationToken ct)
    {
        var left = new Dictionary<long, List<OpenLine>>();
        if (added.Count == 0) return left;
        var early = (await CancellationSql.EarlyAsync(db, channel, added.Values.Select(order => order.ExternalNumber), ct)).ToLookup(line => line.ExternalNumber, StringComparer.Ordinal);
        if (early.Count == 0) return left;

        foreach (var (id, order) in added)
        {
            if (!early.Contains(order.ExternalNumber)) continue;
            var open = left[id] = OpenLines.OfNew(id, order);
            var matcher = new CancellationMatcher(open);
            foreach (var one in early[order.ExternalNumber].GroupBy(line => line.Reference, StringComparer.Ordinal)) Decide(matcher, id, [.. one]);
        }

        return left;
    }

    private void Decide(CancellationMatcher matcher, long incoming, List<EarlyCancellation> lines)
    {
        var taken = matcher.TakeAll(lines[0].ExternalNumber, lines.ConvertAll(line => new CancelledLine(line.LineKey, line.Quantity)));
        foreach (var line in lines)
        {
            if (taken is null) db.Writes.Execute(CancellationSql.Decide, true, db.Tenant.Value, line.Id, nameof(CancellationState.Unmatched), null, "");
            else db.Writes.Execute(CancellationSql.Decide, true, db.Tenant.Value, line.Id, nameof(CancellationState.Matched), incoming, line.LineKey);
        }
    }
}
