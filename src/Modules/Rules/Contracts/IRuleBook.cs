using Entrepot.Kernel;

namespace Entrepot.Rules.Contracts;

/// <summary>
/// What a rule may ask about an order. Names in conditions are these properties in snake case
/// (<c>total_base_minor</c>, <c>ship_to.country</c>, <c>lines.category</c>).
/// </summary>
public sealed record RuleFacts
{
    public required string Channel { get; init; }
    public required string ChannelKind { get; init; }
    public required string Currency { get; init; }
    public required long TotalMinor { get; init; }

    /// <summary>The total in the company's currency, so that one threshold fits all shops.</summary>
    public required long TotalBaseMinor { get; init; }
    public required Address ShipTo { get; init; }
    public required string BuyerName { get; init; }
    public required string BuyerEmail { get; init; }
    public required string BuyerNote { get; init; }
    public required PaymentState Payment { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required long WeightGrams { get; init; }
    public required IReadOnlyList<RuleLine> Lines { get; init; }
}

public sealed record RuleLine(string Sku, string Category, long Quantity, long AmountMinor, bool HasBattery, bool IsAlcohol, bool IsLiquid, string HsCode, string Origin);

/// <summary>What the rules decided for one order: every action of every rule that matched, in priority order, until one said stop.</summary>
public sealed record RuleOutcome
{
    /// <summary>Why the order must wait for a person; null when no rule holds it. The first of <see cref="Holds"/>.</summary>
    public Problem? Hold => Holds.Count > 0 ? Holds[0] : null;

    /// <summary>Every reason of every rule that holds it, codes <c>rules.{code}</c>: a person who lets one pass has not let the others pass.</summary>
    public IReadOnlyList<Problem> Holds { get; init; } = [];
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Only these warehouses may ship it (codes); empty for any.</summary>
    public IReadOnlyList<string> Warehouses { get; init; } = [];

    /// <summary><c>nearest</c>, <c>cheapest</c>, <c>fewest-parcels</c>; null leaves the company's default.</summary>
    public string? Strategy { get; init; }

    /// <summary>Carrier service to use, e.g. <c>ups/standard</c>; null leaves the choice to rate shopping.</summary>
    public string? Service { get; init; }

    /// <summary>Higher goes first; 0 is normal.</summary>
    public int Priority { get; init; }
    public required TraceEntry Trace { get; init; }
}

/// <summary>The merchant's if-then rules, compiled once per version.</summary>
public interface IRuleBook
{
    /// <summary>The published rules of the scope's company as one immutable, compiled set; take it once per batch.</summary>
    Task<IRuleSet> CurrentAsync(CancellationToken ct);
}

/// <summary>One version of the rules, compiled and immutable.</summary>
public interface IRuleSet
{
    /// <summary>Which version decided; part of every trace.</summary>
    int Version { get; }

    /// <summary>Pure and quick: no I/O, no clock.</summary>
    RuleOutcome Evaluate(RuleFacts facts);
}
