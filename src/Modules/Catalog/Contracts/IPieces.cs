using Entrepot.Kernel;

namespace Entrepot.Catalog.Contracts;

/// <param name="Held">On hand or on their way, reserved ones included.</param>
/// <param name="Available">On hand and not reserved; what may be sold today.</param>
public readonly record struct PieceCount(long Held, long Available);

/// <summary>What the catalogue asks of whoever knows where goods are. Implemented above it.</summary>
public interface IPieces
{
    /// <summary>How many pieces of each product there are over all warehouses, in the same order; zero where there never was one.</summary>
    Task<IReadOnlyList<PieceCount>> CountAsync(IReadOnlyList<ProductId> products, CancellationToken ct);
}
