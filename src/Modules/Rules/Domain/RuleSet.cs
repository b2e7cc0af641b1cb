using System.Globalization;
using System.Text;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain.Conditions;

namespace Entrepot.Rules.Domain;

/// <summary>One rule, compiled. <paramref name="IsEnabled"/> is false for one that is kept but not asked.</summary>
internal sealed record CompiledRule(string Name, bool IsEnabled, Condition<RuleFacts> When, RuleActions Then);

/// <summary>One version of a company's rules, compiled once and never changed.</summary>
internal sealed class RuleSet : IRuleSet
{
    private const string Stage = "rules";

    private readonly CompiledRule[] rules;
    private readonly IReadOnlyList<TraceSource> sources;

    /// <summary>Most orders match nothing: they share this answer.</summary>
    private readonly RuleOutcome nothing;

    public RuleSet(int version, IReadOnlyList<CompiledRule> all, DateOnly? publishedOn)
    {
        Version = version;
        All = all;
        rules = [.. all.Where(rule => rule.IsEnabled)];
        sources = [new($"Rules of the company, version {version}", "", publishedOn)];
        nothing = new() { Trace = new(Stage, "passed", rules.Length == 0 ? (Sentence)"There are no rules." : $"None of {rules.Length} rules matches.") { Sources = sources } };
    }

    public static RuleSet Empty { get; } = new(0, [], null);

    public int Version { get; }
    public IReadOnlyList<CompiledRule> All { get; }

    public RuleOutcome Evaluate(RuleFacts facts)
    {
        List<CompiledRule>? matched = null;
        foreach (var rule in rules)
        {
            if (!rule.When.Holds(facts)) continue;
            (matched ??= []).Add(rule);
            if (rule.Then.Stop) break;
        }

        return matched is null ? nothing : Combine(matched, facts);
    }

    /// <summary>
    /// Tags add up; of warehouses, strategy and service the first rule in the list has the word; of priorities the highest.
    /// </summary>
    private RuleOutcome Combine(List<CompiledRule> matched, RuleFacts facts)
    {
        var holds = new List<Problem>();
        var tags = new List<string>();
        IReadOnlyList<string> warehouses = [];
        string? strategy = null, service = null;
        var priority = 0;
        foreach (var rule in matched)
        {
            var then = rule.Then;
            if (then.Hold is not null) holds.Add(then.Hold);
            foreach (var tag in then.Tags)
                if (!tags.Contains(tag)) tags.Add(tag);
            if (warehouses.Count == 0) warehouses = then.Warehouses;
            strategy ??= then.Strategy;
            service ??= then.Service;
            if (then.Priority is { } wanted) priority = Math.Max(priority, wanted);
        }

        return new() { Holds = holds, Tags = tags, Warehouses = warehouses, Strategy = strategy, Service = service, Priority = priority, Trace = Explain(matched, facts, holds.Count > 0) };
    }

    private TraceEntry Explain(List<CompiledRule> matched, RuleFacts facts, bool isHeld)
    {
        var reasons = new TraceAlternative[matched.Count];
        var names = new StringBuilder();
        var why = new StringBuilder();
        for (var i = 0; i < reasons.Length; i++)
        {
            names.Append(i > 0 ? ", " : "").Append(matched[i].Name);
            matched[i].When.Explain(facts, why.Clear());
            reasons[i] = new(matched[i].Name, matched[i].Then.Describe(), $"{why}", Chosen: true);
        }

        return new(Stage, isHeld ? "held" : "matched", $"{reasons.Length} of {rules.Length} rules: {names}.") { Alternatives = reasons, Sources = sources };
    }
}
