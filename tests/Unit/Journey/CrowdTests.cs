using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Journey;
using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>Orders that are being sent go before orders that are safe already.</summary>
[Storage]
public sealed class CrowdTests
{
    [Fact]
    public async Task While_a_crowd_stands_at_the_front_door_journeys_take_few_orders_at_once_and_every_one_in_the_end()
    {
        var door = new Door { IsCrowded = true };
        await using var world = await World.OpenAsync(services => services.AddSingleton<IFrontDoor>(door));
        await world.AcceptAsync([.. Enumerable.Range(0, 80).Select(i => Goods.AnOrder(i.ToString("D3", CultureInfo.InvariantCulture)))]);
        var runner = world.Database.Services.GetRequiredService<JourneyRunner>();

        var taken = new List<int>();
        for (var i = 0; i < 2; i++) taken.Add(await runner.RunNextAsync(TestDatabase.Ours, new JourneyCounts(), World.Ct));
        door.IsCrowded = false;
        taken.Add(await runner.RunNextAsync(TestDatabase.Ours, new JourneyCounts(), World.Ct));

        taken[0].ShouldBe(32);
        taken[1].ShouldBeInRange(8, 48, "by what the first ones took");
        taken.Sum().ShouldBe(80, "and then all that are left at once");
    }

    private sealed class Door : IFrontDoor
    {
        public bool IsCrowded { get; set; }
    }
}
