using Entrepot.Kernel;

namespace Entrepot.Orders.Contracts;

/// <summary>Which orders could leave together; the journey, which would send them, answers.</summary>
public interface IMergeProposals
{
    /// <summary>Orders that could be merged into this one, newest first.</summary>
    Task<IReadOnlyList<MergeProposal>> ForAsync(OrderId order, CancellationToken ct);
}

/// <param name="Paid">What their buyer pays for it.</param>
public sealed record MergeProposal(OrderId Id, string Number, string ExternalNumber, OrderStatus Status, DateTime PlacedAt, Money Paid, long Pieces);
