using Entrepot.Platform.Data;
using Entrepot.Platform.Data.Moving;
using Entrepot.Unit.Journey;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Moving;

/// <summary>A company moves between the engines and is the same afterwards, row by row.</summary>
[Storage("postgres")]
public sealed class CompanyMoveTests
{
    private const string NeedsServer = "Moves between the engines need PostgreSQL.";

    [Fact]
    public async Task From_one_engine_to_the_other_and_back_every_row_is_the_same_and_all_promises_hold()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await MoveWorld.LivedInAsync();
        var (file, server, again) = (await MoveWorld.ElsewhereAsync(isFile: true), await MoveWorld.ElsewhereAsync(isFile: false), await MoveWorld.ElsewhereAsync(isFile: true));

        var toFile = (await MoveWorld.Move(world.Database, file).RunAsync("ours", keeps: false, World.Ct)).Value;
        var toServer = (await MoveWorld.Move(file, server).RunAsync("ours", keeps: false, World.Ct)).Value;
        var back = (await MoveWorld.Move(server, again).RunAsync("ours", keeps: false, World.Ct)).Value;

        foreach (var report in new[] { toFile, toServer, back })
        {
            report.Tables.Where(table => !table.IsSame).ShouldBeEmpty();
            (report.Verified, report.Notes.Count).ShouldBe((true, 0));
        }

        toFile.Tables.Count(table => table.Rows > 0).ShouldBeGreaterThan(30);
        Sums(toServer).ShouldBe(Sums(toFile));
        Sums(back).ShouldBe(Sums(toFile));
        foreach (var database in new[] { file, server, again }) (await MoveWorld.WrongAsync(database)).ShouldBeEmpty();
        foreach (var database in new[] { file, server, again }) await MoveWorld.RemoveAsync(database);
    }

    [Fact]
    public async Task It_goes_on_where_it_went_and_nowhere_else()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await MoveWorld.LivedInAsync();
        var file = await MoveWorld.ElsewhereAsync(isFile: true);

        await MoveWorld.Move(world.Database, file).RunAsync("ours", keeps: false, World.Ct);

        (await Should.ThrowAsync<CompanyFencedException>(MoveWorld.WriteAsync(world.Database))).State.ShouldBe(FenceState.Moved);
        await MoveWorld.WriteAsync(file);
        await using (var scope = world.Database.Services.CreateAsyncScope())
            (await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().Select(tenant => tenant.MovedTo != null).ToListAsync(World.Ct)).Count(isMoved => isMoved).ShouldBe(1);
        (await MoveWorld.Move(world.Database, file).RunAsync("ours", keeps: false, World.Ct)).Problem!.Code.ShouldBe("platform.move_moved_already");
        await MoveWorld.RemoveAsync(file);
    }

    [Fact]
    public async Task What_it_left_behind_is_replaced_when_it_comes_home()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await MoveWorld.LivedInAsync();
        var file = await MoveWorld.ElsewhereAsync(isFile: true);
        await MoveWorld.Move(world.Database, file).RunAsync("ours", keeps: false, World.Ct);
        await MoveWorld.ExecuteAsync(file, "UPDATE inventory_movement SET tenant_id = tenant_id WHERE tenant_id = 1");
        await MoveWorld.ExecuteAsync(file, "DELETE FROM platform_work WHERE tenant_id = 1");

        var home = (await MoveWorld.Move(file, world.Database).RunAsync("ours", keeps: false, World.Ct)).Value;

        home.Verified.ShouldBeTrue();
        await MoveWorld.WriteAsync(world.Database);
        (await Should.ThrowAsync<CompanyFencedException>(MoveWorld.WriteAsync(file))).State.ShouldBe(FenceState.Moved);
        (await world.QueryAsync("SELECT COUNT(*) FROM platform_work WHERE tenant_id = @p0", row => row.GetInt64(0))).Single().ShouldBe(0);
        await MoveWorld.RemoveAsync(file);
    }

    [Fact]
    public async Task A_copy_lets_both_go_on_and_new_ids_never_meet_old_ones()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await MoveWorld.LivedInAsync();
        var file = await MoveWorld.ElsewhereAsync(isFile: true);

        (await MoveWorld.Move(world.Database, file).RunAsync("ours", keeps: true, World.Ct)).Value.Verified.ShouldBeTrue();

        await MoveWorld.WriteAsync(world.Database);
        await using (var scope = file.As(TestDatabase.Ours))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
            file.Clock.Now += TimeSpan.FromMinutes(1);
            await using var unit = await db.BeginAsync(World.Ct);
            var highest = (await db.QueryAsync("SELECT MAX(id) FROM orders_order", row => row.GetInt64(0), World.Ct)).Single();
            file.Services.GetRequiredService<IdBlocks>().Next().ShouldBeGreaterThan(highest);
        }

        (await MoveWorld.Move(world.Database, file).RunAsync("ours", keeps: true, World.Ct)).Problem!.Code.ShouldBe("platform.move_lives_there");
        await MoveWorld.RemoveAsync(file);
    }

    [Theory]
    [InlineData("INSERT INTO platform_tenant (id, code, name, currency, is_demo, created_at) VALUES (77, 'ours', 'Another', 'EUR', FALSE, 0)", "platform.move_other_company")]
    [InlineData("INSERT INTO platform_tenant (id, code, name, currency, is_demo, created_at) VALUES (1, 'another', 'Another', 'EUR', FALSE, 0)", "platform.move_other_company")]
    [InlineData("INSERT INTO platform_tenant (id, code, name, currency, is_demo, created_at) VALUES (1, 'ours', 'Ours', 'EUR', FALSE, 0)", "platform.move_lives_there")]
    [InlineData("INSERT INTO platform_fence (tenant_id, state, token, place) VALUES (1, 'Arriving', 'x', 'somewhere else')", "platform.move_other_move")]
    public async Task A_target_that_knows_another_company_refuses_this_one(string planted, string code)
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await World.OpenAsync();
        var file = await MoveWorld.ElsewhereAsync(isFile: true);
        await MoveWorld.ExecuteAsync(file, planted);

        (await MoveWorld.Move(world.Database, file).RunAsync("ours", keeps: false, World.Ct)).Problem!.Code.ShouldBe(code);

        await MoveWorld.WriteAsync(world.Database);
        await MoveWorld.RemoveAsync(file);
    }

    [Fact]
    public async Task Given_up_the_source_goes_on_and_the_target_has_nothing()
    {
        Assert.SkipUnless(PostgresServer.IsChosen, NeedsServer);
        await using var world = await MoveWorld.LivedInAsync();
        var file = await MoveWorld.ElsewhereAsync(isFile: true);
        var move = MoveWorld.Move(world.Database, file, step => { if (step.Phase == "compare") throw new TimeoutException(); });
        await Should.ThrowAsync<TimeoutException>(move.RunAsync("ours", keeps: false, World.Ct));
        (await Should.ThrowAsync<CompanyFencedException>(MoveWorld.WriteAsync(world.Database))).State.ShouldBe(FenceState.Frozen);

        (await MoveWorld.Move(world.Database, file).AbandonAsync("ours", World.Ct)).IsOk.ShouldBeTrue();

        await MoveWorld.WriteAsync(world.Database);
        await using (var scope = file.As(TestDatabase.Ours))
            (await scope.ServiceProvider.GetRequiredService<EntrepotDb>().QueryAsync("SELECT COUNT(*) FROM orders_order", row => row.GetInt64(0), World.Ct)).Single().ShouldBe(0);
        (await MoveWorld.Move(world.Database, file).AbandonAsync("ours", World.Ct)).Problem!.Code.ShouldBe("platform.move_not_moving");
        await MoveWorld.RemoveAsync(file);
    }

    private static List<string> Sums(MoveReport report) => [.. report.Tables.Select(table => $"{table.Table} {table.Rows} {table.Checksum}").Order(StringComparer.Ordinal)];
}
