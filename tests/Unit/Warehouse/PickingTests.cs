using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Features;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Warehouse.FloorWorld;

namespace Entrepot.Unit.Warehouse;

[Storage]
public sealed class PickingTests
{
    [Fact]
    public async Task A_wave_takes_the_most_urgent_orders_first()
    {
        await using var world = await FloorWorld.CreateAsync();
        var late = await world.PlanAsync("ups/standard", 0, TestDatabase.Noon.AddDays(3), (Mug, 1));
        var soon = await world.PlanAsync("ups/standard", 0, TestDatabase.Noon.AddHours(3), (Mug, 1));
        var rush = await world.PlanAsync("ups/standard", 9, null, (Mug, 1));

        var wave = await world.FloorAsync(floor => floor.ReleaseAsync(new(Szx, null, null, 2), Ct));

        wave.Value.Orders.ShouldBe(2);
        (await world.StatusAsync(rush)).ShouldBe(FulfilmentStatus.InWave);
        (await world.StatusAsync(soon)).ShouldBe(FulfilmentStatus.InWave);
        (await world.StatusAsync(late)).ShouldBe(FulfilmentStatus.Planned);
    }

    [Fact]
    public async Task A_wave_can_be_limited_to_a_service_and_a_cut_off()
    {
        await using var world = await FloorWorld.CreateAsync();
        await world.PlanAsync("dhl/express", 0, TestDatabase.Noon.AddHours(1), (Mug, 1));
        await world.PlanAsync("ups/standard", 0, TestDatabase.Noon.AddDays(2), (Mug, 1));
        var wanted = await world.PlanAsync("ups/standard", 0, TestDatabase.Noon.AddHours(2), (Mug, 1));

        var wave = await world.FloorAsync(floor => floor.ReleaseAsync(new(Szx, "ups/standard", TestDatabase.Noon.AddHours(4), null), Ct));

        wave.Value.Orders.ShouldBe(1);
        (await world.StatusAsync(wanted)).ShouldBe(FulfilmentStatus.InWave);
    }

    [Fact]
    public async Task All_that_is_planned_is_grouped_by_service_and_released_once()
    {
        await using var world = await FloorWorld.CreateAsync();
        await world.PlanAsync("dhl/express", 0, null, (Mug, 1));
        await world.PlanAsync("ups/standard", 0, null, (Mug, 1));
        await world.PlanAsync("ups/standard", 0, null, (Lamp, 1));

        (await world.FloorAsync(floor => floor.ReleaseAllAsync(null, Ct))).Value.Select(wave => (wave.Service, wave.Orders)).ShouldBe([("dhl/express", 1), ("ups/standard", 2)]);
        (await world.FloorAsync(floor => floor.ReleaseAllAsync(null, Ct))).Value.ShouldBeEmpty();
        (await world.FloorAsync(floor => floor.ReleaseAsync(new(Szx, null, null, null), Ct))).Problem!.Code.ShouldBe("warehouse.nothing_to_release");
    }

    [Fact]
    public async Task A_walk_stops_once_per_product_and_ends_with_goods_that_have_no_bin()
    {
        await using var world = await FloorWorld.CreateAsync();
        await world.PlanAsync((Book, 1), (Lamp, 1), (Mug, 2));
        await world.PlanAsync((Mug, 3));
        await world.FloorAsync(floor => floor.ReleaseAllAsync(null, Ct));

        var stops = await world.FloorAsync(floor => floor.OpenStopsAsync(Szx, Ct));

        stops.Select(stop => (stop.Bin, stop.Sku, stop.Quantity)).ShouldBe([("A-01-01-1", "MUG", 5), ("A-03-03-1", "LAMP", 1), ("", "BOOK", 1)]);
    }

    [Theory]
    [InlineData("A-02-01-1", "MUG", 2, false, "warehouse.wrong_bin")]
    [InlineData("A-01-01-1", "LAMP", 2, false, "warehouse.wrong_item")]
    [InlineData("A-01-01-1", "MUG", 3, false, "warehouse.too_many")]
    [InlineData("A-01-01-1", "MUG", -1, true, "warehouse.too_many")]
    [InlineData("A-01-01-1", "MUG", 1, false, "warehouse.too_few")]
    [InlineData("A-01-01-1", "MUG", 2, false, null)]
    [InlineData("a-01-01-1", "mug", 2, false, null)]
    [InlineData("A-01-01-1", "4000000000010", 2, false, null)]
    public async Task A_slip_of_the_hand_is_refused_and_changes_nothing(string bin, string code, long quantity, bool isShort, string? problem)
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PlanAsync((Mug, 2));
        var task = await ReleaseAsync(world);

        (await PickAsync(world, new(task, bin, code, quantity, isShort))).Problem?.Code.ShouldBe(problem);

        (await world.FindAsync(id)).Lines.Single().Picked.ShouldBe(problem is null ? 2 : 0);
        (await world.StatusAsync(id)).ShouldBe(problem is null ? FulfilmentStatus.Picked : FulfilmentStatus.InWave);
    }

    [Fact]
    public async Task Confirming_a_stop_twice_is_harmless_and_another_quantity_is_refused()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PlanAsync((Mug, 2), (Lamp, 1));
        var task = await ReleaseAsync(world);

        for (var i = 0; i < 2; i++) (await PickAsync(world, new(task, "A-01-01-1", "MUG", 2, false))).Problem.ShouldBeNull();
        (await PickAsync(world, new(task, "A-01-01-1", "MUG", 1, true))).Problem!.Code.ShouldBe("warehouse.already_picked");

        (await world.FindAsync(id)).Lines.Select(line => line.Picked).ShouldBe([2, 0]);
        (await PickAsync(world, new(new(999), "A-01-01-1", "MUG", 1, true))).Problem!.Code.ShouldBe("warehouse.unknown_pick_task");
    }

    [Fact]
    public async Task A_short_pick_serves_the_urgent_order_and_tells_the_journey_about_the_other()
    {
        await using var world = await FloorWorld.CreateAsync();
        var plain = await world.PlanAsync("ups/standard", 0, null, (Mug, 2));
        var rush = await world.PlanAsync("ups/standard", 5, null, (Mug, 2));
        var task = await ReleaseAsync(world);

        for (var i = 0; i < 2; i++) (await PickAsync(world, new(task, "A-01-01-1", "MUG", 3, true))).Problem.ShouldBeNull();

        (await world.StatusAsync(rush)).ShouldBe(FulfilmentStatus.Picked);
        (await world.StatusAsync(plain)).ShouldBe(FulfilmentStatus.Short);
        (await world.SeenAsync("test.short")).Single().ShouldContain("\"Missing\":1");
    }

    [Fact]
    public async Task What_was_found_after_all_is_walked_for_again_without_what_is_on_the_cart()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PlanAsync((Mug, 3));
        var task = await ReleaseAsync(world);
        await PickAsync(world, new(task, "A-01-01-1", "MUG", 2, true));

        for (var i = 0; i < 2; i++) (await world.AsAsync(provider => provider.GetRequiredService<PlanShortAgain>().RunAsync(id, Ct))).Problem.ShouldBeNull();
        await ReleaseAsync(world);

        (await world.FloorAsync(floor => floor.OpenStopsAsync(null, Ct))).Single().Quantity.ShouldBe(1);
        await world.PickEverythingAsync();
        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.Picked);
    }

    [Fact]
    public async Task Cancelling_strikes_open_stops_off_and_brings_picked_goods_back()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PlanAsync((Mug, 2), (Lamp, 1));
        var task = await ReleaseAsync(world);
        await PickAsync(world, new(task, "A-01-01-1", "MUG", 2, false));

        for (var i = 0; i < 2; i++) (await world.CancelAsync(id)).Problem.ShouldBeNull();

        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.Cancelled);
        var back = (await world.FloorAsync(floor => floor.OpenStopsAsync(null, Ct))).Single();
        (back.Bin, back.Sku, back.Quantity).ShouldBe(("A-01-01-1", "MUG", 2));
        (await PickAsync(world, new(task, "A-03-03-1", "LAMP", 1, false))).Problem!.Code.ShouldBe("warehouse.not_needed");

        await world.PickEverythingAsync();
        (await world.FloorAsync(floor => floor.OpenStopsAsync(null, Ct))).ShouldBeEmpty();
        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.Cancelled);
    }

    [Fact]
    public async Task One_company_neither_sees_nor_works_the_floor_of_another()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PlanAsync((Mug, 2));
        var task = await ReleaseAsync(world);

        await using var scope = world.Database.As(TestDatabase.Theirs);
        var floor = scope.ServiceProvider.GetRequiredService<IFloor>();
        (await floor.OpenStopsAsync(null, Ct)).ShouldBeEmpty();
        (await floor.PickAsync([new(task, "A-01-01-1", "MUG", 2, false)], Ct)).Value.Single().Problem!.Code.ShouldBe("warehouse.unknown_pick_task");
        (await scope.ServiceProvider.GetRequiredService<IFulfilment>().FindAsync([id], Ct)).ShouldBeEmpty();
        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(Ct);
        (await scope.ServiceProvider.GetRequiredService<IFulfilment>().CancelAsync([OrderOf(id)], Ct)).Single().ShouldBe(Result.Ok);
        await unit.CommitAsync(Ct);
        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.InWave);
    }

    private static async Task<PickTaskId> ReleaseAsync(FloorWorld world) =>
        (await world.FloorAsync(floor => floor.ReleaseAsync(new(Szx, null, null, null), Ct))).Value.Tasks.Single();

    private static async Task<Result> PickAsync(FloorWorld world, PickConfirmation confirmation) =>
        (await world.FloorAsync(floor => floor.PickAsync([confirmation], Ct))).Value.Single();
}
