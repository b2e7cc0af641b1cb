using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Features.Importing;

/// <summary>
/// Matches the cancelled rows of an import to orders, after all its orders are stored: so it does not matter in which
/// sequence the rows stood, or how they were cut into batches.
/// </summary>
internal sealed class MatchCancellations(EntrepotDb db, CancellationNotes notes)
{
    /// <summary>Each batch reads its buyers' orders once; larger batches read a busy buyer's less often, and hold little more.</summary>
    private const int BatchMax = 2_000;

    /// <param name="afterBatch">Called between two batches, outside their transactions.</param>
    public async Task RunAsync(SalesChannelId channel, long import, Func<Task> afterBatch, CancellationToken ct)
    {
        while (await MatchNextAsync(channel, import, ct) > 0) await afterBatch();
    }

    private async Task<int> MatchNextAsync(SalesChannelId channel, long import, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var pending = await CancellationSql.PendingAsync(db, import, BatchMax, ct);
        if (pending.Count == 0) return 0;

        var wanted = pending.Select(one => (one.Code, one.UnitPriceMicros)).ToHashSet();
        bool IsWanted(IncomingLine line) => wanted.Contains((line.Code, line.UnitPriceMicros));
        var buyers = pending.Where(one => one.ExternalNumber.Length == 0 && one.BuyerId.Length > 0).Select(one => one.BuyerId).Distinct();
        var numbers = pending.Where(one => one.ExternalNumber.Length > 0).Select(one => one.ExternalNumber).Distinct();
        var orders = await IncomingSql.OfBuyersAsync(db, channel, buyers, IsWanted, ct);
        orders.AddRange(await IncomingSql.OfNumbersAsync(db, channel, numbers, IsWanted, ct));
        var matcher = new CancellationMatcher(await OpenLines.OfAsync(db, [.. orders.DistinctBy(order => order.Id)], ct));

        var told = new List<(string, OpenLine)>();
        foreach (var one in pending)
        {
            var line = one.ExternalNumber.Length > 0
                ? matcher.Take(one.ExternalNumber, one.Code, one.UnitPriceMicros, one.Quantity)
                : matcher.Take(one.BuyerId, one.Code, one.UnitPriceMicros, one.Quantity, one.PlacedAt);
            var state = line is null ? CancellationState.Unmatched : CancellationState.Matched;
            db.Writes.Execute(CancellationSql.Decide, true, db.Tenant.Value, one.Id, state.ToString(), line?.IncomingId, line?.Line.ExternalLineId ?? "");
            if (line is not null) told.Add((one.Reference, line));
        }

        notes.Tell(told);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
        return pending.Count;
    }
}
