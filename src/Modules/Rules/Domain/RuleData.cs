using System.Collections.Frozen;

namespace Entrepot.Rules.Domain;

/// <summary>What conditions look up besides the order: the lists that the company keeps, and country groups, both as they are on a day.</summary>
internal sealed record RuleData(DateOnly Today, RuleLists Lists)
{
    /// <summary>Without lists, for a document alone.</summary>
    public static RuleData On(DateOnly today) => new(today, RuleLists.None);
}

/// <summary>The company's own lists by code, without the entries whose last day has passed.</summary>
internal sealed class RuleLists(FrozenDictionary<string, FrozenSet<string>> lists)
{
    public static RuleLists None { get; } = new(FrozenDictionary<string, FrozenSet<string>>.Empty);

    public IReadOnlyList<string> Codes => lists.Keys;

    /// <summary>What stands in a list, compared without regard to case; null where there is no such list.</summary>
    public FrozenSet<string>? Find(string code) => lists.GetValueOrDefault(code);
}
