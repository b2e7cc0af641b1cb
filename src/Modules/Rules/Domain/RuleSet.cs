using System.Globalization;
using System.Text;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain.Actions;

namespace Entrepot.Rules.Domain;

/// <summary>One version of a company's rules, compiled once and never changed.</summary>
internal sealed class RuleSet : IRuleSet
{
    private const string Stage = "rules";

    private readonly CompiledRule[] rules;
    private readonly IReadOnlyDictionary<string, Func<RuleFacts, bool>> asked;
    private readonly IReadOnlyList<TraceSource> sources;

    /// <summary>Most orders match nothing: they share this answer.</summary>
    private readonly RuleOutcome nothing;

    /// <param name="asked">The facts that the rules ask for, each with whether an order has it.</param>
    public RuleSet(int version, IReadOnlyList<CompiledRule> all, DateOnly? publishedOn, IReadOnlyDictionary<string, Func<RuleFacts, bool>> asked)
    {
        Version = version;
        All = all;
        this.asked = asked;
        rules = [.. all.Where(rule => rule.IsEnabled).OrderByDescending(rule => rule.Priority).ThenByDescending(rule => rule.Narrowness)];
        sources = [new($"Rules of the company, version {version}", "", publishedOn)];
        nothing = new() { Trace = new(Stage, "passed", rules.Length == 0 ? (Sentence)"There are no rules." : $"None of {rules.Length} rules matches.") { Sources = sources } };
    }

    public static RuleSet Empty { get; } = new(0, [], null, new Dictionary<string, Func<RuleFacts, bool>>());

    public int Version { get; }
    public IReadOnlyList<CompiledRule> All { get; }

    /// <summary>The rules that are asked, in the order in which they are asked.</summary>
    public IReadOnlyList<CompiledRule> InOrder => rules;

    /// <summary>Rules of a published version that could not be understood; those that would have held an order hold every order.</summary>
    public IReadOnlyList<BrokenRule> Broken { get; init; } = [];

    /// <summary>What its author should look at; nothing here keeps it from being published.</summary>
    public IReadOnlyList<Sentence> Warnings { get; init; } = [];

    public bool Asks(string fact) => asked.ContainsKey(fact);

    public IReadOnlyList<string> Absent(RuleFacts facts) => [.. asked.Where(fact => !fact.Value(facts)).Select(fact => fact.Key).Order(StringComparer.Ordinal)];

    public RuleOutcome Evaluate(RuleFacts facts)
    {
        List<CompiledRule>? matched = null;
        foreach (var rule in rules)
        {
            if (!rule.IsInEffect(facts.AskedAt ?? facts.DecidedAt) || !rule.When.Holds(facts)) continue;
            (matched ??= []).Add(rule);
            if (rule.Then.Stop) break;
        }

        if (Broken.Count > 0) return Combine(matched ?? [], facts);
        return matched is null ? nothing : Combine(matched, facts);
    }

    /// <summary>
    /// Tags, notes and what is blocked add up; of warehouses, strategy and service the first rule that is asked has the word; of priorities the highest.
    /// </summary>
    private RuleOutcome Combine(List<CompiledRule> matched, RuleFacts facts)
    {
        var holds = new List<Problem>();
        var (tags, notes, blockedWarehouses, blockedServices) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        IReadOnlyList<string> warehouses = [];
        string? strategy = null, service = null;
        var priority = 0;
        var unasked = Broken.Where(rule => rule.Holds).ToList();
        if (unasked.Count > 0) holds.Add(RulesProblems.NotUnderstood(unasked));
        foreach (var rule in matched)
        {
            var then = rule.Then;
            if (then.Hold is not null) holds.Add(then.Hold);
            if (then.Note is not null) notes.Add(then.Note);
            Add(tags, then.Tags);
            Add(blockedWarehouses, then.BlockedWarehouses);
            Add(blockedServices, then.BlockedServices);
            if (warehouses.Count == 0) warehouses = then.Warehouses;
            strategy ??= then.Strategy;
            service ??= then.Service;
            if (then.Priority is { } wanted) priority = Math.Max(priority, wanted);
        }

        return new()
        {
            Holds = holds,
            Tags = tags,
            Warehouses = warehouses,
            BlockedWarehouses = blockedWarehouses,
            Strategy = strategy,
            Service = service,
            BlockedServices = blockedServices,
            Notes = notes,
            Priority = priority,
            Matched = matched.ConvertAll(rule => new RuleMatch(rule.Name, rule.Actions)),
            Trace = Explain(matched, facts, holds.Count > 0),
        };
    }

    private static void Add(List<string> all, IReadOnlyList<string> more)
    {
        foreach (var one in more)
            if (!all.Contains(one)) all.Add(one);
    }

    private TraceEntry Explain(List<CompiledRule> matched, RuleFacts facts, bool isHeld)
    {
        var reasons = new List<TraceAlternative>(matched.Count + Broken.Count);
        var names = new StringBuilder();
        var why = new StringBuilder();
        foreach (var rule in matched)
        {
            names.Append(names.Length > 0 ? ", " : "").Append(rule.Name);
            rule.When.Explain(facts, why.Clear());
            reasons.Add(new(rule.Name, rule.Then.Describe(), $"{why}", Chosen: true));
        }

        foreach (var rule in Broken) reasons.Add(new(rule.Name, "cannot be asked", rule.Why.Message, Chosen: false));
        var detail = matched.Count == 0 ? (Sentence)$"None of {rules.Length} rules matches." : $"{matched.Count} of {rules.Length} rules: {names}.";
        return new(Stage, isHeld ? "held" : matched.Count > 0 ? "matched" : "passed", detail) { Alternatives = reasons, Sources = sources };
    }
}
