using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Journey.Changing;

/// <summary>
/// Changes what an order sells and how it is sent: pieces are cancelled, lines added or replaced, a service chosen. The channel's own lines stay as it
/// knows them; what comes in their place is a line of ours.
/// </summary>
internal sealed class EditOrder(EntrepotDb db, IOrderBook book, Unwind unwind, Rehearsal rehearsal, IdBlocks ids, TimeProvider clock)
{
    /// <summary>Lines that one edit adds.</summary>
    public const int AddedMax = 20;

    /// <param name="Line">From 1, as the order lists it.</param>
    /// <param name="Left">Pieces that shall still be sent; the others are cancelled.</param>
    internal sealed record Left(int Line, long Quantity);

    /// <param name="UnitPriceMinor">What the buyer pays for one piece, in minor units of the order's currency.</param>
    internal sealed record Added(string Code, long Quantity, long UnitPriceMinor);

    /// <param name="Service">A carrier's service, e.g. <c>ups/standard</c>; empty for the best of all, null as it is.</param>
    internal sealed record Request(IReadOnlyList<Left> Lines, IReadOnlyList<Added> NewLines, string? Service, string Reason, int? Version = null);

    /// <summary>What it would do; nothing is changed.</summary>
    public async Task<Result<ConsequencesView>> TryAsync(OrderId id, Request request, CancellationToken ct)
    {
        var after = await rehearsal.RunAsync(async services => (await services.GetRequiredService<EditOrder>().ApplyAsync(id, request, ct)).Problem is { } problem ? problem : new Result<IReadOnlyList<OrderId>>([id]), ct);
        if (after.Problem is { } refused) return refused;
        var before = await rehearsal.AsTheyAreAsync([id], ct);
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
        var found = await book.FindAsync([id], ct);
        if (found.Count == 0) return JourneyProblems.OrderNotFound(id);
        if (!found[0].MayRestart) return JourneyProblems.CannotChange(found[0]);

        var before = found[0].Content;
        if (Wrong(before, request) is { } wrong) return wrong;
        var after = Changed(before, request);
        if (Described(before, after) is not { Length: > 0 } what) return ChangeProblems.NothingChanged();
        if (!after.Lines.Any(line => !line.IsService && line.OpenQuantity() > 0)) return ChangeProblems.NothingLeft(found[0].Number);

        var now = clock.GetUtcNow().UtcDateTime;
        if ((await unwind.RunAsync(id, DateOnly.FromDateTime(now), reason, ct)).Problem is { } tooLate) return tooLate;
        var added = request.NewLines.Select(_ => new OrderLineId(ids.Next())).ToList();
        return (await book.RestartAsync([new(id, "edited", $"{what} · {reason}", _ => after, Waive: null) { AddedLines = added, Version = request.Version }], now, ct))[0];
    }

    private static Problem? Wrong(IncomingOrder order, Request request)
    {
        foreach (var (number, left) in request.Lines)
        {
            if (number < 1 || number > order.Lines.Count || order.Lines[number - 1].IsService) return ChangeProblems.NoSuchLine(number);
            var open = order.Lines[number - 1].OpenQuantity();
            if (left < 0 || left > open) return ChangeProblems.BadQuantity(number, open);
        }

        return request.NewLines.Count > AddedMax || request.NewLines.Any(line => line.Code.Trim().Length is 0 or > 100 || line.Quantity < 1 || line.UnitPriceMinor < 0) ? ChangeProblems.BadNewLine() : null;
    }

    private static IncomingOrder Changed(IncomingOrder before, Request request)
    {
        var left = request.Lines.GroupBy(line => line.Line).ToDictionary(line => line.Key, line => line.Last().Quantity);
        var order = request.NewLines.Count == 0 ? before : before.WithShares();
        IReadOnlyList<IncomingLine> added = [.. request.NewLines.Select((line, i) => new IncomingLine
        {
            ExternalLineId = string.Create(CultureInfo.InvariantCulture, $"added/{before.Lines.Count + i + 1}"),
            Code = line.Code.Trim(),
            Quantity = line.Quantity,
            UnitPriceMicros = checked((long)(new Money(line.UnitPriceMinor, before.Currency).ToDecimal() * 1_000_000)),
            AmountMinor = checked(line.Quantity * line.UnitPriceMinor),
        })];
        return order with
        {
            Lines = [.. order.Lines.Select((line, i) => left.TryGetValue(i + 1, out var quantity) ? line with { CancelledQuantity = line.CancelledQuantity + line.OpenQuantity() - quantity } : line), .. added],
            TotalMinor = order.TotalMinor is { } total ? checked(total + added.Sum(line => line.AmountMinor)) : null,
            ChosenService = request.Service is null ? order.ChosenService : request.Service.Trim() is { Length: > 0 } service ? service : null,
        };
    }

    /// <summary>Before and after of all that differs, for the timeline; empty where nothing does.</summary>
    private static string Described(IncomingOrder before, IncomingOrder after)
    {
        var parts = new List<string>();
        for (var i = 0; i < after.Lines.Count; i++)
        {
            var (code, now) = (after.Lines[i].Code, after.Lines[i].OpenQuantity());
            if (i >= before.Lines.Count) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{code}: 0 → {now} ({new Money(after.Lines[i].AmountMinor, after.Currency)})"));
            else if (before.Lines[i].OpenQuantity() is var was && was != now) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{code}: {was} → {now}"));
        }

        if (before.ChosenService != after.ChosenService) parts.Add($"{before.ChosenService ?? "–"} → {after.ChosenService ?? "–"}");
        return string.Join(", ", parts);
    }
}
