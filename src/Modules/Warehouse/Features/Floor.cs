using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>The floor's steps in batches, for callers in this process. Each step is a use case in a file of its own.</summary>
internal sealed class Floor(EntrepotDb db, FloorReader reader, ReleaseWave release, ConfirmPicks pick, PackOrders pack, ExpectedWeights expected, HandOver handOver) : IFloor
{
    public Task<Result<WaveReleased>> ReleaseAsync(WaveRequest request, CancellationToken ct) => release.RunAsync(request, ct);

    public Task<Result<IReadOnlyList<WaveReleased>>> ReleaseAllAsync(WarehouseId? warehouse, CancellationToken ct) => release.RunAllAsync(warehouse, ct);

    public async Task<IReadOnlyList<PickStop>> OpenStopsAsync(WarehouseId? warehouse, CancellationToken ct)
    {
        var oldest = await db.Set<PickTask>().Where(task => !task.IsDone && (warehouse == null || task.WarehouseId == warehouse)).OrderBy(task => task.Id).Take(TasksMax).Select(task => task.Id).ToListAsync(ct);
        var tasks = await reader.SeeWalksAsync([.. oldest.Select(id => id.Value)], ct);
        return [.. tasks.SelectMany(task => task.Lines.Where(line => line.State == PickLineState.Open)
            .GroupBy(line => (line.Sequence, line.Bin, line.ProductId, line.Sku, line.Gtin)).OrderBy(stop => stop.Key.Sequence)
            .Select(stop => new PickStop(task.Id, stop.Key.Bin, stop.Key.ProductId, stop.Key.Sku, stop.Key.Gtin, stop.Sum(line => line.Quantity))))];
    }

    public Task<Result<IReadOnlyList<Result>>> PickAsync(IReadOnlyList<PickConfirmation> confirmations, CancellationToken ct) => pick.RunAsync(confirmations, ct);

    public async Task<IReadOnlyList<PackProposal>> ToPackAsync(WarehouseId? warehouse, CancellationToken ct)
    {
        var urgent = await reader.MostUrgent(FulfilmentStatus.Picked, warehouse).Where(order => order.Lines.All(line => line.Packed == 0)).Take(FloorRules.BatchMax).Select(order => order.Id).ToListAsync(ct);
        var byId = (await reader.SeeAsync(FloorSql.OrdersById, [.. urgent.Select(id => id.Value)], ct)).ToDictionary(order => order.Id);
        var orders = urgent.ConvertAll(id => byId[id]);
        var plans = await expected.OfAsync(orders, ct);
        return [.. orders.Select(order => new PackProposal(
            order.Id, [.. order.Lines.OrderBy(line => line.Id).Select(line => new PackedItem(line.Sku, line.Quantity - line.Packed))], plans[order.Id].Parcels))];
    }

    public Task<Result<IReadOnlyList<Result>>> PackAsync(IReadOnlyList<PackRequest> requests, CancellationToken ct) => pack.RunAsync(requests, ct);

    public Task<Result<IReadOnlyList<ManifestClosed>>> HandOverAsync(HandOverRequest request, CancellationToken ct) => handOver.RunAsync(request, ct);

    /// <summary>Walks in one answer: with full carts about as many fulfilment orders as a batch takes.</summary>
    private const int TasksMax = 20;
}
