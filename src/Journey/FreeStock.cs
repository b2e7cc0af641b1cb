using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey;

/// <summary>What is free to sell of the products of some orders, in all warehouses.</summary>
internal static class FreeStock
{
    /// <summary>One read: orders that are decided together do not see each other.</summary>
    public static async Task<Dictionary<ProductId, long>> AvailableAsync(this IStock stock, IReadOnlyList<Traveller> orders, CancellationToken ct)
    {
        var products = orders.SelectMany(order => order.Pieces).Select(piece => piece.Product.Id).Distinct().ToList();
        var available = products.ToDictionary(product => product, _ => 0L);
        foreach (var level in await stock.LevelsAsync(products, ct)) available[level.Product] += level.Available;
        return available;
    }
}
