using Entrepot.Inventory;
using Entrepot.Inventory.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Unit.Inventory;
using Entrepot.Warehouse;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Platform;

/// <summary>Rows that tests of the two ways to change rows share: work items without a version, and stock of bins with one.</summary>
internal static class ChangedRows
{
    /// <summary>What follows <c>FROM table t</c>; the product's own schedules have ids below zero.</summary>
    public const string All = "WHERE t.tenant_id = @p0 AND t.id > 0 ORDER BY t.id";

    public const int Count = 6;

    private static readonly CancellationToken Ct = CancellationToken.None;

    public static async Task<TestDatabase> CreateAsync(int count)
    {
        var database = await TestDatabase.CreateAsync();
        await database.InUnitAsync(provider =>
        {
            for (var i = 0; i < count; i++) provider.GetRequiredService<WorkQueue>().Add("test.row", $"{i}", i);
            return Task.CompletedTask;
        });
        return database;
    }

    public static async Task<List<WorkItem>> ReadAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<WorkItem>().Where(item => item.Id > 0).OrderBy(item => item.Id).ToListAsync(Ct);
    }

    /// <summary>A warehouse with five pieces of a product in each of two bins.</summary>
    public static async Task<TestDatabase> BinsAsync()
    {
        var database = await TestDatabase.CreateAsync(new InventoryModule(), new WarehouseModule());
        await database.InUnitAsync(async provider =>
        {
            (await provider.GetRequiredService<IWarehouses>().AddAsync(StoredWorld.AWarehouse(1, "SZX", "Asia/Shanghai"), Ct)).IsOk.ShouldBeTrue();
            await provider.GetRequiredService<IBins>().AddAsync([.. Enumerable.Range(1, 2).Select(i => new Bin(new(i), new(1), "A", 1, i, 1, 1_000, i * 1_000))], Ct);
        });
        await database.InUnitAsync(provider =>
        {
            foreach (var bin in new BinId[] { new(1), new(2) })
            {
                var stock = new BinStock { TenantId = TestDatabase.Ours, BinId = bin, ProductId = new(1), WarehouseId = new(1) };
                stock.Change(5);
                provider.GetRequiredService<EntrepotDb>().Writes.Insert(stock);
            }

            return Task.CompletedTask;
        });
        return database;
    }

    public static async Task<long[]> BinsAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<BinStock>().OrderBy(row => row.BinId).Select(row => row.Quantity).ToArrayAsync(Ct);
    }

    public static Task<List<BinStock>> KeepBinsAsync(EntrepotDb db) => db.Kept.ReadAsync<BinStock>("WHERE t.tenant_id = @p0 ORDER BY t.bin_id", Ct, db.Tenant.Value);

    /// <summary>As another would who changed the second bin since it was read.</summary>
    public static Task ChangeMeanwhileAsync(EntrepotDb db) =>
        db.QueryAsync("UPDATE warehouse_bin_stock SET quantity = 9, version = version + 1 WHERE tenant_id = @p0 AND bin_id = 2 RETURNING bin_id", _ => true, Ct, db.Tenant.Value);

    public static Gen<Change[]> Some() =>
        from count in Gen.Choose(0, 12)
        from changes in One().ArrayOf(count)
        select changes;

    private static Gen<Change> One() =>
        from row in Gen.Choose(0, Count - 1)
        from column in Gen.Choose(0, 4)
        from words in SomeRows.Maybe()
        from number in Gen.Elements(0, 1, int.MaxValue, int.MinValue)
        from time in SomeRows.Time()
        from state in SomeRows.State()
        select new Change(row, column, words, number, time, state);

    /// <summary>One column of one row gets a value, which may be the one it has.</summary>
    internal sealed record Change(int Row, int Column, string? Words, int Number, DateTime Time, WorkState State)
    {
        public void Apply(List<WorkItem> rows)
        {
            var row = rows[Row];
            if (Column == 0) row.Error = Words;
            else if (Column == 1) row.Attempts = Number;
            else if (Column == 2) (row.LeaseUntil, row.DueAt) = (Number == 0 ? null : Time, Time);
            else if (Column == 3) row.State = State;
            else (row.Failures, row.LeaseNumber) = (Words, Number);
        }
    }
}
