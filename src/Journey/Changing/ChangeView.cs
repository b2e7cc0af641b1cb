using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Ui;

namespace Entrepot.Journey.Changing;

/// <summary>A change of an order as its form shows it: the order as it stands, what was typed, and what would happen.</summary>
/// <param name="Seen">The last event of the order that the reader knows.</param>
/// <param name="Tried">Null until it was tried out.</param>
public sealed record ChangeView(long Id, string Number, string Currency, int Version, long Seen, string Service, IReadOnlyList<ChangeLineView> Lines, PostedForm Posted, ConsequencesView? Tried)
{
    /// <summary>Orders that could leave with it.</summary>
    public IReadOnlyList<MergeProposal> Proposals { get; init; } = [];

    public string Of(string what) => $"/orders/{Id.ToString(System.Globalization.CultureInfo.InvariantCulture)}/{what}";
}

/// <param name="Number">From 1.</param>
/// <param name="Open">Pieces that are neither cancelled nor moved.</param>
/// <param name="Proposed">What the form holds before anybody types; null for nothing.</param>
public sealed record ChangeLineView(int Number, string Code, string Description, long Open, Money Amount, long? Proposed);

/// <summary>One figure without and with the change.</summary>
public sealed record ConsequenceRow(string Label, Money Before, Money After)
{
    public Money Difference => After - Before;
}
