using Entrepot.Catalog.Contracts;
using Entrepot.Inventory;
using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Features;
using Entrepot.Platform.Ui;
using Entrepot.Unit.Ui;
using Entrepot.Unit.Warehouse;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Inventory;

/// <summary>What people and other programs see of stock, and how they correct it.</summary>
[Storage]
public sealed class StockPagesTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task The_list_finds_by_product_and_warehouse_and_counts_what_it_found()
    {
        await using var database = await WithGoodsAsync();

        (await ListAsync(database, "")).Rows.Select(row => $"{row.Sku}@{row.Warehouse} {row.OnHand}-{row.Reserved}+{row.Inbound}").ShouldBe(["MUG@SZX 5-2+4", "MUG@LAX 1-0+0", "LAMP@SZX 3-3+0"]);
        (await ListAsync(database, "?q=lam")).Total.ShouldBe(1);
        (await ListAsync(database, "?warehouse=LAX")).Rows.Single().Sku.ShouldBe("MUG");
        (await ListAsync(database, "?view=out")).Rows.Single().Sku.ShouldBe("LAMP");
        (await Kit.RenderAsync<StockListPage>(new { Found = await ListAsync(database, "") })).ShouldContain("/stock/10");
    }

    [Fact]
    public async Task A_product_shows_every_movement_with_its_cause_newest_first()
    {
        await using var database = await WithGoodsAsync();

        var page = await ProductAsync(database, 10);

        page!.Movements.Select(row => $"{row.Warehouse} {row.Kind} {row.OnHandChange}/{row.ReservedChange} {row.Because}").ShouldBe(
            ["SZX Reserved 0/2 SO-1", "LAX Received 1/0 receipt/2", "SZX Received 5/0 receipt/1"]);
        page.Inbound.Single().Cause.ShouldBe("purchase-order/1");
        (await Kit.RenderAsync<StockProductPage>(new { Found = page })).ShouldContain("Purchase order");
        (await ProductAsync(database, 999)).ShouldBeNull();
    }

    [Fact]
    public async Task Programs_correct_stock_by_code_and_a_repeat_changes_nothing()
    {
        await using var database = await WithGoodsAsync();
        AdjustmentEntry[] entries = [new("SZX", new(10), -1, "count/1", "broken"), new("szx", new(10), -4, "count/2", "lost"), new("XXX", new(10), 1, "count/3", ""), new("SZX", new(10), 1, "", "")];

        for (var i = 0; i < 2; i++)
            (await InScopeAsync(database, provider => provider.GetRequiredService<PostAdjustments>().RunAsync(entries, Ct))).Value.Select(answer => answer.Problem?.Code)
                .ShouldBe([null, "inventory.would_oversell", "inventory.unknown_warehouse", "inventory.cause_missing"]);

        (await ListAsync(database, "?q=mug&warehouse=SZX")).Rows.Single().OnHand.ShouldBe(4);
    }

    [Fact]
    public async Task Programs_announce_goods_and_book_them_in()
    {
        await using var database = await WithGoodsAsync();
        ReceiptBody[] announced = [new("SZX", "LAMP", 6, "asn/1", ExpectedOn: new DateOnly(2026, 12, 1)), new("SZX", "LAMP", 6, "asn/2")];
        ReceiptBody[] arrived = [new("SZX", "LAMP", 2, "receipt/9", "asn/1"), new("SZX", "WHAT", 2, "receipt/9"), new("SZX", "LAMP", 0, "receipt/10"), new("SZX", "LAMP", 1, "")];

        for (var i = 0; i < 2; i++)
        {
            (await InScopeAsync(database, provider => provider.GetRequiredService<PostReceipts>().ExpectAsync(announced, Ct))).Value.Select(answer => answer.Problem?.Code)
                .ShouldBe([null, "inventory.day_missing"]);
            (await InScopeAsync(database, provider => provider.GetRequiredService<PostReceipts>().ReceiveAsync(arrived, Ct))).Value.Select(answer => answer.Problem?.Code)
                .ShouldBe([null, "inventory.unknown_sku", "inventory.quantity_not_positive", "inventory.cause_missing"]);
        }

        var lamp = (await ListAsync(database, "?q=lamp")).Rows.Single();
        (lamp.OnHand, lamp.Inbound).ShouldBe((5, 4));
    }

    [Fact]
    public async Task Whoever_waits_hears_once_per_batch_which_products_became_free()
    {
        var heard = new List<StockFreed>();
        await using var database = await TestDatabase.CreateAsync(
            services => services.AddSingleton<ICatalog>(new ThreeProducts()).AddSingleton(new Entrepot.Platform.Work.EventSubscription(typeof(StockFreed), "test.freed")), new InventoryModule());
        await database.InUnitAsync(provider => provider.GetRequiredService<IWarehouses>().AddAsync(StoredWorld.AWarehouse(1, "SZX", "Asia/Shanghai"), Ct));
        var stock = new StoredWorld(database);
        await stock.InUnitAsync(s => s.ReceiveAsync([new(new(1), new(10), 5, "a"), new(new(1), new(20), 5, "a")], Ct));
        await stock.ReceiveAsync(new(new(1), new(10), 5, "a"));
        await stock.ReserveAsync([new(new(1), "SO-1", [new(new(1), new(10), 2)], [new(new(1), 1, new(new(1, "EUR")), 1)], AllocationStrategy.Nearest, false)]);
        await stock.ReleaseAsync(new(1));
        await stock.ReleaseAsync(new(1));

        await using var scope = database.As(TestDatabase.Ours);
        var items = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(
            scope.ServiceProvider.GetRequiredService<Entrepot.Platform.Data.EntrepotDb>().Set<Entrepot.Platform.Work.WorkItem>(), Ct);
        heard.AddRange(items.Select(item => item.Read<StockFreed>()));
        heard.Select(freed => string.Join(' ', freed.Products.Select(product => product.Value))).ShouldBe(["10 20", "10"]);
    }

    private static async Task<TestDatabase> WithGoodsAsync()
    {
        var database = await TestDatabase.CreateAsync(services => services.AddSingleton<ICatalog>(new ThreeProducts()), new InventoryModule());
        await database.InUnitAsync(async provider =>
        {
            var warehouses = provider.GetRequiredService<IWarehouses>();
            await warehouses.AddAsync(StoredWorld.AWarehouse(1, "SZX", "Asia/Shanghai"), Ct);
            await warehouses.AddAsync(StoredWorld.AWarehouse(2, "LAX", "America/Los_Angeles"), Ct);
        });
        var stock = new StoredWorld(database);
        await stock.InUnitAsync(s => s.ReceiveAsync([new(new(1), new(10), 5, "receipt/1"), new(new(2), new(10), 1, "receipt/2"), new(new(1), new(20), 3, "receipt/1")], Ct));
        await stock.ExpectAsync(new(new(1), new(1), new(10), 4, new(2026, 12, 1), "purchase-order/1"));
        await stock.ReserveAsync([new(new(1), "SO-1", [new(new(1), new(10), 2), new(new(2), new(20), 3)], [new(new(1), 1, new(new(1, "EUR")), 1)], AllocationStrategy.Nearest, false)]);
        return database;
    }

    private static Task<StockListView> ListAsync(TestDatabase database, string query) =>
        InScopeAsync(database, provider => provider.GetRequiredService<StockList>().RunAsync(ListUrl.Of("/stock", query), Ct));

    private static Task<StockProductView?> ProductAsync(TestDatabase database, long product) =>
        InScopeAsync(database, provider => provider.GetRequiredService<StockProduct>().RunAsync(new(product), ListUrl.Of("/stock", ""), Ct));

    private static async Task<T> InScopeAsync<T>(TestDatabase database, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await act(scope.ServiceProvider);
    }
}
