using Entrepot.Channels.Contracts;

namespace Entrepot.Channels.Domain;

/// <summary>What is left of one line of an accepted order.</summary>
internal sealed class OpenLine
{
    public required long IncomingId { get; init; }

    /// <summary>The order in the book; null while it waits at the door.</summary>
    public required long? OrderId { get; init; }
    public required string ExternalNumber { get; init; }
    public required string BuyerId { get; init; }
    public required DateTime PlacedAt { get; init; }
    public required IncomingLine Line { get; init; }
    public long Remaining { get; set; }
}

/// <summary>Finds the line that a cancellation means, and takes the quantity off what is left of it.</summary>
internal sealed class CancellationMatcher
{
    private readonly Dictionary<(string Number, string LineId), OpenLine> exact = [];
    private readonly Dictionary<(string Buyer, string Code, long UnitPriceMicros), List<OpenLine>> bought = [];
    private readonly Dictionary<(string Number, string Code, long UnitPriceMicros), List<OpenLine>> named = [];

    public CancellationMatcher(IEnumerable<OpenLine> lines)
    {
        foreach (var line in lines)
        {
            exact[(line.ExternalNumber, line.Line.ExternalLineId)] = line;
            Add(named, (line.ExternalNumber, line.Line.Code, line.Line.UnitPriceMicros), line);
            if (line.BuyerId.Length > 0) Add(bought, (line.BuyerId, line.Line.Code, line.Line.UnitPriceMicros), line);
        }

        foreach (var same in bought.Values) same.Sort(LatestFirst);
    }

    /// <summary>By the channel's own ids.</summary>
    public OpenLine? Take(string number, string lineId, long quantity) =>
        exact.GetValueOrDefault((number, lineId)) is { } line && TryTake(line, quantity) ? line : null;

    /// <summary>All of these lines of an order by the channel's own ids, or none of them.</summary>
    /// <returns>The lines in the same order; null where they do not all fit, or where there are none.</returns>
    public IReadOnlyList<OpenLine>? TakeAll(string number, IReadOnlyList<CancelledLine> wanted)
    {
        var taken = new List<OpenLine>(wanted.Count);
        foreach (var line in wanted)
        {
            if (Take(number, line.ExternalLineId, line.Quantity) is not { } found) break;
            taken.Add(found);
        }

        if (taken.Count == wanted.Count && wanted.Count > 0) return taken;
        for (var i = 0; i < taken.Count; i++) taken[i].Remaining += wanted[i].Quantity;
        return null;
    }

    /// <summary>
    /// By what the buyer bought: the same article at the same price in an order placed no later, with that much left;
    /// the latest such order first. An anonymous buyer matches nothing.
    /// </summary>
    public OpenLine? Take(string buyer, string code, long unitPriceMicros, long quantity, DateTime cancelledAt)
    {
        if (buyer.Length == 0 || !bought.TryGetValue((buyer, code, unitPriceMicros), out var same)) return null;
        foreach (var line in same)
            if (line.PlacedAt <= cancelledAt && TryTake(line, quantity)) return line;
        return null;
    }

    /// <summary>The same article at the same price in the order that is named; the first line with that much left.</summary>
    public OpenLine? Take(string number, string code, long unitPriceMicros, long quantity)
    {
        foreach (var line in named.GetValueOrDefault((number, code, unitPriceMicros)) ?? [])
            if (TryTake(line, quantity)) return line;
        return null;
    }

    private static bool TryTake(OpenLine line, long quantity)
    {
        if (quantity < 1 || line.Remaining < quantity) return false;
        line.Remaining -= quantity;
        return true;
    }

    private static void Add(Dictionary<(string, string, long), List<OpenLine>> lines, (string, string, long) key, OpenLine line)
    {
        if (!lines.TryGetValue(key, out var same)) lines[key] = same = [];
        same.Add(line);
    }

    /// <summary>Numbers and line ids break ties, so that the same file gives the same matches however it was cut into batches.</summary>
    private static int LatestFirst(OpenLine a, OpenLine b)
    {
        var order = b.PlacedAt.CompareTo(a.PlacedAt);
        if (order == 0) order = string.CompareOrdinal(b.ExternalNumber, a.ExternalNumber);
        return order != 0 ? order : string.CompareOrdinal(a.Line.ExternalLineId, b.Line.ExternalLineId);
    }
}
