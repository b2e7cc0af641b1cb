using Entrepot.Kernel;
using Entrepot.Platform.Verification;
using Entrepot.Transport.Contracts;
using Entrepot.Unit.Transport;
using Entrepot.Warehouse.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>What happens to planned orders on the floor and on the road, with the sandbox's carriers on a port.</summary>
internal static class FloorSteps
{
    /// <summary>Five mugs and clocks' carriers: accounts with the sandbox, whose clock goes with ours.</summary>
    public static async Task<World> OpenAsync(SandboxHost carriers, Action<IServiceCollection>? also = null)
    {
        var world = await World.OpenAsync(also);
        await world.StockAsync("MUG", World.Fra, 5);
        await world.InUnitAsync(async provider =>
        {
            foreach (var carrier in new[] { "ups", "dhl-express", "dhl-parcel-de" })
            {
                var account = carriers.Account(carrier);
                (await provider.GetRequiredService<ITransportSetup>().SetAccountAsync(
                    new(carrier, new(account.BaseUrl), account.AccountNumber, account.ClientId, account.ClientSecret, account.Options, TimeSpan.FromSeconds(5)), World.Ct)).IsOk.ShouldBeTrue();
            }

            return true;
        });
        return world;
    }

    /// <summary>Released, picked and packed as proposed, and labelled by the carriers.</summary>
    public static async Task PackAsync(World world)
    {
        (await FloorAsync(world, floor => floor.ReleaseAllAsync(null, World.Ct))).IsOk.ShouldBeTrue();
        var stops = await FloorAsync(world, floor => floor.OpenStopsAsync(null, World.Ct));
        (await FloorAsync(world, floor => floor.PickAsync([.. stops.Select(stop => new PickConfirmation(stop.Task, stop.Bin, stop.Sku, stop.Quantity, false))], World.Ct))).Value.ShouldAllBe(answer => answer.IsOk);
        var proposals = await FloorAsync(world, floor => floor.ToPackAsync(null, World.Ct));
        (await FloorAsync(world, floor => floor.PackAsync([.. proposals.Select(proposal => new PackRequest(proposal.FulfilmentOrder, proposal.Items, proposal.Parcels, false))], World.Ct))).Value.ShouldAllBe(answer => answer.IsOk);
        await world.WorkAsync();
    }

    public static async Task HandOverAsync(World world, params WarehouseId[] warehouses)
    {
        foreach (var warehouse in warehouses.Length > 0 ? warehouses : [World.Fra]) (await FloorAsync(world, floor => floor.HandOverAsync(new(warehouse, null), World.Ct))).Value.ShouldNotBeEmpty();
        await world.WorkAsync();
        await HoldPromisesAsync(world);
    }

    public static async Task DeliverAsync(World world, SandboxHost carriers)
    {
        for (var seconds = 0; seconds < 140; seconds += 5)
        {
            world.Database.Clock.Now += TimeSpan.FromSeconds(5);
            carriers.Clock.Now = world.Database.Clock.Now;
            await world.WorkAsync();
        }

        await HoldPromisesAsync(world);
    }

    public static Task<T> FloorAsync<T>(World world, Func<IFloor, Task<T>> act) => world.AsAsync(provider => act(provider.GetRequiredService<IFloor>()));

    public static Task<bool> HoldPromisesAsync(World world) => world.AsAsync(async provider =>
    {
        foreach (var promise in provider.GetServices<IVerification>()) (await promise.RunAsync(World.Ct)).Wrong.ShouldBeEmpty(promise.Name);
        return true;
    });
}
