using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>The rule behind a figure.</summary>
/// <param name="Id">Which one, for whoever looks it up: a table with its code, an edition's line and column, a heading of chapter 99, a regime.</param>
/// <param name="To">The last day; the calendar's last where none is known.</param>
internal readonly record struct RuleCitation(string Id, TraceSource Source, DateOnly To);
