using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data.Moving;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Data;

/// <summary>Makes what all companies share the same in a cell as in the home: rows that differ are written, rows that only the cell has are removed, all or nothing.</summary>
internal sealed class SharedCopy(Databases databases, Cell cell)
{
    /// <summary>Rows in one statement's worth of values.</summary>
    private const int RowsMax = 4_000;

    private readonly MoveEnd home = new(() => databases.Open(databases.Home), Cell.HomeCode);
    private readonly MoveEnd there = new(() => databases.Open(cell), cell.Code);

    public async Task<CellShared> CompareAsync(CancellationToken ct)
    {
        await using var source = await home.SnapshotAsync(default, ct);
        var (newest, (has, found)) = (await SharedEdition.ReadAsync(source.Db, ct), await CompareAsync(source, keepsRows: false, null, ct));
        List<string> differences = [.. found.Where(table => !table.IsSame).Select(table => Said(table.Difference))];
        if (differences.Count == 0 && has.IsOlderThan(newest)) differences.Add(string.Create(CultureInfo.InvariantCulture, $"has edition {has.Edition}, the home {newest.Edition}"));
        return new(cell.Code, differences, found.Sum(table => table.Difference.Differing), null);
    }

    /// <returns>How many rows were written or removed.</returns>
    public async Task<CellShared> BringAsync(bool comparesAll, CancellationToken ct)
    {
        await using var source = await home.SnapshotAsync(default, ct);
        var newest = await SharedEdition.ReadAsync(source.Db, ct);
        var (has, found) = await CompareAsync(source, keepsRows: true, comparesAll ? null : newest, ct);
        if (has == newest && found.TrueForAll(table => table.IsSame))
        {
            cell.Shared = has;
            return new(cell.Code, [], 0, null);
        }

        var rows = 0L;
        await there.ChangeAsync(default, async db =>
        {
            if (await SharedEdition.ReadAsync(db, ct) != has) return; // Another process was faster; what it has brought is looked at next time.
            foreach (var (table, difference) in Enumerable.Reverse(found).Where(table => table.Difference.Gone.Count > 0))
                rows += await db.Engine.WriteAsync(db.Database.GetDbConnection(), [], [new(table.Delete, false, [.. difference.Gone])], ct);
            foreach (var (table, difference) in found)
                foreach (var some in difference.Changed.Chunk(RowsMax))
                    rows += await db.Engine.WriteAsync(db.Database.GetDbConnection(), [new(table.Upsert, some)], [], ct);
            db.Writes.Execute(SharedSql.Have, true, newest.Edition, newest.Token, Timestamps.ToStored(newest.ChangedAt));
        }, ct);
        await there.AskAsync(default, async db => cell.Shared = await SharedEdition.ReadAsync(db, ct));
        return new(cell.Code, [], rows, null);
    }

    /// <param name="unless">Nothing is compared where the cell has this edition.</param>
    private async Task<(SharedEdition Has, List<SharedDifference> Found)> CompareAsync(Snapshot source, bool keepsRows, SharedEdition? unless, CancellationToken ct)
    {
        await using var target = await there.SnapshotAsync(default, ct);
        var has = await SharedEdition.ReadAsync(target.Db, ct);
        var found = new List<SharedDifference>();
        if (has == unless) return (has, found);
        foreach (var table in (await MovedTables.OfAsync(source.Db, ct)).Shared) found.Add(new(table, await CompareTables.RunAsync(source, target, table, keepsRows, ct)));
        return (has, found);
    }

    private static string Said(TableDifference table) =>
        string.Create(CultureInfo.InvariantCulture, $"{table.Table}: {table.Differing:N0} rows are not those of the home, which has {table.Rows:N0}; the first is {table.Keys[0]}");

    private sealed record SharedDifference(MovedTable Table, TableDifference Difference)
    {
        public bool IsSame => Difference.IsSame;
    }
}
