using Entrepot.Catalog.Contracts;
using Entrepot.Inventory.Data;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Features;

/// <summary>Tells the catalogue how many pieces there are, over all warehouses.</summary>
internal sealed class CountPieces(StockReader reader) : IPieces
{
    public async Task<IReadOnlyList<PieceCount>> CountAsync(IReadOnlyList<ProductId> products, CancellationToken ct)
    {
        var levels = (await reader.LevelsAsync(products, ct)).ToLookup(level => level.Product);
        return [.. products.Select(product => new PieceCount(levels[product].Sum(level => level.OnHand + level.Inbound), levels[product].Sum(level => level.Available)))];
    }
}
