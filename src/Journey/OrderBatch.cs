using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey;

/// <summary>Orders that travel together: one read, one decision in memory, one commit.</summary>
/// <param name="Now">The moment of the batch, UTC: every stage decides at the same time.</param>
/// <param name="Fx">The day's exchange rates.</param>
/// <param name="BaseCurrency">The currency the company keeps its books in.</param>
/// <param name="Warehouses">All active sites.</param>
internal sealed record OrderBatch(IReadOnlyList<Traveller> All, DateTime Now, FxTable Fx, string BaseCurrency, IReadOnlyList<WarehouseSite> Warehouses)
{
    /// <summary>Orders in one batch: enough to share a commit's cost, few enough not to hold the writer for long.</summary>
    public const int CountMax = 512;

    public DateOnly Today { get; } = DateOnly.FromDateTime(Now);

    /// <summary>The orders that nothing has stopped yet, in their order.</summary>
    public List<Traveller> Moving()
    {
        var moving = new List<Traveller>(All.Count);
        foreach (var traveller in All)
            if (traveller.IsMoving) moving.Add(traveller);
        return moving;
    }
}
