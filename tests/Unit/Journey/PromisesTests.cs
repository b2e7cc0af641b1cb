using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>The promises over several modules hold after journeys, and each kind of damage is found.</summary>
[Storage]
public sealed class PromisesTests
{
    private const string Reservations = "Reservations equal open demand";
    private const string Parcels = "Consignments equal fulfilment orders";
    private const string Orders = "Every accepted order is in the book or waits";

    [Fact]
    public async Task They_hold_for_orders_in_every_state()
    {
        await using var world = await OpenAsync();

        var all = await world.AsAsync(async provider =>
        {
            var results = new List<VerificationResult>();
            foreach (var promise in provider.GetServices<IVerification>()) results.Add(await promise.RunAsync(World.Ct));
            return results;
        });

        all.Where(result => !result.Holds).SelectMany(result => result.Wrong).ShouldBeEmpty();
        all.Single(result => result.Name == Reservations).Examined.ShouldBe(4);
        all.Single(result => result.Name == Orders).Examined.ShouldBe(6);
        all.Single(result => result.Name == Parcels).Examined.ShouldBe(2, "one planned, one voided");
    }

    [Theory]
    [InlineData("UPDATE inventory_reservation SET quantity = quantity + 1 WHERE tenant_id = @p0 AND order_id = (SELECT id FROM orders_order WHERE external_number = 'planned')", "Allocated", "3 reserved, 2 to ship")]
    [InlineData("UPDATE inventory_reservation SET state = 'Released' WHERE tenant_id = @p0 AND order_id = (SELECT id FROM orders_order WHERE external_number = 'planned')", "Allocated", "0 reserved, 2 to ship")]
    [InlineData("UPDATE inventory_reservation SET warehouse_id = 2 WHERE tenant_id = @p0 AND order_id = (SELECT id FROM orders_order WHERE external_number = 'planned')", "Allocated", "in warehouse 2: 2 reserved, 0 to ship")]
    [InlineData("UPDATE warehouse_fulfilment_order SET status = 'Cancelled' WHERE tenant_id = @p0 AND order_id = (SELECT id FROM orders_order WHERE external_number = 'planned')", "Allocated", "2 reserved, 0 to ship")]
    [InlineData("UPDATE warehouse_fulfilment_line SET quantity = 1 WHERE tenant_id = @p0 AND fulfilment_order_id IN (SELECT f.id FROM warehouse_fulfilment_order f JOIN orders_order o ON o.id = f.order_id WHERE o.external_number = 'planned')", "Allocated", "2 reserved, 1 to ship")]
    [InlineData("UPDATE orders_order SET status = 'Cancelled' WHERE tenant_id = @p0 AND external_number = 'planned'", "Cancelled", "2 reserved, 2 to ship")]
    [InlineData("UPDATE orders_order SET status = 'Delivered' WHERE tenant_id = @p0 AND external_number = 'planned'", "Delivered", "2 reserved, 2 to ship")]
    [InlineData("UPDATE inventory_reservation SET order_id = 4711 WHERE tenant_id = @p0 AND order_id = (SELECT id FROM orders_order WHERE external_number = 'planned')", "not in the book", "2 reserved, 0 to ship")]
    [InlineData("UPDATE inventory_reservation SET order_id = (SELECT id FROM orders_order WHERE external_number = 'short') WHERE tenant_id = @p0 AND order_id = (SELECT id FROM orders_order WHERE external_number = 'planned')", "Backordered", "2 reserved, 0 to ship")]
    public async Task Stock_kept_for_nothing_and_demand_without_stock_are_found(string damage, string status, string said)
    {
        await using var world = await OpenAsync();
        await world.ExecuteAsync(damage);

        var found = await RunAsync(world, Reservations);

        found.Wrong.ShouldContain(wrong => wrong.Contains($"({status})", StringComparison.Ordinal) && wrong.EndsWith(said, StringComparison.Ordinal), string.Join('\n', found.Wrong));
    }

    [Fact]
    public async Task A_parcel_that_has_left_counts_until_stock_has_heard_of_it()
    {
        await using var world = await OpenAsync();

        await world.ExecuteAsync("UPDATE warehouse_fulfilment_order SET status = 'HandedOver' WHERE tenant_id = @p0 AND status = 'Planned'");

        (await RunAsync(world, Reservations)).Wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE channels_incoming SET order_id = 4711 WHERE tenant_id = @p0 AND external_number = 'planned'", "planned was taken, but is not in the book")]
    [InlineData("UPDATE channels_incoming SET order_id = NULL WHERE tenant_id = @p0 AND external_number = 'planned'", "planned was taken, but is not in the book")]
    [InlineData("DELETE FROM orders_order WHERE tenant_id = @p0 AND external_number = 'planned'", "planned was taken, but is not in the book")]
    [InlineData("UPDATE channels_incoming SET state = 'Waiting' WHERE tenant_id = @p0 AND external_number = 'planned'", "SO-0000001 is in the book, but the accepted order that it came from is missing or still waits")]
    [InlineData("UPDATE channels_incoming SET state = 'Parked' WHERE tenant_id = @p0 AND external_number = 'planned'", "SO-0000001 is in the book, but the accepted order that it came from is missing or still waits")]
    [InlineData("DELETE FROM channels_incoming WHERE tenant_id = @p0 AND external_number = 'planned'", "SO-0000001 is in the book, but the accepted order that it came from is missing or still waits")]
    [InlineData("UPDATE orders_order SET external_number = 'planned' WHERE tenant_id = @p0 AND external_number = 'short'", "SO-0000003 is in the book, but the accepted order that it came from is missing or still waits")]
    public async Task An_order_that_is_lost_or_there_twice_is_found(string damage, string said)
    {
        await using var world = await OpenAsync();
        await world.ExecuteAsync(damage);

        (await RunAsync(world, Orders)).Wrong.ShouldContain(said);
    }

    [Theory]
    [InlineData("UPDATE transport_consignment SET fulfilment_order_id = 4711 WHERE tenant_id = @p0 AND status = 'Planned'", "SO-0000001-1 is Planned, but its fulfilment order is not there")]
    [InlineData("UPDATE warehouse_fulfilment_order SET status = 'Cancelled' WHERE tenant_id = @p0", "SO-0000001-1 is Planned, but its fulfilment order F* is Cancelled")]
    [InlineData("UPDATE warehouse_fulfilment_order SET status = 'HandedOver' WHERE tenant_id = @p0 AND status = 'Planned'", "SO-0000001-1 is Planned, but its fulfilment order F* is HandedOver")]
    [InlineData("UPDATE transport_consignment SET status = 'Delivered' WHERE tenant_id = @p0 AND status = 'Planned'", "SO-0000001-1 is Delivered, but its fulfilment order F* is Planned")]
    [InlineData("UPDATE transport_consignment SET status = 'Booked' WHERE tenant_id = @p0 AND status = 'Planned'", "SO-0000001-1 is Booked, but its fulfilment order F* is Planned")]
    [InlineData("UPDATE transport_consignment SET status = 'Voided' WHERE tenant_id = @p0 AND status = 'Planned'", "SO-0000001-1 is Voided, but its fulfilment order F* is Planned")]
    [InlineData("UPDATE transport_consignment SET status = 'InTransit' WHERE tenant_id = @p0 AND status = 'Voided'", "SO-0000005-1 is InTransit, but its fulfilment order F* is Cancelled")]
    [InlineData("UPDATE warehouse_fulfilment_order SET consignment_id = 4711 WHERE tenant_id = @p0 AND status = 'Planned'", "F* is Planned, but has no consignment")]
    [InlineData("UPDATE orders_order SET status = 'Shipped' WHERE tenant_id = @p0 AND external_number = 'planned'", "SO-0000001 is Shipped, but its fulfilment order F* is Planned")]
    [InlineData("UPDATE orders_order SET status = 'Delivered' WHERE tenant_id = @p0 AND external_number = 'planned'", "SO-0000001 is Delivered, but its consignment SO-0000001-1 is Planned")]
    public async Task Parcels_that_transport_and_the_floor_disagree_about_are_found(string damage, string said)
    {
        await using var world = await OpenAsync();
        await world.ExecuteAsync(damage);

        var found = (await RunAsync(world, Parcels)).Wrong.Select(wrong => System.Text.RegularExpressions.Regex.Replace(wrong, @"\bF\d+", "F*"));

        found.ShouldContain(said);
    }

    [Fact]
    public async Task Each_company_is_looked_at_by_itself()
    {
        await using var world = await OpenAsync();
        await world.Database.ExecuteAsOwnerAsync(
            "CREATE TEMP TABLE copy AS SELECT * FROM orders_order; UPDATE copy SET tenant_id = 2; INSERT INTO orders_order SELECT * FROM copy; DROP TABLE copy");

        (await RunAsync(world, Orders)).Wrong.ShouldBeEmpty();

        await using var theirs = world.Database.As(TestDatabase.Theirs);
        (await theirs.ServiceProvider.GetServices<IVerification>().Single(promise => promise.Name == Orders).RunAsync(World.Ct)).Wrong.Count.ShouldBe(5);
    }

    private static Task<VerificationResult> RunAsync(World world, string name) =>
        world.AsAsync(provider => provider.GetServices<IVerification>().Single(promise => promise.Name == name).RunAsync(World.Ct));

    /// <summary>Five orders on their ways and one that waits at the door: planned, held with stock, short, closed, cancelled.</summary>
    private static async Task<World> OpenAsync()
    {
        var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        await world.StockAsync("NOHS", World.Szx, 5);
        var orders = await world.JourneyAsync(
            Goods.AnOrder("planned", ("MUG", 2)), Goods.AnOrder("held", ("NOHS", 1)).To(Goods.Austin), Goods.AnOrder("short", ("TEE", 1)),
            Goods.AnOrder("closed").With(Goods.ALine("1", "GIFT-CARD", 1) with { IsService = true }), Goods.AnOrder("cancelled", ("MUG", 1)));
        await world.CancelAsync(orders[4].Id);
        await world.AcceptAsync(Goods.AnOrder("waiting"));

        (await world.StandingAsync("planned", "held", "short", "closed", "cancelled")).Select(order => order.Status)
            .ShouldBe([OrderStatus.Allocated, OrderStatus.OnHold, OrderStatus.Backordered, OrderStatus.Closed, OrderStatus.Cancelled]);
        return world;
    }
}
