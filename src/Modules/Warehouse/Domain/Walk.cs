using Entrepot.Kernel;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Domain;

/// <summary>What one cart fetches, in walking order. A stop is one product in one bin, for all orders on the cart.</summary>
internal sealed class Walk
{
    public Walk(IReadOnlyList<FulfilmentOrder> cart, IReadOnlyDictionary<ProductId, Bin> bins, long aisleMillimetres)
    {
        var needed = cart.SelectMany(order => order.Lines).Where(line => line.Picked < line.Quantity).ToList();
        var visited = needed.Where(line => bins.ContainsKey(line.ProductId)).Select(line => bins[line.ProductId]).DistinctBy(bin => bin.Id).OrderBy(bin => bin.Code, StringComparer.Ordinal).ToList();
        var (order, length) = PickPath.Plan(visited, aisleMillimetres);
        var place = new Dictionary<BinId, int>(order.Length);
        for (var i = 0; i < order.Length; i++) place[visited[order[i]].Id] = i;

        PathMillimetres = length;
        SavedMillimetres = PickPath.Length(visited, aisleMillimetres) - length;
        var sequence = 0;
        foreach (var stop in needed.GroupBy(line => line.ProductId).OrderBy(stop => bins.TryGetValue(stop.Key, out var bin) ? place[bin.Id] : int.MaxValue).ThenBy(stop => stop.First().Sku, StringComparer.Ordinal))
        {
            sequence++;
            foreach (var line in stop) Lines.Add((sequence, bins.TryGetValue(stop.Key, out var bin) ? bin.Code : "", line));
        }
    }

    public List<(int Sequence, string Bin, FulfilmentLine Line)> Lines { get; } = [];
    public long PathMillimetres { get; }

    /// <summary>Against walking in the order of bin codes.</summary>
    public long SavedMillimetres { get; }
}
