using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;

namespace Entrepot.Unit.Inventory;

/// <summary>What a random history is played on: the stored stock, or the model it must agree with.</summary>
internal interface IStockWorld
{
    Task<IReadOnlyList<ReservationAnswer>> ReserveAsync(IReadOnlyList<ReservationRequest> requests);
    Task ReleaseAsync(OrderId order);
    Task ShipAsync(StockIssue shipment);
    Task ReceiveAsync(StockReceipt receipt);
    Task<Result> AdjustAsync(StockAdjustment adjustment);
    Task ExpectAsync(ExpectedReceipt receipt);
}

/// <summary>
/// Stock in plain dictionaries around the product's own decisions: what the tables hold, said once more in the simplest
/// way, so that thousands of histories run in seconds and the database has something to be compared with.
/// </summary>
internal sealed class ModelWorld : IStockWorld
{
    private readonly HashSet<string> causes = [];
    private readonly Dictionary<long, (ExpectedReceipt Receipt, long Received)> inbound = [];
    private readonly Dictionary<OrderId, List<Waiting>> waiting = [];
    private long nextId;

    public SortedDictionary<(long Product, long Warehouse), (long OnHand, long Reserved)> Stock { get; } = [];
    public Dictionary<OrderId, List<Held>> Held { get; } = [];

    /// <summary>Pieces that came in, were counted in or out, and left: what on hand must be in all.</summary>
    public long Balance { get; private set; }

    public Task<IReadOnlyList<ReservationAnswer>> ReserveAsync(IReadOnlyList<ReservationRequest> requests)
    {
        var decisions = new ReservationBatch(Book(), new Dictionary<WarehouseId, string>(), Held, waiting).Decide(requests);
        for (var i = 0; i < decisions.Length; i++) Apply(requests[i], decisions[i]);
        return Task.FromResult<IReadOnlyList<ReservationAnswer>>([.. decisions.Select(decision => decision.Answer)]);
    }

    public Task ReleaseAsync(OrderId order)
    {
        if (Held.Remove(order, out var held))
            foreach (var old in held) Change(old.Product, old.Warehouse, 0, -old.Quantity);
        waiting.Remove(order);
        return Task.CompletedTask;
    }

    public Task ShipAsync(StockIssue shipment)
    {
        if (!causes.Add(shipment.Cause)) return Task.CompletedTask;
        foreach (var (line, product, quantity) in shipment.Goods)
        {
            var held = Held[shipment.Order];
            var at = held.FindIndex(old => old.Line == line && old.Product == product && old.Warehouse == shipment.Warehouse);
            if (held[at].Quantity == quantity) held.RemoveAt(at);
            else held[at] = held[at] with { Quantity = held[at].Quantity - quantity };
            Change(product, shipment.Warehouse, -quantity, -quantity);
        }

        return Task.CompletedTask;
    }

    public Task ReceiveAsync(StockReceipt receipt)
    {
        if (!causes.Add(receipt.Cause)) return Task.CompletedTask;
        Change(receipt.Product, receipt.Warehouse, receipt.Quantity, 0);
        if (receipt.Inbound is { } id) inbound[id.Value] = (inbound[id.Value].Receipt, inbound[id.Value].Received + receipt.Quantity);
        return Task.CompletedTask;
    }

    public Task<Result> AdjustAsync(StockAdjustment adjustment)
    {
        var (onHand, reserved) = Stock.GetValueOrDefault((adjustment.Product.Value, adjustment.Warehouse.Value));
        if (causes.Contains(adjustment.Cause)) return Task.FromResult(Result.Ok);
        if (onHand + adjustment.Difference < reserved) return Task.FromResult<Result>(Problem.Conflict("inventory.would_oversell", ""));
        causes.Add(adjustment.Cause);
        Change(adjustment.Product, adjustment.Warehouse, adjustment.Difference, 0);
        return Task.FromResult(Result.Ok);
    }

    public Task ExpectAsync(ExpectedReceipt receipt)
    {
        inbound.TryAdd(receipt.Id.Value, (receipt, 0));
        return Task.CompletedTask;
    }

    private void Apply(ReservationRequest request, Decision decision)
    {
        if (decision.Ended.Count > 0) waiting.Remove(request.Order);
        if (decision.Claims.Count > 0) waiting[request.Order] = [.. decision.Claims.Select(claim => new Waiting(++nextId, claim.Product, claim.Quantity, claim.Source, claim.SourceId))];
        foreach (var old in decision.GivenBack) Change(old.Product, old.Warehouse, 0, -old.Quantity);
        if (decision.IsKept) return;

        foreach (var a in decision.Answer.Allocations) Change(a.Product, a.Warehouse, 0, a.Quantity);
        Held[request.Order] = [.. decision.Answer.Allocations.Select(a => new Held(++nextId, a.Line, a.Product, a.Warehouse, a.Quantity))];
    }

    private void Change(ProductId product, WarehouseId warehouse, long onHand, long reserved)
    {
        var before = Stock.GetValueOrDefault((product.Value, warehouse.Value));
        Stock[(product.Value, warehouse.Value)] = (before.OnHand + onHand, before.Reserved + reserved);
        Balance += onHand;
    }

    private StockBook Book()
    {
        var book = new StockBook();
        var all = waiting.Values.SelectMany(rows => rows).ToList();
        foreach (var ((product, warehouse), (onHand, reserved)) in Stock)
            book.Add(new StockCell(new(product), new(warehouse), onHand, reserved, Claimed(BackorderSource.Transfer, new(product), warehouse)));
        foreach (var (receipt, received) in inbound.Values.Where(row => row.Received < row.Receipt.Quantity).OrderBy(row => row.Receipt.ExpectedOn).ThenBy(row => row.Receipt.Id.Value))
            book.Add(receipt.Product, new InboundCell(receipt.Id, receipt.Warehouse, receipt.ExpectedOn, receipt.Quantity - received - Claimed(BackorderSource.Inbound, receipt.Product, receipt.Id.Value)));
        return book;

        long Claimed(BackorderSource source, ProductId product, long id) =>
            all.Where(row => row.Source == source && row.Product == product && row.SourceId == id).Sum(row => row.Quantity);
    }
}
