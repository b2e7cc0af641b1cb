using System.Data.Common;
using Entrepot.Kernel;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Entrepot.Platform.Data.Moving;

/// <summary>
/// Carries over what has changed at the source since a mark, while the company works. PostgreSQL tells which rows; elsewhere
/// every row is compared.
/// </summary>
internal sealed class CatchUp(MoveEnd from, MoveEnd to, TenantId company, MovedTables tables, RowCarrier carrier, Action<MoveStep> tell)
{
    private readonly RowHash hash = new();

    /// <summary>To be read before rows are, for the next <see cref="RunAsync"/>.</summary>
    public async Task<string?> MarkAsync(CancellationToken ct)
    {
        await using var source = await from.SnapshotAsync(company, ct);
        return await MarkAsync(source, ct);
    }

    /// <returns>The next mark, and how many rows were written or removed.</returns>
    public async Task<(string? Mark, long Changes)> RunAsync(string? mark, CancellationToken ct)
    {
        if (mark is null) return (null, Changes(await CompareAsync(ct)));
        try
        {
            return await RunSinceAsync(mark, ct);
        }
        catch (DbException clash) when (clash is SqliteException { SqliteErrorCode: SQLITE_CONSTRAINT } || clash.SqlState?.StartsWith("23", StringComparison.Ordinal) == true)
        {
            return (await MarkAsync(ct), Changes(await CompareAsync(ct))); // A name that one row gave up and another took: this way minds the order.
        }
    }

    private async Task<(string? Mark, long Changes)> RunSinceAsync(string mark, CancellationToken ct)
    {
        await using var source = await from.SnapshotAsync(company, ct);
        var next = await MarkAsync(source, ct);
        var changes = 0L;
        foreach (var table in tables.OfCompany)
        {
            var rows = await source.Db.QueryAsync(table.SelectWhere(source.Db.Engine.SinceMark), table.Read, ct, company.Value, mark);
            if (rows.Count == 0) continue;
            await carrier.ApplyAsync(table, rows, [], ct);
            await ReadBackAsync(table, rows, ct);
            changes += rows.Count;
        }

        // What was removed shows in the number of rows. First what refers to others.
        foreach (var table in tables.OfCompany.Reverse())
        {
            var ours = (await source.Db.QueryAsync(table.Count, row => row.GetInt64(0), ct, company.Value))[0];
            var theirs = await to.AskAsync(company, async db => (await db.QueryAsync(table.Count, row => row.GetInt64(0), ct, company.Value))[0]);
            if (ours == theirs) continue;

            await using var target = await to.SnapshotAsync(company, ct);
            var difference = await CompareTables.RunAsync(source, target, table, keepsRows: true, ct);
            await carrier.ApplyAsync(table, difference.Changed, difference.Gone, ct);
            changes += difference.Changed.Count + difference.Gone.Count;
        }

        tell(new("catch up", "", changes));
        return (next, changes);
    }

    /// <summary>Compares every row of both ends, makes the target the same and reads again what was written.</summary>
    /// <returns>How it was before.</returns>
    public async Task<IReadOnlyList<TableDifference>> CompareAsync(CancellationToken ct)
    {
        var found = await carrier.CompareAsync(mends: true, ct);
        foreach (var (table, difference) in tables.OfCompany.Zip(found)) await ReadBackAsync(table, difference.Changed, ct);
        return found;
    }

    private static long Changes(IReadOnlyList<TableDifference> found) => found.Sum(difference => difference.Changed.Count + difference.Gone.Count);

    /// <summary>Every row that was written is read again and compared.</summary>
    private Task ReadBackAsync(MovedTable table, IReadOnlyList<object?[]> rows, CancellationToken ct) => to.AskAsync(company, async db =>
    {
        foreach (var row in rows)
        {
            var stored = await db.QueryAsync(table.SelectOne, table.Read, ct, [company.Value, .. table.KeyOf(row)]);
            if (stored.Count != 1 || hash.Of(stored[0]) != hash.Of(row)) throw new InvalidOperationException($"The row {table.KeyText(row)} of {table.Name} is not stored as it was written.");
        }

        return true;
    });

    private static async Task<string?> MarkAsync(Snapshot source, CancellationToken ct) =>
        source.Db.Engine.ReadMark is { } read ? (await source.Db.QueryAsync(read, row => row.GetString(0), ct))[0] : null;
}
