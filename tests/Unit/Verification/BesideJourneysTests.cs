using Entrepot.Platform.Verification;
using Entrepot.Unit.Journey;
using Entrepot.Unit.Transport;
using World = Entrepot.Unit.Journey.World;

namespace Entrepot.Unit.Verification;

/// <summary>Verifying a system at work raises no false alarm: what it sees is the state of one moment.</summary>
[Storage]
public sealed class BesideJourneysTests
{
    private const int Times = 25;

    [Fact]
    public async Task Again_and_again_beside_orders_on_their_way_it_finds_nothing()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await FloorSteps.OpenAsync(carriers);
        await world.StockAsync("MUG", World.Fra, 5_000);
        using var stop = new CancellationTokenSource();
        var orders = 0;
        var journeys = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var placed = await world.JourneyAsync([.. Enumerable.Range(0, 8).Select(_ => Goods.AnOrder($"o{++orders}")), Goods.AnOrder($"short {++orders}", ("TEE", 1))]);
                await world.CancelAsync(placed[0].Id);
                await FloorSteps.PackAsync(world);
                (await FloorSteps.FloorAsync(world, floor => floor.HandOverAsync(new(World.Fra, null), World.Ct))).IsOk.ShouldBeTrue();
                world.Database.Clock.Now += TimeSpan.FromSeconds(60);
                carriers.Clock.Now = world.Database.Clock.Now;
                await world.WorkAsync();
            }
        }, World.Ct);

        var examined = new List<long>();
        for (var time = 0; time < Times || (orders < 60 && !journeys.IsCompleted); time++)
        {
            var reports = await VerifyDatabase.RunAsync(world.Database.Services, World.Ct);
            reports.SelectMany(report => report.Wrong).ShouldBeEmpty();
            examined.Add(reports.Single(report => report.Name == "Orders are in the book once, with all their lines").Examined);
        }

        await stop.CancelAsync();
        await journeys;
        examined.ShouldBe(examined.Order());
        examined[^1].ShouldBeGreaterThan(examined[0], "journeys ran beside it");
    }
}
