using System.Globalization;
using Entrepot.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Data.Moving;

/// <summary>What all companies of a database share, such as denied parties and exchange rates: a company must not be screened against nobody where it comes to.</summary>
internal static class SharedTables
{
    private const int RowsMax = 4_000;

    /// <summary>An empty table is filled. One with rows is its own installation's, and stays as it is.</summary>
    /// <returns>Which tables are not the same, and what to do.</returns>
    public static async Task<IReadOnlyList<string>> CopyAsync(MoveEnd from, MoveEnd to, TenantId company, MovedTables tables, DateTime now, CancellationToken ct)
    {
        var notes = new List<string>();
        await using var source = await from.SnapshotAsync(company, ct);
        var target = await to.SnapshotAsync(company, ct);
        try
        {
            var emptyOnes = new List<MovedTable>();
            foreach (var table in tables.Shared)
            {
                if (!await AnyAsync(target, table, ct)) emptyOnes.Add(table);
                else if (await CompareTables.RunAsync(source, target, table, keepsRows: false, ct) is { IsSame: false } difference)
                    notes.Add(string.Create(CultureInfo.InvariantCulture, $"{table.Name}: the target has its own rows, which differ in {difference.Differing:N0}. Import what it lacks there, such as denied parties."));
            }

            // All of them stand or fall together: half a list of denied parties would pass for a whole one.
            if (emptyOnes.Count > 0) await to.ChangeAsync(company, db => FillAsync(source, db, emptyOnes, now, ct), ct);
        }
        finally
        {
            await target.DisposeAsync();
        }

        return notes;
    }

    private static async Task FillAsync(Snapshot source, EntrepotDb db, List<MovedTable> emptyOnes, DateTime now, CancellationToken ct)
    {
        db.Writes.Execute(SharedSql.Next, true, Chance.Secret(12), Timestamps.ToStored(now)); // The target's own cells are given them too.
        foreach (var table in emptyOnes)
        {
            var batch = new List<object?[]>(RowsMax);
            await foreach (var row in source.RowsAsync(table, null, ct))
            {
                batch.Add(row);
                if (batch.Count < RowsMax) continue;
                await db.Engine.WriteAsync(db.Database.GetDbConnection(), [new(table.Insert, batch)], [], ct);
                batch.Clear();
            }

            if (batch.Count > 0) await db.Engine.WriteAsync(db.Database.GetDbConnection(), [new(table.Insert, batch)], [], ct);
        }
    }

    private static async Task<bool> AnyAsync(Snapshot target, MovedTable table, CancellationToken ct)
    {
        await foreach (var _ in target.RowsAsync(table, null, ct)) return true;
        return false;
    }
}
