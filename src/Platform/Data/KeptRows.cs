using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Data;

/// <summary>
/// Rows that a unit of work has read to change them: what differs from what was read is written at its commit, one statement
/// for all rows of a table of which the same columns have changed. A row that is read twice is one object. The quick way for
/// batches; screens and single cases track through EF Core, and one unit of work uses one of the two for a table.
/// </summary>
public sealed class KeptRows(EntrepotDb db)
{
    private readonly Dictionary<RowShape, Dictionary<RowKey, Kept>> tables = [];

    /// <summary>Reads rows by a hand-written condition: <paramref name="tail"/> is what follows <c>FROM table t</c>, its parameters positional as everywhere.</summary>
    public async Task<List<TRow>> ReadAsync<TRow>(string tail, CancellationToken ct, params object?[] values) where TRow : class
    {
        var shape = db.ShapeOf<TRow>();
        if (!tables.TryGetValue(shape, out var known)) tables[shape] = known = [];
        var read = await db.ReadAsync<TRow>(tail, ct, values);
        for (var i = 0; i < read.Count; i++)
        {
            var key = RowKey.Of(shape, read[i]);
            if (known.TryGetValue(key, out var kept)) read[i] = (TRow)kept.Row;
            else known[key] = Keep(shape, read[i]);
        }

        return read;
    }

    /// <returns>How many rows were changed.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else has changed or removed one of the rows since it was read.</exception>
    internal async Task<int> SaveAsync(CancellationToken ct)
    {
        var statements = new Dictionary<(RowShape, ulong), PendingStatement>();
        var count = 0;
        foreach (var (shape, rows) in tables)
        {
            foreach (var kept in rows.Values)
            {
                if (Changed(shape, kept) is not (> 0 and var changed)) continue;
                if (!statements.TryGetValue((shape, changed), out var statement)) statements[(shape, changed)] = statement = new(Sql(shape, changed), ExpectOneRow: true, []);
                statement.Values.Add(Values(shape, kept, changed));
                count++;
            }
        }

        if (count == 0) return 0;
        await TrackedWrites.WriteAsync(db, [.. statements.Values], ct);
        foreach (var (shape, rows) in tables)
            foreach (var kept in rows.Values) kept.Read = Read(shape, kept.Row);
        return count;
    }

    internal void Forget() => tables.Clear();

    private static Kept Keep(RowShape shape, object row) => new(row) { Read = Read(shape, row) };

    private static object?[] Read(RowShape shape, object row)
    {
        var values = new object?[shape.Changing.Count];
        for (var i = 0; i < values.Length; i++) values[i] = shape.Changing[i].Get(row);
        return values;
    }

    /// <summary>A bit for each column that differs.</summary>
    private static ulong Changed(RowShape shape, Kept kept)
    {
        var changed = 0UL;
        for (var i = 0; i < kept.Read.Length; i++)
            if (!Equals(kept.Read[i], shape.Changing[i].Get(kept.Row))) changed |= 1UL << i;
        return changed;
    }

    private static string Sql(RowShape shape, ulong changed)
    {
        var at = 0;
        var set = string.Join(", ", shape.Changing.Where((_, i) => (changed & (1UL << i)) != 0).Select(column => $"{column.Name} = @p{at++}"));
        var where = string.Join(" AND ", shape.Keys.Concat(shape.Changing.Where(column => column.IsVersion)).Select(column => $"{column.Name} = @p{at++}"));
        return $"UPDATE {shape.Name} SET {set} WHERE {where}";
    }

    private static object?[] Values(RowShape shape, Kept kept, ulong changed)
    {
        var values = new List<object?>(8);
        for (var i = 0; i < shape.Changing.Count; i++)
            if ((changed & (1UL << i)) != 0) values.Add(shape.Changing[i].Store(shape.Changing[i].Get(kept.Row)));
        foreach (var key in shape.Keys) values.Add(key.Store(key.Get(kept.Row)));
        for (var i = 0; i < shape.Changing.Count; i++)
            if (shape.Changing[i].IsVersion) values.Add(shape.Changing[i].Store(kept.Read[i]));
        return [.. values];
    }

    private sealed class Kept(object row)
    {
        public object Row => row;

        /// <summary>The changing columns as they were read, or last written.</summary>
        public required object?[] Read { get; set; }
    }

    /// <summary>A row's key within its table: up to three values, of which the first is the company.</summary>
    private readonly record struct RowKey(object? First, object? Second, object? Third)
    {
        public static RowKey Of(RowShape shape, object row)
        {
            if (shape.Keys.Count > 3) throw new InvalidOperationException($"The key of {shape.Name} has more than three parts.");
            return new(shape.Keys[0].Get(row), shape.Keys.Count > 1 ? shape.Keys[1].Get(row) : null, shape.Keys.Count > 2 ? shape.Keys[2].Get(row) : null);
        }
    }
}
