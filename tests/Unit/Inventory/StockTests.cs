using Entrepot.Inventory;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Inventory;

[Storage]
public sealed class StockTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly ProductId Mug = new(10);
    private static readonly WarehouseId Szx = new(1);
    private static readonly WarehouseId Lax = new(2);

    [Fact]
    public async Task Goods_received_twice_under_one_cause_are_there_once()
    {
        await using var database = await StoredWorld.CreateAsync(new InventoryModule());
        var stock = new StoredWorld(database);

        await stock.InUnitAsync(s => s.ReceiveAsync([new(Szx, Mug, 5, "receipt/1"), new(Szx, Mug, 5, "receipt/1"), new(Lax, Mug, 2, "receipt/1")], Ct));
        await stock.ReceiveAsync(new(Szx, Mug, 5, "receipt/1"));

        (await stock.LevelsAsync([10])).ShouldBe(["10@1: 5-0", "10@2: 2-0"]);
    }

    [Fact]
    public async Task An_order_is_reserved_shipped_and_the_rest_given_back()
    {
        await using var database = await StoredWorld.CreateAsync(new InventoryModule());
        var stock = new StoredWorld(database);
        await stock.ReceiveAsync(new(Szx, Mug, 5, "receipt/1"));

        (await stock.ReserveAsync([ARequest(1, 4)])).Single().IsComplete.ShouldBeTrue();
        await stock.ShipAsync(AShipment(1, 3));
        (await stock.LevelsAsync([10])).ShouldBe(["10@1: 2-1"]);

        await stock.ReleaseAsync(new(1));
        (await stock.LevelsAsync([10])).ShouldBe(["10@1: 2-0"]);
    }

    [Fact]
    public async Task Shipping_more_than_is_reserved_is_a_bug_and_changes_nothing()
    {
        await using var database = await StoredWorld.CreateAsync(new InventoryModule());
        var stock = new StoredWorld(database);
        await stock.ReceiveAsync(new(Szx, Mug, 5, "receipt/1"));
        await stock.ReserveAsync([ARequest(1, 2)]);

        await Should.ThrowAsync<InvalidOperationException>(() => stock.ShipAsync(AShipment(1, 3)));
        await Should.ThrowAsync<InvalidOperationException>(() => stock.ShipAsync(AShipment(1, 1) with { Warehouse = Lax }));

        (await stock.LevelsAsync([10])).ShouldBe(["10@1: 5-2"]);
    }

    [Fact]
    public async Task A_count_that_would_take_reserved_goods_away_is_refused_and_the_others_are_written()
    {
        await using var database = await StoredWorld.CreateAsync(new InventoryModule());
        var stock = new StoredWorld(database);
        await stock.ReceiveAsync(new(Szx, Mug, 5, "receipt/1"));
        await stock.ReserveAsync([ARequest(1, 4)]);

        var answers = await stock.InUnitAsync(s => s.AdjustAsync(
            [new(Szx, Mug, -2, "count/1", "missing"), new(Szx, Mug, -1, "count/2", "broken"), new(Szx, Mug, 3, "count/3", "found"), new(new(99), Mug, 1, "count/4", "found")], Ct));

        answers.Select(answer => answer.Problem?.Code).ShouldBe(["inventory.would_oversell", null, null, "inventory.unknown_warehouse"]);
        (await stock.LevelsAsync([10])).ShouldBe(["10@1: 7-4"]);
    }

    [Fact]
    public async Task A_batch_sees_what_its_own_transaction_wrote_before()
    {
        await using var database = await StoredWorld.CreateAsync(new InventoryModule());
        var stock = new StoredWorld(database);

        var answers = await stock.InUnitAsync(async s =>
        {
            await s.ReceiveAsync([new(Szx, Mug, 2, "receipt/1")], Ct);
            var first = await s.ReserveAsync([ARequest(1, 2)], Ct);
            return first.Concat(await s.ReserveAsync([ARequest(2, 1)], Ct)).ToList();
        });

        answers.Select(answer => answer.IsComplete).ShouldBe([true, false]);
        (await stock.LevelsAsync([10])).ShouldBe(["10@1: 2-2"]);
    }

    [Fact]
    public async Task A_reserved_order_that_asks_again_keeps_what_it_has()
    {
        await using var database = await StoredWorld.CreateAsync(new InventoryModule());
        var stock = new StoredWorld(database);
        await stock.ReceiveAsync(new(Lax, Mug, 5, "receipt/1"));
        await stock.ReserveAsync([ARequest(1, 4)]);
        await stock.ReceiveAsync(new(Szx, Mug, 5, "receipt/2"));

        var again = (await stock.ReserveAsync([ARequest(1, 4)])).Single();

        again.Trace.Outcome.ShouldBe("kept");
        again.Allocations.Single().Warehouse.ShouldBe(Lax, "a nearer warehouse has it now, but the floor may be at work already");
        (await MovementsAsync(database)).ShouldBe(3);
    }

    [Fact]
    public async Task An_order_that_asks_for_something_else_gives_back_first()
    {
        await using var database = await StoredWorld.CreateAsync(new InventoryModule());
        var stock = new StoredWorld(database);
        await stock.ReceiveAsync(new(Szx, Mug, 5, "receipt/1"));
        await stock.ReserveAsync([ARequest(1, 4)]);

        (await stock.ReserveAsync([ARequest(1, 5)])).Single().IsComplete.ShouldBeTrue();

        (await stock.LevelsAsync([10])).ShouldBe(["10@1: 5-5"]);
    }

    [Fact]
    public async Task An_expected_receipt_shortens_as_it_arrives_and_vanishes_when_cancelled()
    {
        await using var database = await StoredWorld.CreateAsync(new InventoryModule());
        var stock = new StoredWorld(database);
        await stock.ExpectAsync(new(new(7), Szx, Mug, 5, new(2026, 12, 1), "purchase-order/1"));
        await stock.ExpectAsync(new(new(8), Szx, Mug, 5, new(2026, 12, 1), "purchase-order/1"));
        (await InboundAsync()).ShouldBe(5);

        await stock.ReceiveAsync(new(Szx, Mug, 2, "receipt/1", new InboundId(7)));
        await stock.ReceiveAsync(new(Szx, Mug, 2, "receipt/1", new InboundId(7)));
        (await InboundAsync()).ShouldBe(3);

        await database.InUnitAsync(provider => provider.GetRequiredService<IInbound>().CancelAsync([new(7)], Ct));
        (await InboundAsync()).ShouldBe(0);

        async Task<long> InboundAsync()
        {
            await using var scope = database.As(TestDatabase.Ours);
            return (await scope.ServiceProvider.GetRequiredService<IStock>().LevelsAsync([Mug], Ct)).Sum(level => level.Inbound);
        }
    }

    [Fact]
    public async Task One_company_neither_sees_nor_takes_the_stock_of_another()
    {
        await using var database = await StoredWorld.CreateAsync(new InventoryModule());
        await new StoredWorld(database).ReceiveAsync(new(Szx, Mug, 5, "receipt/1"));

        await using var scope = database.As(TestDatabase.Theirs);
        var stock = scope.ServiceProvider.GetRequiredService<IStock>();
        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(Ct);
        (await stock.LevelsAsync([Mug], Ct)).ShouldBeEmpty();
        (await stock.ReserveAsync([ARequest(1, 1)], Ct)).Single().Shortages.Single().Transfer.ShouldBeNull();
        (await scope.ServiceProvider.GetRequiredService<IWarehouses>().AllAsync(Ct)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("on_hand = -1")]
    [InlineData("reserved = -1")]
    [InlineData("reserved = on_hand + 1")]
    public async Task The_database_itself_refuses_to_oversell(string change)
    {
        await using var database = await StoredWorld.CreateAsync(new InventoryModule());
        await new StoredWorld(database).ReceiveAsync(new(Szx, Mug, 5, "receipt/1"));

        await Should.ThrowAsync<System.Data.Common.DbException>(() => ExecuteAsync(database, $"UPDATE inventory_stock SET {change}"));
    }

    [Theory]
    [InlineData("UPDATE inventory_stock SET on_hand = on_hand + 1", "Stock equals its movements")]
    [InlineData("UPDATE inventory_reservation SET state = 'Released'", "Reserved stock equals open reservations")]
    public async Task Verification_finds_what_somebody_changed_by_hand(string change, string promise)
    {
        await using var database = await StoredWorld.CreateAsync(new InventoryModule());
        var stock = new StoredWorld(database);
        await stock.ReceiveAsync(new(Szx, Mug, 5, "receipt/1"));
        await stock.ReserveAsync([ARequest(1, 2)]);
        await ExecuteAsync(database, change);

        await using var scope = database.As(TestDatabase.Ours);
        (await scope.ServiceProvider.GetServices<IVerification>().Single(verification => verification.Name == promise).RunAsync(Ct)).Holds.ShouldBeFalse();
        (await scope.ServiceProvider.GetServices<IVerification>().Single(verification => verification.Name == "Nothing is oversold").RunAsync(Ct)).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task A_warehouse_code_is_given_once_and_its_zone_must_exist()
    {
        await using var database = await StoredWorld.CreateAsync(new InventoryModule());
        await database.InUnitAsync(async provider =>
        {
            var warehouses = provider.GetRequiredService<IWarehouses>();
            (await warehouses.AddAsync(StoredWorld.AWarehouse(9, "SZX", "Asia/Shanghai"), Ct)).Problem!.Code.ShouldBe("inventory.warehouse_code_taken");
            (await warehouses.AddAsync(StoredWorld.AWarehouse(9, "NEW", "Atlantis"), Ct)).Problem!.Code.ShouldBe("inventory.unknown_time_zone");
            (await warehouses.AllAsync(Ct)).Single(site => site.Code == "LAX").ShouldBe(StoredWorld.AWarehouse(2, "LAX", "America/Los_Angeles"));
        });
    }

    private static ReservationRequest ARequest(long order, long quantity) => new(
        new(order), $"SO-{order}", [new(new(1), Mug, quantity)], [new(Szx, 10, new(new(500, "EUR")), 2), new(Lax, 900, new(new(700, "EUR")), 4)], AllocationStrategy.Nearest, false);

    private static StockIssue AShipment(long order, long quantity) => new(new(order), Szx, $"fulfilment/{order}", [(new(1), Mug, quantity)]);

    private static async Task<long> MovementsAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return (await scope.ServiceProvider.GetRequiredService<EntrepotDb>().QueryAsync("SELECT COUNT(*) FROM inventory_movement", row => row.GetInt64(0), Ct)).Single();
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var scope = database.As(TestDatabase.Ours);
        await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Database.ExecuteSqlRawAsync(sql);
    }
}
