using Entrepot.Rules.Contracts;

namespace Entrepot.Rules.Features;

/// <summary>An order that shows a difference.</summary>
public sealed record Example(long Order, string Number);

/// <summary>One thing that rules did or would do, e.g. the tag <c>vip</c>, and to how many orders.</summary>
/// <param name="kind"><c>hold</c>, <c>tag</c>, <c>warehouse</c>, <c>blocked_warehouse</c>, <c>strategy</c>, <c>service</c>, <c>blocked_service</c>, <c>priority</c> or <c>note</c>; <c>rule</c> counts how often a rule matched.</param>
public sealed class Effect(string kind, string value)
{
    private const int ExamplesMax = 5;
    private readonly List<Example> examples = [];

    public string Kind => kind;
    public string Value => value;

    /// <summary>Orders that have it by the published rules.</summary>
    public int Published { get; private set; }

    /// <summary>Orders that would have it by the others.</summary>
    public int Tried { get; private set; }

    /// <summary>Orders that would get it and do not have it.</summary>
    public int Gained { get; private set; }

    /// <summary>Orders that have it and would not get it.</summary>
    public int Lost { get; private set; }
    public IReadOnlyList<Example> Examples => examples;

    internal void Count(bool had, bool gets, RuleCase order)
    {
        if (had) Published++;
        if (gets) Tried++;
        if (gets && !had) Gained++;
        if (had && !gets) Lost++;
        if (had != gets && examples.Count < ExamplesMax) examples.Add(new(order.Order, order.Number));
    }
}

/// <summary>What other rules would have done to past orders, beside what the published ones do.</summary>
public sealed class PastSimulation
{
    private readonly Dictionary<(string Kind, string Value), Effect> effects = [];

    public int Orders { get; private set; }

    /// <summary>Orders for which anything would be different.</summary>
    public int Different { get; private set; }
    public DateTime? Oldest { get; private set; }

    /// <summary>The greatest differences first.</summary>
    public IReadOnlyList<Effect> Effects => [.. Of(effect => effect.Kind != "rule")];

    /// <summary>How often each rule matched.</summary>
    public IReadOnlyList<Effect> Rules => [.. Of(effect => effect.Kind == "rule")];

    internal void Add(RuleCase order, RuleOutcome published, RuleOutcome tried)
    {
        Orders++;
        if (order.Facts.PlacedAt is { } placed && !(placed > Oldest)) Oldest = placed;
        if (new RuleComparison(published, tried).IsDifferent) Different++;
        var (before, after) = (Things(published).ToHashSet(), Things(tried).ToHashSet());
        foreach (var thing in before) Effect(thing).Count(had: true, after.Contains(thing), order);
        foreach (var thing in after)
            if (!before.Contains(thing)) Effect(thing).Count(had: false, gets: true, order);
    }

    private IEnumerable<Effect> Of(Func<Effect, bool> which) => effects.Values.Where(which).OrderByDescending(effect => effect.Gained + effect.Lost).ThenBy(effect => effect.Kind, StringComparer.Ordinal).ThenBy(effect => effect.Value, StringComparer.Ordinal);

    private Effect Effect((string Kind, string Value) thing)
    {
        if (!effects.TryGetValue(thing, out var effect)) effects[thing] = effect = new(thing.Kind, thing.Value);
        return effect;
    }

    private static IEnumerable<(string Kind, string Value)> Things(RuleOutcome outcome)
    {
        foreach (var hold in outcome.Holds) yield return ("hold", hold.Code);
        foreach (var tag in outcome.Tags) yield return ("tag", tag);
        foreach (var code in outcome.Warehouses) yield return ("warehouse", code);
        foreach (var code in outcome.BlockedWarehouses) yield return ("blocked_warehouse", code);
        foreach (var service in outcome.BlockedServices) yield return ("blocked_service", service);
        foreach (var note in outcome.Notes) yield return ("note", note);
        if (outcome.Strategy is not null) yield return ("strategy", outcome.Strategy);
        if (outcome.Service is not null) yield return ("service", outcome.Service);
        if (outcome.Priority > 0) yield return ("priority", outcome.Priority.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var match in outcome.Matched) yield return ("rule", match.Rule);
    }
}
