using Entrepot.Orders.Contracts;
using Entrepot.Transport.Contracts;
using Entrepot.Unit.Transport;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Journey.FloorSteps;

namespace Entrepot.Unit.Journey;

/// <summary>What leaves with the carriers, and on which list.</summary>
[Storage]
public sealed class HandOverTests
{
    [Fact]
    public async Task A_parcel_on_a_list_that_was_closed_before_leaves_on_that_and_keeps_no_other_here()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await OpenAsync(carriers);
        await world.AcceptAsync(Goods.AnOrder("A-1", ("MUG", 1)), Goods.AnOrder("A-2", ("MUG", 1)));
        await world.RunAsync();
        await PackAsync(world);
        var listed = (await world.StandingAsync("A-1")).Page.Consignments.Single();
        var manifest = (await world.InUnitAsync(provider => provider.GetRequiredService<IManifests>().CloseAsync(World.Fra, listed.Service.Split('/')[0], [listed.Id], TestDatabase.Noon, World.Ct))).Value;

        var closed = (await FloorAsync(world, floor => floor.HandOverAsync(new(World.Fra, null), World.Ct))).Value;
        await world.WorkAsync();

        closed.Count.ShouldBe(2);
        closed.Single(list => list.Manifest == manifest.Number).Orders.ShouldBe(1);
        (await world.StandingAsync("A-1", "A-2")).ShouldAllBe(order => order.Status == OrderStatus.Shipped);
        await HoldPromisesAsync(world);
    }
}
