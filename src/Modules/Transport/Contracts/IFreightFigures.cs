using Entrepot.Kernel;

namespace Entrepot.Transport.Contracts;

/// <summary>What carriage costs, summed up.</summary>
public interface IFreightFigures
{
    /// <summary>The parcels that went to carriers from <paramref name="from"/> (UTC) until before <paramref name="until"/>, and what they cost.</summary>
    /// <param name="warehouse">Null for all.</param>
    Task<FreightFigures> OfAsync(DateTime from, DateTime until, WarehouseId? warehouse, CancellationToken ct);
}

/// <param name="Prices">What the carriers charge, by currency: what they said at booking, else what was planned.</param>
public sealed record FreightFigures(int Parcels, IReadOnlyList<Money> Prices);
