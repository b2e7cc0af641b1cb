using Entrepot.Kernel;
using Entrepot.Transport.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Transport;

[Storage]
public sealed class ManifestTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_manifest_lists_booked_consignments_under_a_number_of_the_day()
    {
        await using var world = await BookedWorldAsync();

        var manifest = (await CloseAsync(world, [100, 101])).Value;

        manifest.Number.ShouldBe("MF-20261102-00001");
        manifest.ParcelCount.ShouldBe(4);
        manifest.GrossWeightGrams.ShouldBe(2 * 2_830);
        await using var scope = world.Database.As(TestDatabase.Ours);
        var found = (await scope.ServiceProvider.GetRequiredService<IManifests>().FindAsync([manifest.Id, 999], Ct)).ToList();
        found[0]!.Consignments.ShouldBe([new(100), new(101)], ignoreOrder: true);
        found[1].ShouldBeNull();
    }

    [Fact]
    public async Task The_next_manifest_has_the_next_number_also_within_one_unit_of_work()
    {
        await using var world = await BookedWorldAsync();

        var numbers = await world.Database.InUnitAsync(async provider =>
        {
            var manifests = provider.GetRequiredService<IManifests>();
            return new[] { await manifests.CloseAsync(new(300), "ups", [new(100)], TestDatabase.Noon, Ct), await manifests.CloseAsync(new(300), "ups", [new(101)], TestDatabase.Noon, Ct) };
        });

        numbers.Select(manifest => manifest.Value.Number).ShouldBe(["MF-20261102-00001", "MF-20261102-00002"]);
    }

    [Fact]
    public async Task What_does_not_belong_on_it_refuses_the_whole_manifest_and_is_named()
    {
        await using var world = await BookedWorldAsync();
        await world.PlanAsync("ups/standard", id: new(102));
        (await CloseAsync(world, [100])).IsOk.ShouldBeTrue();

        var problem = (await CloseAsync(world, [100, 101, 102, 999])).Problem!;

        problem.Code.ShouldBe("transport.not_for_manifest");
        problem.Message.ShouldContain("SO-1001-100 is on another manifest");
        problem.Message.ShouldContain("SO-1001-102 is Planned");
        problem.Message.ShouldContain("consignment 999 does not exist");
        problem.Message.ShouldNotContain("SO-1001-101");
        (await CloseAsync(world, [])).Problem!.Code.ShouldBe("transport.empty_manifest");
    }

    private static async Task<World> BookedWorldAsync()
    {
        var world = await World.StartAsync();
        foreach (var id in new[] { 100L, 101 })
        {
            await world.PlanAsync("ups/standard", id: new(id));
            await world.BookAsync(new(id));
        }

        await world.WorkAsync();
        return world;
    }

    private static Task<Result<ManifestInfo>> CloseAsync(World world, long[] consignments) => world.Database.InUnitAsync(provider =>
        provider.GetRequiredService<IManifests>().CloseAsync(new(300), "ups", [.. consignments.Select(ConsignmentId.From)], TestDatabase.Noon, Ct));
}
