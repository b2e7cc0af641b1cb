using System.Globalization;
using Entrepot.Journey;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Data.Moving;
using Entrepot.Unit.Journey;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Moving;

/// <summary>A company moves from cell to cell while orders come in: none is lost, none is there twice, and no other company notices.</summary>
[Storage("postgres")]
public sealed class CompanyPlacingTests
{
    private const string NeedsServer = "Cells of both engines need PostgreSQL.";
    private const string CountIncoming = "SELECT COUNT(*) FROM channels_incoming WHERE tenant_id = @p0";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Orders_that_come_in_meanwhile_are_all_there_and_other_companies_never_wait(bool isFile)
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await MoveWorld.LivedInAsync();
        await using var cells = new Cells(world);
        await cells.AddAsync("east", isFile);
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(3)); // Also where the move fails nobody posts for ever.
        var ours = Task.Run(() => PostAsync(world, stop.Token));
        var theirs = Task.Run(() => WorkElsewhereAsync(world, stop.Token));
        while (await cells.CountAsync(Cell.HomeCode, CountIncoming) < 20) await Task.Delay(20, World.Ct);

        var there = (await Placing(cells).RunAsync("ours", "east", World.Ct)).Value;
        var middle = await cells.CountAsync("east", CountIncoming);
        while (await cells.CountAsync("east", CountIncoming) < middle + 10) await Task.Delay(20, World.Ct);
        var back = (await Placing(cells).RunAsync("ours", Cell.HomeCode, World.Ct)).Value;
        await stop.CancelAsync();
        var (posted, refused) = await ours;

        (there.Verified, back.Verified).ShouldBe((true, true));
        (await theirs).ShouldBe(0, "another company was refused");
        (await cells.CountAsync(Cell.HomeCode, "SELECT COUNT(*) FROM channels_incoming WHERE tenant_id = @p0 AND external_number LIKE 'busy-%'")).ShouldBe(posted, $"{refused} were refused and sent again");
        await world.RunAsync();
        (await MoveWorld.WrongAsync(world.Database)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_that_has_not_heard_of_the_move_cannot_write_to_the_old_place()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();
        await using var cells = new Cells(world);
        await using var stale = await TestDatabase.AtAsync(world.Database.Address, NobodyIsListed.StandIn, AllModules.List());
        await cells.AddAsync("east", isFile: true);

        (await Placing(cells).RunAsync("ours", "east", World.Ct)).IsOk.ShouldBeTrue();

        (await Should.ThrowAsync<CompanyFencedException>(MoveWorld.WriteAsync(stale))).State.ShouldBe(FenceState.Moved);
        await MoveWorld.WriteAsync(world.Database);
        await using var theirs = stale.As(TestDatabase.Theirs);
        await using var unit = await theirs.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(World.Ct);
    }

    [Fact]
    public async Task Whoever_froze_a_company_and_fell_silent_has_lost_it()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();
        await using var cells = new Cells(world);
        await cells.AddAsync("east", isFile: true);
        await Should.ThrowAsync<TimeoutException>(Placing(cells, step => { if (step.Phase == "freeze") throw new TimeoutException(); }).RunAsync("ours", "east", World.Ct));
        (await Should.ThrowAsync<CompanyFencedException>(MoveWorld.WriteAsync(world.Database))).State.ShouldBe(FenceState.Frozen);

        world.Database.Clock.Now += TimeSpan.FromMinutes(2);
        await MoveWorld.WriteAsync(world.Database);

        (await cells.CountAsync(Cell.HomeCode, "SELECT COUNT(*) FROM platform_fence WHERE tenant_id = @p0")).ShouldBe(0);
        (await Placing(cells).RunAsync("ours", "east", World.Ct)).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task A_company_that_takes_long_to_carry_stays_frozen_as_long_as_its_mover_lives()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();
        await using var cells = new Cells(world);
        await cells.AddAsync("east", isFile: true);
        var refused = 0;

        var moved = await new CompanyPlacing(cells.Databases, cells.Directory, new HurriedClock(world.Database.Clock), step =>
        {
            if (step.Phase != "freeze") return;
            for (var beat = 0; beat < 3; beat++)
            {
                var until = UntilAsync(cells).GetAwaiter().GetResult();
                world.Database.Clock.Now += TimeSpan.FromSeconds(50);
                while (UntilAsync(cells).GetAwaiter().GetResult() == until) Thread.Sleep(5); // Renewed by the mover's own clock, which hurries.
                Should.Throw<CompanyFencedException>(() => MoveWorld.WriteAsync(world.Database).GetAwaiter().GetResult()).State.ShouldBe(FenceState.Frozen);
                refused++;
            }
        }).RunAsync("ours", "east", World.Ct);

        moved.IsOk.ShouldBeTrue();
        refused.ShouldBe(3, "150 seconds later it stood still all the same");
    }

    private static Task<long> UntilAsync(Cells cells) => cells.CountAsync(Cell.HomeCode, "SELECT until FROM platform_fence WHERE tenant_id = @p0");

    /// <summary>Says the time of another clock, and rings a thousand times as soon.</summary>
    private sealed class HurriedClock(TimeProvider time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime / 1000, period);
    }

    [Fact]
    public async Task A_company_whose_data_must_stay_moves_nowhere_else_and_what_it_left_can_be_removed()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();
        await using var cells = new Cells(world);
        await cells.AddAsync("east", isFile: true, region: "cn");
        await cells.AddAsync("west", isFile: true, region: "eu");
        (await Placing(cells).RunAsync("ours", "west", World.Ct)).IsOk.ShouldBeTrue();
        (await cells.Directory.PinAsync("ours", "eu", World.Ct)).ShouldBe(Result.Ok);

        (await Placing(cells).RunAsync("ours", "east", World.Ct)).Problem!.Code.ShouldBe("platform.cell_other_region");
        (await Placing(cells).RunAsync("ours", "west", World.Ct)).Problem!.Code.ShouldBe("platform.company_lives_there");

        (await Placing(cells).PurgeAsync("ours", Cell.HomeCode, World.Ct)).ShouldBe(Result.Ok);
        (await cells.CountAsync(Cell.HomeCode, "SELECT COUNT(*) FROM catalog_product WHERE tenant_id = @p0")).ShouldBe(0);
        (await cells.CountAsync("west", "SELECT COUNT(*) FROM catalog_product WHERE tenant_id = @p0")).ShouldBeGreaterThan(0);
    }

    /// <summary>A class of its own runs beside the other.</summary>
    [Storage("postgres")]
    public sealed class CutOff
    {
        [Theory]
        [InlineData("copy", true)]
        [InlineData("compare", false)]
        [InlineData("freeze", true)]
        [InlineData("switch", false)]
        [InlineData("switch", true)]
        public async Task Cut_off_anywhere_it_is_given_up_or_goes_on(string phase, bool givesUp)
        {
            Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
            await using var world = await MoveWorld.LivedInAsync();
            await using var cells = new Cells(world);
            await cells.AddAsync("east", isFile: true);
            var orders = await cells.CountAsync(Cell.HomeCode, CountIncoming);
            await Should.ThrowAsync<TimeoutException>(Placing(cells, step => { if (step.Phase == phase) throw new TimeoutException(); }).RunAsync("ours", "east", World.Ct));
            (await cells.Directory.FindAsync("ours", World.Ct)).Value.Cell.ShouldBe(Cell.HomeCode, "the directory decides");

            if (givesUp) (await Placing(cells).AbandonAsync("ours", "east", World.Ct)).ShouldBe(Result.Ok);
            else (await Placing(cells).RunAsync("ours", "east", World.Ct)).IsOk.ShouldBeTrue();

            var cell = (await cells.Directory.FindAsync("ours", World.Ct)).Value.Cell;
            cell.ShouldBe(givesUp ? Cell.HomeCode : "east");
            (await cells.CountAsync(cell, CountIncoming)).ShouldBe(orders);
            if (givesUp) (await cells.CountAsync("east", CountIncoming)).ShouldBe(0);
            await MoveWorld.WriteAsync(world.Database);
            (await MoveWorld.WrongAsync(world.Database)).ShouldBeEmpty();
        }
    }

    private static CompanyPlacing Placing(Cells cells, Action<MoveStep>? tell = null) => new(cells.Databases, cells.Directory, cells.Clock, tell ?? (_ => { }));

    /// <summary>Sends one order after the other, and again what was refused, and sends orders on their journeys between.</summary>
    private static async Task<(int Posted, int Refused)> PostAsync(World world, CancellationToken stop)
    {
        var (posted, refused) = (0, 0);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await world.AcceptAsync(Goods.AnOrder(string.Create(CultureInfo.InvariantCulture, $"busy-{posted}"), ("MUG", 1)));
                posted++;
                await Task.Delay(10, CancellationToken.None); // A busy shop, not a flood: the move needs the processor too.
                if (posted % 5 == 0) await world.Database.Services.GetRequiredService<JourneyRunner>().RunNextAsync(TestDatabase.Ours, new JourneyCounts(), World.Ct);
            }
            catch (CompanyUnavailableException)
            {
                refused++;
                await Task.Delay(5, CancellationToken.None);
            }
        }

        return (posted, refused);
    }

    private static async Task<int> WorkElsewhereAsync(World world, CancellationToken stop)
    {
        var refused = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var scope = world.Database.As(TestDatabase.Theirs);
                await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(World.Ct);
                await unit.CommitAsync(World.Ct);
            }
            catch (CompanyUnavailableException)
            {
                refused++;
            }

            await Task.Delay(5, CancellationToken.None);
        }

        return refused;
    }
}
