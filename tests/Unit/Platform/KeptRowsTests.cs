using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Result = Entrepot.Kernel.Result;

namespace Entrepot.Unit.Platform;

/// <summary>Of rows that were read to be changed, exactly what differs is written at the commit.</summary>
[Storage]
public sealed class KeptRowsTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_change_is_written_at_the_commit_and_not_before()
    {
        await using var database = await ChangedRows.CreateAsync(2);

        await using (var scope = database.As(TestDatabase.Ours))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
            await using var unit = await db.BeginAsync(Ct);
            var rows = await KeepAsync(db);
            (rows[0].Error, rows[0].Attempts) = ("late", 3);
            (await db.ReadAsync<WorkItem>(ChangedRows.All, Ct, db.Tenant.Value))[0].Error.ShouldBeNull();
            (await unit.CommitAsync(Ct)).ShouldBe(Result.Ok);
        }

        (await ChangedRows.ReadAsync(database)).Select(row => (row.Error, row.Attempts)).ShouldBe([("late", 3), (null, 0)]);
    }

    [Fact]
    public async Task A_row_that_is_read_twice_is_one_object()
    {
        await using var database = await ChangedRows.CreateAsync(2);

        await database.InUnitAsync(async provider =>
        {
            var db = provider.GetRequiredService<EntrepotDb>();
            var first = await KeepAsync(db);
            first[1].Error = "seen";

            var again = await KeepAsync(db);

            again[0].ShouldBeSameAs(first[0]);
            again[1].ShouldBeSameAs(first[1]);
            again[1].Error.ShouldBe("seen", "what was changed is not read over");
        });
    }

    [Fact]
    public async Task What_was_not_changed_is_left_as_somebody_else_has_it()
    {
        await using var database = await ChangedRows.CreateAsync(1);

        await database.InUnitAsync(async provider =>
        {
            var db = provider.GetRequiredService<EntrepotDb>();
            var row = (await KeepAsync(db))[0];
            await db.QueryAsync("UPDATE platform_work SET attempts = 4 WHERE tenant_id = @p0 RETURNING id", _ => true, Ct, db.Tenant.Value);
            row.Error = "mine";
        });

        (await ChangedRows.ReadAsync(database)).Select(row => (row.Error, row.Attempts)).ShouldBe([("mine", 4)]);
    }

    [Fact]
    public async Task A_row_that_is_again_what_it_was_is_not_written()
    {
        await using var database = await ChangedRows.CreateAsync(3);

        await database.InUnitAsync(async provider =>
        {
            var db = provider.GetRequiredService<EntrepotDb>();
            var rows = await KeepAsync(db);
            (rows[0].State, rows[1].Error) = (WorkState.Parked, "gone");
            rows[0].State = WorkState.Waiting;

            (await db.Kept.SaveAsync(Ct)).ShouldBe(1);
            (await db.Kept.SaveAsync(Ct)).ShouldBe(0, "what is written once is not written again at the commit");
            rows[1].Error = null;
            (await db.Kept.SaveAsync(Ct)).ShouldBe(1, "it differs from what was written last");
        });

        (await ChangedRows.ReadAsync(database)).ShouldAllBe(row => row.Error == null && row.State == WorkState.Waiting);
    }

    [Fact]
    public async Task Nothing_of_a_unit_that_does_not_commit_is_written_by_the_next()
    {
        await using var database = await ChangedRows.CreateAsync(1);
        await using var scope = database.As(TestDatabase.Ours);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();

        await using (await db.BeginAsync(Ct)) (await KeepAsync(db))[0].Error = "given up";
        await using (var next = await db.BeginAsync(Ct)) (await next.CommitAsync(Ct)).ShouldBe(Result.Ok);

        (await ChangedRows.ReadAsync(database))[0].Error.ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_comes_second_is_refused_and_nothing_of_the_batch_is_written()
    {
        await using var bins = await ChangedRows.BinsAsync();
        await using (var scope = bins.As(TestDatabase.Ours))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
            await using var unit = await db.BeginAsync(Ct);
            foreach (var row in await ChangedRows.KeepBinsAsync(db)) row.Change(1);
            await ChangedRows.ChangeMeanwhileAsync(db);

            (await unit.CommitAsync(Ct)).Problem!.Code.ShouldBe("platform.changed_meanwhile");
        }

        (await ChangedRows.BinsAsync(bins)).ShouldBe([5L, 5L], "the other's change went with the same unit");
    }

    [Fact]
    public async Task A_version_rises_with_its_row()
    {
        await using var bins = await ChangedRows.BinsAsync();

        foreach (var change in new[] { 2, -3 })
        {
            await bins.InUnitAsync(async provider =>
            {
                foreach (var row in await ChangedRows.KeepBinsAsync(provider.GetRequiredService<EntrepotDb>())) row.Change(change);
            });
        }

        (await ChangedRows.BinsAsync(bins)).ShouldBe([4L, 4L]);
    }

    [Fact]
    public async Task Whatever_is_changed_and_in_whatever_order_the_database_holds_it()
    {
        await using var database = await ChangedRows.CreateAsync(ChangedRows.Count);

        Prop.ForAll(ChangedRows.Some().ToArbitrary(), changes =>
        {
            var expected = database.InUnitAsync(async provider =>
            {
                var rows = await KeepAsync(provider.GetRequiredService<EntrepotDb>());
                foreach (var change in changes) change.Apply(rows);
                return rows.ConvertAll(SomeRows.Describe);
            }).GetAwaiter().GetResult();

            ChangedRows.ReadAsync(database).GetAwaiter().GetResult().ConvertAll(SomeRows.Describe).ShouldBe(expected);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    private static Task<List<WorkItem>> KeepAsync(EntrepotDb db) => db.Kept.ReadAsync<WorkItem>(ChangedRows.All, Ct, db.Tenant.Value);
}
