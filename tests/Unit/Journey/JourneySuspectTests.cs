using Entrepot.Customs.Contracts;
using Entrepot.Journey;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>An order that takes the process down every time is set aside, and its neighbours travel.</summary>
[Storage]
public sealed class JourneySuspectTests
{
    [Fact]
    public async Task An_order_that_kills_the_process_is_set_aside_after_five_attempts()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        await world.AcceptAsync([.. Enumerable.Range(0, 60).Select(i => Goods.AnOrder($"A-{i}", (i == 40 ? "TEE" : "MUG", 1)))]);

        var together = new List<int>();
        while (together.Count < 20)
        {
            var life = new DiesAtTees();
            await using var process = await OpenAsync(world, life);
            try
            {
                await process.Services.GetRequiredService<JourneyRunner>().DrainAsync(TestDatabase.Ours, life.Token);
                break;
            }
            catch (OperationCanceledException)
            {
                together.Add(life.Last);
            }
        }

        together.ShouldBe([60, 24, 1, 1, 1, 1], "once with all, once in a group, then alone");
        (await world.StandingAsync([.. Enumerable.Range(0, 60).Where(i => i != 40).Select(i => $"A-{i}")])).ShouldAllBe(order => order.Status == OrderStatus.Allocated);
        (await world.QueryAsync("SELECT external_number FROM channels_incoming WHERE tenant_id = @p0 AND state = 'Parked'", row => row.GetString(0))).ShouldBe(["A-40"]);
    }

    [Fact]
    public async Task An_innocent_order_that_twenty_deaths_meet_by_chance_travels_in_the_end()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        await world.AcceptAsync([.. Enumerable.Range(0, 12).Select(i => Goods.AnOrder($"A-{i}", ("TEE", 1)))]);

        for (var death = 0; death < 20; death++)
        {
            var dying = new DiesAtTees();
            await using var process = await OpenAsync(world, dying);
            await Should.ThrowAsync<OperationCanceledException>(() => process.Services.GetRequiredService<JourneyRunner>().DrainAsync(TestDatabase.Ours, dying.Token));
        }

        await using var living = await OpenAsync(world, new DiesAtTees { IsThere = false });
        await living.Services.GetRequiredService<JourneyRunner>().DrainAsync(TestDatabase.Ours, Token);

        (await world.StandingAsync([.. Enumerable.Range(0, 12).Select(i => $"A-{i}")])).ShouldAllBe(order => order.Status == OrderStatus.Allocated);
    }

    [Fact]
    public async Task When_all_suspects_have_travelled_orders_travel_together_again()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        await world.AcceptAsync(Goods.AnOrder("A-0", ("TEE", 1)));
        var dying = new DiesAtTees();
        await using (var process = await OpenAsync(world, dying))
            await Should.ThrowAsync<OperationCanceledException>(() => process.Services.GetRequiredService<JourneyRunner>().DrainAsync(TestDatabase.Ours, dying.Token));

        var living = new DiesAtTees { IsThere = false };
        await using var second = await OpenAsync(world, living);
        var runner = second.Services.GetRequiredService<JourneyRunner>();
        await runner.DrainAsync(TestDatabase.Ours, Token);
        await world.AcceptAsync([.. Enumerable.Range(1, 6).Select(i => Goods.AnOrder($"A-{i}"))]);
        await runner.DrainAsync(TestDatabase.Ours, Token);

        living.Most.ShouldBe(6);
    }

    private static CancellationToken Token => CancellationToken.None;

    private static Task<TestDatabase> OpenAsync(World world, DiesAtTees life) => TestDatabase.AtAsync(world.Database.Address, services =>
    {
        NobodyIsListed.StandIn(services);
        services.AddSingleton<IGoodsRestrictions>(life);
    }, AllModules.List());

    /// <summary>A process that stops where it stands when it meets a T-shirt: nothing is tidied up.</summary>
    private sealed class DiesAtTees : IGoodsRestrictions
    {
        private readonly CancellationTokenSource life = new();

        public CancellationToken Token => life.Token;

        public bool IsThere { get; init; } = true;

        /// <summary>The most orders that travelled together, and how many did last.</summary>
        public int Most { get; private set; }

        public int Last { get; private set; }

        public IReadOnlyList<Problem?> Check(IReadOnlyList<RestrictionRequest> requests)
        {
            Most = Math.Max(Most, requests.Count);
            Last = requests.Count;
            if (!IsThere || !requests.Any(request => request.Goods.Any(goods => goods.Sku == "TEE"))) return new Problem?[requests.Count];
            life.Cancel();
            throw new OperationCanceledException(life.Token);
        }
    }
}
