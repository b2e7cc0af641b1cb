using Entrepot.Kernel;

namespace Entrepot.Rules.Contracts;

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

    /// <summary>These warehouses may not ship it (codes).</summary>
    public IReadOnlyList<string> BlockedWarehouses { get; init; } = [];

    /// <summary><c>nearest</c>, <c>cheapest</c>, <c>fewest-parcels</c>; null leaves the company's default.</summary>
    public string? Strategy { get; init; }

    /// <summary>Carrier service to use, e.g. <c>ups/standard</c>; null leaves the choice to rate shopping.</summary>
    public string? Service { get; init; }

    /// <summary>Carrier services that may not take it.</summary>
    public IReadOnlyList<string> BlockedServices { get; init; } = [];

    /// <summary>What the order's timeline is to say, one entry per rule that notes something.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Higher goes first; 0 is normal.</summary>
    public int Priority { get; init; }

    /// <summary>The rules that matched, in the order in which they were asked.</summary>
    public IReadOnlyList<RuleMatch> Matched { get; init; } = [];
    public required TraceEntry Trace { get; init; }
}

/// <param name="Actions">What it does, as JSON: its <c>then</c>.</param>
public sealed record RuleMatch(string Rule, string Actions);

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

    /// <summary>What the author of the rules should look at, e.g. a condition that no order can meet.</summary>
    IReadOnlyList<Sentence> Warnings { get; }

    /// <summary>Whether a rule asks for a fact, by its name; so that what is costly to know is looked up only where it is asked for.</summary>
    bool Asks(string fact);

    /// <summary>The facts that the rules ask for and this order does not have; conditions on them are false.</summary>
    IReadOnlyList<string> Absent(RuleFacts facts);

    /// <summary>Pure and quick: no I/O, no clock.</summary>
    RuleOutcome Evaluate(RuleFacts facts);
}
