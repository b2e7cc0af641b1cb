using Entrepot.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Data.Moving;

/// <summary>Carries a company's rows from one database to another, table by table in the order of their keys.</summary>
internal sealed class RowCarrier(MoveEnd from, MoveEnd to, TenantId company, MovedTables tables, Action<MoveStep> tell)
{
    /// <summary>Rows in one transaction: enough that its commit does not count, few enough to be done again after a crash.</summary>
    private const int RowsMax = 4_000;

    private readonly RowHash hash = new();

    /// <summary>Copies what has not been copied yet, and keeps in the target how far it has come.</summary>
    public async Task CopyAsync(Dictionary<string, MoveProgress> soFar, CancellationToken ct)
    {
        var goesOn = soFar.Count > 0;
        await using var source = await from.SnapshotAsync(company, ct);
        foreach (var table in tables.OfCompany)
        {
            var progress = soFar.GetValueOrDefault(table.Name);
            // Cut off earlier: rows that come now may refer to some that came into these tables since.
            if (goesOn && progress is not null && tables.IsReferredTo(table)) await MendAsync(source, table, ct);
            else if (progress is not { IsDone: true }) await CopyAsync(source, table, progress, ct);
        }
    }

    private async Task CopyAsync(Snapshot source, MovedTable table, MoveProgress? progress, CancellationToken ct)
    {
        var (count, sum) = (progress?.RowCount ?? 0, Checksum.Parse(progress?.Checksum ?? ""));
        var batch = new List<object?[]>(RowsMax);
        await foreach (var row in source.RowsAsync(table, progress is { LastKey.Length: > 0 } ? table.ReadKey(progress.LastKey) : null, ct))
        {
            batch.Add(row);
            sum += hash.Of(row);
            if (batch.Count < RowsMax) continue;

            count += batch.Count;
            await WriteAsync(table, batch, count, sum, isDone: false, ct);
            batch.Clear();
        }

        await WriteAsync(table, batch, count + batch.Count, sum, isDone: true, ct);
    }

    private async Task WriteAsync(MovedTable table, List<object?[]> batch, long count, Checksum sum, bool isDone, CancellationToken ct)
    {
        await to.ChangeAsync(company, async db =>
        {
            await InsertAsync(db, table.Insert, batch, ct);
            KeepProgress(db, table, batch.Count == 0 ? "" : table.KeyText(batch[^1]), count, sum, isDone);
        }, ct);
        tell(new("copy", table.Name, count));
    }

    private async Task MendAsync(Snapshot source, MovedTable table, CancellationToken ct)
    {
        await using var target = await to.SnapshotAsync(company, ct);
        var found = await CompareTables.RunAsync(source, target, table, keepsRows: true, ct);
        await ApplyAsync(table, found.Changed, [], ct);
        await to.ChangeAsync(company, db => KeepProgress(db, table, "", found.Rows, found.Source, isDone: true), ct);
        tell(new("copy", table.Name, found.Rows));
    }

    private void KeepProgress(EntrepotDb db, MovedTable table, string lastKey, long count, Checksum sum, bool isDone) =>
        db.Writes.Execute(MoveSql.KeepProgress, false, company.Value, table.Name, lastKey, count, sum.ToString(), isDone);

    /// <summary>Compares every row of both ends.</summary>
    /// <param name="mends">Whether what differs in the target is made the same; the answer tells how it was before.</param>
    public async Task<IReadOnlyList<TableDifference>> CompareAsync(bool mends, CancellationToken ct)
    {
        await using var source = await from.SnapshotAsync(company, ct);
        await using var target = await to.SnapshotAsync(company, ct);
        var found = new List<TableDifference>();
        foreach (var table in tables.OfCompany)
        {
            var difference = await CompareTables.RunAsync(source, target, table, mends, ct);
            found.Add(difference);
            if (mends) await ApplyAsync(table, difference.Changed, tables.IsReferredTo(table) ? [] : difference.Gone, ct);
            tell(new("compare", table.Name, difference.Rows));
        }

        // Last what others refer to, when those are gone.
        if (mends)
            foreach (var (table, difference) in tables.OfCompany.Zip(found).Reverse().Where(pair => tables.IsReferredTo(pair.First))) await ApplyAsync(table, [], difference.Gone, ct);
        return found;
    }

    /// <summary>Makes the target's table the same: first what is gone, since a name or a number may be in use again.</summary>
    public async Task ApplyAsync(MovedTable table, IReadOnlyList<object?[]> changed, IReadOnlyList<object?[]> gone, CancellationToken ct)
    {
        foreach (var keys in gone.Chunk(RowsMax))
            await to.ChangeAsync(company, db =>
            {
                foreach (var key in keys) db.Writes.Execute(table.Delete, false, [company.Value, .. key]);
            }, ct);
        foreach (var rows in changed.Chunk(RowsMax)) await to.ChangeAsync(company, db => InsertAsync(db, table.Upsert, [.. rows], ct), ct);
    }

    /// <summary>Removes the company's rows from the target.</summary>
    public async Task CleanAsync(CancellationToken ct)
    {
        foreach (var table in tables.OfCompany.Reverse())
        {
            await to.ChangeAsync(company, db => db.Writes.Execute(table.DeleteAll, false, company.Value), ct);
            tell(new("clean", table.Name, 0));
        }

        await to.ChangeAsync(company, db => db.Writes.Execute(MoveSql.ForgetProgress, false, company.Value), ct);
    }

    private static Task InsertAsync(EntrepotDb db, BulkInsert into, List<object?[]> rows, CancellationToken ct) =>
        rows.Count == 0 ? Task.CompletedTask : db.Engine.WriteAsync(db.Database.GetDbConnection(), [new(into, rows)], [], ct);
}
