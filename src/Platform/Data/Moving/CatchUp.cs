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
    /// <summary>Keys in one question; each takes up to four of the values that a statement may have.</summary>
    private const int KeysMax = 500;

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
        var (ours, written, removed) = (await CountAsync(source, mark, ct), 0L, 0L);
        foreach (var (table, _) in tables.OfCompany.Zip(ours).Where(pair => pair.Second.Since > 0))
        {
            var rows = await source.QueryAsync(table.SelectWhere(source.Db.Engine.SinceMark), table.Read, ct, company.Value, mark);
            await carrier.ApplyAsync(table, rows, [], ct);
            await ReadBackAsync(table, rows, ct);
            written += rows.Count;
        }

        // What was removed shows in the number of rows, once what is new has been added. First what refers to others.
        foreach (var (table, _, _) in tables.OfCompany.Zip(ours, await CountAsync(ct)).Reverse().Where(counts => counts.Second.All != counts.Third))
        {
            await using var target = await to.SnapshotAsync(company, ct);
            var difference = await CompareTables.RunAsync(source, target, table, keepsRows: true, ct);
            await carrier.ApplyAsync(table, difference.Changed, difference.Gone, ct);
            removed += difference.Changed.Count + difference.Gone.Count;
        }

        var changes = written + removed;
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

    /// <summary>Rows of each table, and those written since the mark; in one round trip, since the company may stand still meanwhile.</summary>
    private async Task<IReadOnlyList<(long All, long Since)>> CountAsync(Snapshot source, string mark, CancellationToken ct)
    {
        var counts = new (long All, long Since)[tables.OfCompany.Count];
        await source.QueryAsync(tables.Count($", COUNT(*) FILTER (WHERE {source.Db.Engine.SinceMark})"), row => counts[row.GetInt32(0)] = (row.GetInt64(1), row.GetInt64(2)), ct, company.Value, mark);
        return counts;
    }

    private async Task<IReadOnlyList<long>> CountAsync(CancellationToken ct)
    {
        var counts = new long[tables.OfCompany.Count];
        await using var target = await to.SnapshotAsync(company, ct);
        await target.QueryAsync(tables.Count(""), row => counts[row.GetInt32(0)] = row.GetInt64(1), ct, company.Value);
        return counts;
    }

    /// <summary>Every row that was written is read again and compared.</summary>
    private async Task ReadBackAsync(MovedTable table, IReadOnlyList<object?[]> rows, CancellationToken ct)
    {
        if (rows.Count == 0) return;
        await using var target = await to.SnapshotAsync(company, ct);
        foreach (var some in rows.Chunk(KeysMax))
        {
            var expected = some.ToDictionary(table.KeyText, row => hash.Of(row), StringComparer.Ordinal);
            foreach (var stored in await target.QueryAsync(table.SelectKeys(Padded(some.Length)), table.Read, ct, Keys(table, some)))
            {
                var key = table.KeyText(stored);
                if (!expected.Remove(key, out var written) || written != hash.Of(stored)) throw NotAsWritten(table, key);
            }

            if (expected.Count > 0) throw NotAsWritten(table, expected.Keys.First());
        }
    }

    /// <summary>The company and the keys; the last key again and again where fewer rows are asked for than there is room.</summary>
    private object?[] Keys(MovedTable table, object?[][] rows) =>
        [company.Value, .. Enumerable.Range(0, Padded(rows.Length)).SelectMany(i => table.KeyOf(rows[Math.Min(i, rows.Length - 1)]))];

    /// <summary>A few sizes of statement instead of hundreds, so that the drivers may keep them.</summary>
    private static int Padded(int count) => count == 1 ? 1 : count <= 16 ? 16 : KeysMax;

    private static InvalidOperationException NotAsWritten(MovedTable table, string key) => new($"The row {key} of {table.Name} is not stored as it was written.");

    private static async Task<string?> MarkAsync(Snapshot source, CancellationToken ct) =>
        source.Db.Engine.ReadMark is { } read ? (await source.Db.QueryAsync(read, row => row.GetString(0), ct))[0] : null;
}
