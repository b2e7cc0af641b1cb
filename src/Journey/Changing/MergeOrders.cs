using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Journey.Changing;

/// <summary>
/// Sends orders of one buyer to one address together: the pieces of the others go over to this one, with what was paid for them, and the others have
/// nothing left to ship.
/// </summary>
internal sealed class MergeOrders(EntrepotDb db, IOrderBook book, IOrderMoves moves, Unwind unwind, Rehearsal rehearsal, IdBlocks ids, TimeProvider clock) : IMergeProposals
{
    /// <summary>Orders that one click merges: what a person compares on a page.</summary>
    public const int Most = 20;

    internal sealed record Request(IReadOnlyList<long> Orders, string Reason, int? Version = null);

    public async Task<IReadOnlyList<MergeProposal>> ForAsync(OrderId order, CancellationToken ct)
    {
        if ((await book.FindAsync([order], ct)) is not [{ MayRestart: true }] || (await book.ReadAsync([order], ct)) is not [var into]) return [];

        var window = MergeRules.WindowOn(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var beside = await book.BesideAsync(into, window, Most, ct);
        if (beside.Count == 0) return [];
        // What somebody has just taken apart is not proposed to be put together; taking the split back does that.
        var apart = (await moves.OfAsync([order], ct)).Where(move => move.Kind == "split").SelectMany(move => new[] { move.From, move.To }).ToHashSet();
        var heads = (await book.FindAsync(beside, ct)).ToDictionary(head => head.Id);
        return [.. (await book.ReadAsync(beside, ct)).Where(other => heads[other.Id].MayRestart && !apart.Contains(other.Id) && MergeRules.Check(into, other, window) is null).OrderByDescending(other => other.Id.Value)
            .Select(other => new MergeProposal(other.Id, other.Number, other.Content.ExternalNumber, heads[other.Id].Status, other.Content.PlacedAt, new(other.Content.PaidMinor(), other.Content.Currency),
                other.Content.Lines.Where(line => !line.IsService).Sum(line => line.OpenQuantity())))];
    }

    /// <summary>What it would do; nothing is changed.</summary>
    public async Task<Result<ConsequencesView>> TryAsync(OrderId id, Request request, CancellationToken ct)
    {
        IReadOnlyList<OrderId> all = [id, .. request.Orders.Distinct().Select(order => new OrderId(order))];
        var after = await rehearsal.RunAsync(async services => (await services.GetRequiredService<MergeOrders>().ApplyAsync(id, request, ct)).Problem is { } problem ? problem : new Result<IReadOnlyList<OrderId>>(all), ct);
        if (after.Problem is { } refused) return refused;
        var before = await rehearsal.AsTheyAreAsync(all, ct);
        return before.Problem is { } stays ? stays : new ConsequencesView(before.Value, after.Value);
    }

    public async Task<Result> RunAsync(OrderId id, Request request, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        return (await ApplyAsync(id, request, ct)).Problem is { } problem ? problem : await unit.CommitAsync(ct);
    }

    /// <summary>In the open unit of work; on a refusal the caller must not commit.</summary>
    private async Task<Result> ApplyAsync(OrderId id, Request request, CancellationToken ct)
    {
        if (request.Reason.Trim() is not { Length: > 0 and <= SplitOrder.ReasonMax } reason) return ChangeProblems.WhyMissing(SplitOrder.ReasonMax);
        var others = request.Orders.Distinct().Select(order => new OrderId(order)).ToList();
        if (others.Count is 0 or > Most) return ChangeProblems.NoneToMerge(Most);
        var read = await ReadAsync([id, .. others], ct);
        if (read.Problem is { } missing) return missing;

        var (into, now) = (read.Value[id], clock.GetUtcNow().UtcDateTime);
        var window = MergeRules.WindowOn(DateOnly.FromDateTime(now));
        foreach (var other in others)
            if (MergeRules.Check(into, read.Value[other], window) is { } apart) return apart;
        if ((await unwind.RunAsync([id, .. others], DateOnly.FromDateTime(now), reason, ct)).Problem is { } tooLate) return tooLate;

        var merged = into.Content;
        var added = new List<OrderLineId>();
        var restarts = new List<OrderRestart>();
        foreach (var other in others.Select(other => read.Value[other]))
        {
            var taken = Pieces.TakeAll(other.Content);
            var lines = taken.Lines.Select(_ => new OrderLineId(ids.Next())).ToList();
            merged = Pieces.Add(merged, taken, other.Number);
            added.AddRange(lines);
            moves.Add("merge", other.Id, id, reason, taken.ShippingMinor, taken.ShippingTaxMinor, [.. taken.Lines.Select((line, i) => new MovedLine(other.LineIds[line.Place], lines[i], line.Line.Quantity))]);
            restarts.Add(new(other.Id, "merged", $"{SplitOrder.Describe(taken)} → {into.Number} · {reason}", _ => taken.Rest, Waive: null));
        }

        restarts.Add(new(id, "merged_in", $"{string.Join(", ", others.Select(other => read.Value[other].Number))} · {reason}", _ => merged, Waive: null) { AddedLines = added, Version = request.Version });
        foreach (var answer in await book.RestartAsync(restarts, now, ct))
            if (answer.Problem is { } overtaken) return overtaken;
        return Result.Ok;
    }

    private async Task<Result<Dictionary<OrderId, BookedOrder>>> ReadAsync(IReadOnlyList<OrderId> all, CancellationToken ct)
    {
        var heads = (await book.FindAsync(all, ct)).ToDictionary(head => head.Id);
        foreach (var id in all)
        {
            if (!heads.TryGetValue(id, out var head)) return JourneyProblems.OrderNotFound(id);
            if (!head.MayRestart) return JourneyProblems.CannotChange(head);
            if (!Pieces.AddsUp(head.Content)) return ChangeProblems.TotalsDiffer(head.Number);
        }

        return (await book.ReadAsync(all, ct)).ToDictionary(order => order.Id);
    }
}
