namespace Entrepot.Customs.Domain.Parties;

/// <summary>One name of one listed party: the principal name or an alias.</summary>
/// <param name="List">Short name of the list: <c>ofac-sdn</c>, <c>bis-dpl</c>, <c>demo</c>.</param>
/// <param name="Countries">ISO codes or names as the list has them, joined with <c>;</c>.</param>
/// <param name="To">The last day of an order that ends; null where it does not.</param>
internal sealed record ListedName(string List, string EntryId, string Kind, string Name, bool IsAlias, string Countries, DateOnly? To);
