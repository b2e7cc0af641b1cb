using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Warehouse.Domain;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Platform;

/// <summary>Rows that EF Core tracks are written as a batch writes its own, and mean the same.</summary>
[Storage]
public sealed class TrackedWritesTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task Only_the_columns_that_changed_are_written()
    {
        await using var database = await ChangedRows.CreateAsync(2);

        await database.InUnitAsync(async provider =>
        {
            var db = provider.GetRequiredService<EntrepotDb>();
            var rows = await TrackAsync(db);
            await db.QueryAsync("UPDATE platform_work SET attempts = 4 WHERE tenant_id = @p0 AND id > 0 RETURNING id", _ => true, Ct, db.Tenant.Value);
            rows[0].Error = "mine";
            (await TrackedWrites.SaveAsync(db, Ct)).ShouldBe(1);
            (await TrackedWrites.SaveAsync(db, Ct)).ShouldBe(0);
        });

        (await ChangedRows.ReadAsync(database)).Select(row => (row.Error, row.Attempts)).ShouldBe([("mine", 4), (null, 4)]);
    }

    [Fact]
    public async Task Rows_that_come_and_go_beside_changed_ones_are_written_with_them()
    {
        await using var database = await ChangedRows.CreateAsync(3);

        await database.InUnitAsync(async provider =>
        {
            var db = provider.GetRequiredService<EntrepotDb>();
            var rows = await TrackAsync(db);
            rows[0].Error = "changed";
            db.Remove(rows[1]);
            db.Add(new WorkItem { TenantId = db.Tenant, Id = rows[2].Id + 1, Kind = "test.row", Key = "new", Payload = "0", CreatedAt = TestDatabase.Noon, DueAt = TestDatabase.Noon });
        });

        (await ChangedRows.ReadAsync(database)).Select(row => (row.Key, row.Error)).ShouldBe([("0", "changed"), ("2", null), ("new", null)]);
    }

    [Fact]
    public async Task Whoever_comes_second_is_refused_and_nothing_of_the_batch_is_written()
    {
        await using var bins = await ChangedRows.BinsAsync();
        await using (var scope = bins.As(TestDatabase.Ours))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
            await using var unit = await db.BeginAsync(Ct);
            foreach (var row in await db.Set<BinStock>().AsTracking().OrderBy(row => row.BinId).ToListAsync(Ct)) row.Change(1);
            await ChangedRows.ChangeMeanwhileAsync(db);

            (await unit.CommitAsync(Ct)).Problem!.Code.ShouldBe("platform.changed_meanwhile");
        }

        (await ChangedRows.BinsAsync(bins)).ShouldBe([5L, 5L]);
    }

    [Fact]
    public async Task A_row_that_is_gone_by_now_is_a_conflict_and_no_success()
    {
        await using var database = await ChangedRows.CreateAsync(1);
        await using var scope = database.As(TestDatabase.Ours);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(Ct);
        (await TrackAsync(db))[0].Error = "mine";
        await db.QueryAsync("DELETE FROM platform_work WHERE tenant_id = @p0 AND id > 0 RETURNING id", _ => true, Ct, db.Tenant.Value);

        (await unit.CommitAsync(Ct)).Problem!.Kind.ShouldBe(ProblemKind.Conflict);
    }

    [Fact]
    public async Task Whatever_is_changed_and_in_whatever_order_the_database_holds_it()
    {
        await using var database = await ChangedRows.CreateAsync(ChangedRows.Count);

        Prop.ForAll(ChangedRows.Some().ToArbitrary(), changes =>
        {
            var expected = database.InUnitAsync(async provider =>
            {
                var rows = await TrackAsync(provider.GetRequiredService<EntrepotDb>());
                foreach (var change in changes) change.Apply(rows);
                return rows.ConvertAll(SomeRows.Describe);
            }).GetAwaiter().GetResult();

            ChangedRows.ReadAsync(database).GetAwaiter().GetResult().ConvertAll(SomeRows.Describe).ShouldBe(expected);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    private static Task<List<WorkItem>> TrackAsync(EntrepotDb db) => db.Set<WorkItem>().AsTracking().Where(item => item.Id > 0).OrderBy(item => item.Id).ToListAsync(Ct);
}
