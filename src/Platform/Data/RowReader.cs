using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Data;

/// <summary>Hand-written reads for the hot path: one statement, one pass, no tracking.</summary>
public static class RowReader
{
    /// <summary>A command in the session's transaction, for callers that may not await; <see cref="QueryAsync"/> for all others.</summary>
    public static DbCommand Command(this EntrepotDb db, string sql, ReadOnlySpan<object?> values) => db.Engine.Command(db.Database.GetDbConnection(), sql, values);

    /// <summary>Reads rows as their entity, by a hand-written condition: <paramref name="tail"/> is what follows <c>FROM table t</c>. Nobody looks whether they are changed; <see cref="EntrepotDb.Kept"/> for those that are.</summary>
    public static async Task<List<TRow>> ReadAsync<TRow>(this EntrepotDb db, string tail, CancellationToken ct, params object?[] values) where TRow : class
    {
        var shape = db.ShapeOf<TRow>();
        return await db.QueryAsync(shape.Select + tail, row => (TRow)shape.Make(row), ct, values);
    }

    internal static RowShape ShapeOf<TRow>(this EntrepotDb db) where TRow : class =>
        RowShape.For(db.Model.FindEntityType(typeof(TRow)) ?? throw new InvalidOperationException($"{typeof(TRow).Name} is not in the model."));

    /// <summary>Runs <paramref name="sql"/> with positional parameters <c>@p0, @p1, …</c> (lists of keys as <c>long[]</c> or <c>string[]</c> for <c>= ANY(@p1)</c>) in the session's transaction and maps each row.</summary>
    public static async Task<List<T>> QueryAsync<T>(this EntrepotDb db, string sql, Func<DbDataReader, T> map, CancellationToken ct, params object?[] values)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = db.Command(sql, values);
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) rows.Add(map(reader));
            if (rows.Count > 0 && sql.Contains("RETURNING", StringComparison.Ordinal)) db.HasClaimed = true;
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
