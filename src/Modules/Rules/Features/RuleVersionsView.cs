namespace Entrepot.Rules.Features;

/// <summary>A published version. <paramref name="IsCurrent"/> is the one that decides.</summary>
public sealed record VersionRow(int Number, DateTime PublishedAt, string PublishedBy, string Note, bool IsCurrent);

/// <summary>The line's sign: a blank for one that stays, <c>+</c> for one that comes, <c>-</c> for one that goes.</summary>
public sealed record ChangedRule(string Name, string Kind, string Lines);

/// <summary>What is different between two documents of rules.</summary>
/// <param name="From">The version that is compared with; 0 for none.</param>
/// <param name="To">The version; null for the draft.</param>
public sealed record ChangesView(int From, int? To, IReadOnlyList<ChangedRule> Rules);
