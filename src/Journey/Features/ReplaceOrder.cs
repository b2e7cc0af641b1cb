using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey.Features;

/// <summary>Gives an order in the book the content that its channel sent later; what is cancelled already stays cancelled.</summary>
internal sealed class ReplaceOrder(ChangeOrder change, Orders.Contracts.IOrderBook book) : IOrderReplacing
{
    public async Task<Result> ReplaceAsync(OrderId order, IncomingOrder content, string text, CancellationToken ct)
    {
        var found = await book.FindAsync([order], ct);
        if (found.Count > 0 && found[0].Content.Lines.Any(line => line.MovedQuantity > 0)) return ChangeProblems.WasMoved(found[0].Number);
        if (found.Count > 0 && !HaveSameLines(found[0].Content, content)) return JourneyProblems.LinesDiffer(found[0].Number);
        return await change.RestartAsync(order, "content_replaced", text, ours => Merge(ours, content), ct);
    }

    private static bool HaveSameLines(IncomingOrder ours, IncomingOrder theirs) =>
        ours.Lines.Count == theirs.Lines.Count && ours.Lines.Select(line => line.ExternalLineId).ToHashSet(StringComparer.Ordinal).SetEquals(theirs.Lines.Select(line => line.ExternalLineId));

    /// <summary>In the sequence of our lines, for the book knows them by their place.</summary>
    private static IncomingOrder Merge(IncomingOrder ours, IncomingOrder theirs)
    {
        var lines = theirs.Lines.ToDictionary(line => line.ExternalLineId, StringComparer.Ordinal);
        return theirs with
        {
            Lines = [.. ours.Lines.Select(line => lines[line.ExternalLineId] is var other ? other with { CancelledQuantity = Math.Min(other.Quantity, Math.Max(line.CancelledQuantity, other.CancelledQuantity)) } : line)],
        };
    }
}
