using Entrepot.Kernel;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain.Actions;
using Entrepot.Rules.Domain.Conditions;

namespace Entrepot.Rules.Domain;

/// <summary>One rule, compiled. <paramref name="IsEnabled"/> is false for one that is kept but not asked.</summary>
/// <param name="When">The scope and the condition together.</param>
internal sealed record CompiledRule(string Name, bool IsEnabled, Condition<RuleFacts> When, RuleActions Then)
{
    /// <summary>What it does, as it was written: JSON.</summary>
    public string Actions { get; init; } = "{}";
    public string Note { get; init; } = "";

    /// <summary>Whom to ask about it; empty where nobody was named.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Higher ones are asked first; of equal ones the narrower scope, then as they stand in the document.</summary>
    public int Priority { get; init; }

    /// <summary>How narrow its scope is: a shop says more than a country, a country more than a product line.</summary>
    public int Narrowness { get; init; }

    /// <summary>The first and the last day on which it is asked, UTC; null for without limit.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? Until { get; init; }

    /// <summary>Where the day is not known, a rule with days is not in effect.</summary>
    public bool IsInEffect(DateTime? at)
    {
        if (From is null && Until is null) return true;
        if (at is not { } moment) return false;
        var day = DateOnly.FromDateTime(moment);
        return !(day < From) && !(day > Until);
    }
}

/// <summary>A rule of a published version that this version of the product does not understand.</summary>
/// <param name="Holds">It would have held orders: they must not pass without it.</param>
internal sealed record BrokenRule(string Name, Problem Why, bool Holds);
