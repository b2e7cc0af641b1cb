using Entrepot.Rules.Contracts;

namespace Entrepot.Rules.Domain.Facts;

/// <summary>Facts that follow from others; absent where one of those is.</summary>
internal static class Derived
{
    /// <summary>Of what the buyer would have paid without the discount, cut to whole per cents.</summary>
    public static long? DiscountPercent(RuleFacts facts) =>
        facts.DiscountMinor is { } off && facts.TotalMinor + off is > 0 and var full ? off * 100 / full : null;

    /// <summary>What is left of the total after the goods' cost, cut to whole per cents; below zero where they cost more.</summary>
    public static long? MarginPercent(RuleFacts facts) =>
        facts is { TotalBaseMinor: > 0 and var total, CostBaseMinor: { } cost } ? (total - cost) * 100 / total : null;

    /// <summary>Whole hours from one moment to another.</summary>
    public static long? Hours(DateTime? from, DateTime? to) => (long?)(to - from)?.TotalHours;

    public static long Pieces(RuleFacts facts)
    {
        long pieces = 0;
        for (var i = 0; i < facts.Lines.Count; i++) pieces += facts.Lines[i].Quantity;
        return pieces;
    }
}
