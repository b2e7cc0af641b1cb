using System.Runtime.InteropServices;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Domain;

/// <summary>One product in one warehouse while a batch is decided: read once, changed in memory, written once.</summary>
/// <param name="proposed">Pieces that earlier shortages would like to have transferred from here.</param>
internal sealed class StockCell(ProductId product, WarehouseId warehouse, long onHand, long reserved, long proposed)
{
    public ProductId Product { get; } = product;
    public WarehouseId Warehouse { get; } = warehouse;
    public long Available { get; private set; } = onHand - reserved;

    /// <summary>What the batch changed in all; zero when what it took it also gave back.</summary>
    public long ReservedChange { get; private set; }
    public long Proposed { get; set; } = proposed;

    /// <summary>A proposed transfer does not bind: whoever can ship from here may still reserve the pieces.</summary>
    public long Transferable => Math.Max(0, Available - Proposed);

    public void Take(long quantity)
    {
        if (quantity > Available) throw new InvalidOperationException($"{quantity} pieces of product {Product.Value} were to be taken in warehouse {Warehouse.Value}, {Available} are there.");
        Available -= quantity;
        ReservedChange += quantity;
    }

    public void GiveBack(long quantity)
    {
        Available += quantity;
        ReservedChange -= quantity;
    }
}

/// <summary>One expected receipt while a batch is decided.</summary>
/// <param name="free">Pieces not yet received and not promised to an earlier shortage; below zero when more was promised than comes.</param>
internal sealed class InboundCell(InboundId id, WarehouseId warehouse, DateOnly expectedOn, long free)
{
    public InboundId Id { get; } = id;
    public WarehouseId Warehouse { get; } = warehouse;
    public DateOnly ExpectedOn { get; } = expectedOn;
    public long Free { get; set; } = free;
}

/// <summary>Everything a batch of reservations looks at: the stock of its products in all warehouses and what is on its way there.</summary>
internal sealed class StockBook
{
    private readonly Dictionary<(ProductId, WarehouseId), StockCell> cells = [];
    private readonly Dictionary<ProductId, List<StockCell>> byProduct = [];
    private readonly Dictionary<ProductId, List<InboundCell>> inbound = [];
    private readonly Dictionary<long, InboundCell> inboundById = [];

    /// <summary>In the order in which they were added: by product, then warehouse, so that every batch writes rows in the same order.</summary>
    public List<StockCell> Cells { get; } = [];

    public void Add(StockCell cell)
    {
        cells.Add((cell.Product, cell.Warehouse), cell);
        Cells.Add(cell);
        (CollectionsMarshal.GetValueRefOrAddDefault(byProduct, cell.Product, out _) ??= []).Add(cell);
    }

    /// <summary>Expected receipts are added by day, earliest first.</summary>
    public void Add(ProductId product, InboundCell cell)
    {
        (CollectionsMarshal.GetValueRefOrAddDefault(inbound, product, out _) ??= []).Add(cell);
        inboundById.Add(cell.Id.Value, cell);
    }

    public StockCell? Find(ProductId product, WarehouseId warehouse) => cells.GetValueOrDefault((product, warehouse));

    /// <exception cref="InvalidOperationException">Something is reserved where no stock was ever recorded.</exception>
    public StockCell Get(ProductId product, WarehouseId warehouse) =>
        Find(product, warehouse) ?? throw new InvalidOperationException($"Product {product.Value} has no stock record in warehouse {warehouse.Value}.");

    public IReadOnlyList<StockCell> Of(ProductId product) => byProduct.TryGetValue(product, out var found) ? found : [];

    public IReadOnlyList<InboundCell> InboundOf(ProductId product) => inbound.TryGetValue(product, out var found) ? found : [];

    /// <summary>Lets go of what an order waited for before.</summary>
    public void End(Waiting waiting)
    {
        if (waiting.Source == BackorderSource.Inbound && inboundById.TryGetValue(waiting.SourceId, out var cell)) cell.Free += waiting.Quantity;
        if (waiting.Source == BackorderSource.Transfer && Find(waiting.Product, new(waiting.SourceId)) is { } stock) stock.Proposed -= waiting.Quantity;
    }
}

/// <summary>An open reservation as a batch finds it.</summary>
internal readonly record struct Held(long Id, OrderLineId Line, ProductId Product, WarehouseId Warehouse, long Quantity);

/// <summary>A backorder as a batch finds it.</summary>
internal readonly record struct Waiting(long Id, ProductId Product, long Quantity, BackorderSource Source, long SourceId);

/// <summary>What a shortage waits for from now on.</summary>
internal readonly record struct Claim(OrderLineId Line, ProductId Product, long Quantity, BackorderSource Source, long SourceId);
