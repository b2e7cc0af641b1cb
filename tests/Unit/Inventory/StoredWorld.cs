using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Inventory;

/// <summary>Stock as the product keeps it: each deed in a unit of work of its own.</summary>
internal sealed class StoredWorld(TestDatabase database) : IStockWorld
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    /// <summary>A database with the warehouses 1 SZX, 2 LAX and 3 FRA of our company.</summary>
    public static async Task<TestDatabase> CreateAsync(params IModule[] modules)
    {
        var database = await TestDatabase.CreateAsync(modules);
        await database.InUnitAsync(async provider =>
        {
            var warehouses = provider.GetRequiredService<IWarehouses>();
            (await warehouses.AddAsync(AWarehouse(1, "SZX", "Asia/Shanghai"), Ct)).IsOk.ShouldBeTrue();
            (await warehouses.AddAsync(AWarehouse(2, "LAX", "America/Los_Angeles"), Ct)).IsOk.ShouldBeTrue();
            (await warehouses.AddAsync(AWarehouse(3, "FRA", "Europe/Berlin"), Ct)).IsOk.ShouldBeTrue();
        });
        return database;
    }

    public static WarehouseSite AWarehouse(long id, string code, string zone) =>
        new(new(id), code, $"{code} warehouse", new Address { Line1 = "1 Dock Road", City = code, Country = "DE" }, 22.5, 114.1, zone, new TimeOnly(16, 30), true);

    public Task<IReadOnlyList<ReservationAnswer>> ReserveAsync(IReadOnlyList<ReservationRequest> requests) => InUnitAsync(stock => stock.ReserveAsync(requests, Ct));

    public Task ReleaseAsync(OrderId order) => InUnitAsync(stock => stock.ReleaseAsync([order], Ct));

    public Task ShipAsync(StockIssue shipment) => InUnitAsync(stock => stock.ShipAsync([shipment], Ct));

    public Task ReceiveAsync(StockReceipt receipt) => InUnitAsync(stock => stock.ReceiveAsync([receipt], Ct));

    public async Task<Result> AdjustAsync(StockAdjustment adjustment) => (await InUnitAsync(stock => stock.AdjustAsync([adjustment], Ct))).Single();

    public Task ExpectAsync(ExpectedReceipt receipt) => database.InUnitAsync(provider => provider.GetRequiredService<IInbound>().ExpectAsync([receipt], Ct));

    /// <summary><c>product@warehouse: on hand-reserved</c> of every record with goods.</summary>
    public async Task<List<string>> LevelsAsync(IEnumerable<long> products)
    {
        await using var scope = database.As(TestDatabase.Ours);
        var levels = await scope.ServiceProvider.GetRequiredService<IStock>().LevelsAsync([.. products.Select(product => new ProductId(product))], Ct);
        return [.. levels.Where(level => level.OnHand > 0).Select(level => $"{level.Product.Value}@{level.Warehouse.Value}: {level.OnHand}-{level.Reserved}")];
    }

    public Task<T> InUnitAsync<T>(Func<IStock, Task<T>> act) => database.InUnitAsync(provider => act(provider.GetRequiredService<IStock>()));

    public Task InUnitAsync(Func<IStock, Task> act) => database.InUnitAsync(provider => act(provider.GetRequiredService<IStock>()));
}
