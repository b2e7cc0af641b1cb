using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Data;

/// <summary>
/// What a batch will write: rows by table, then statements, in the order they were first asked for. Modules add to it
/// while they decide; the unit of work writes it in one go at commit.
/// </summary>
public sealed class BatchWrites(EntrepotDb db)
{
    private readonly List<PendingRows> inserts = [];
    private readonly List<PendingStatement> statements = [];
    private readonly Dictionary<Type, object> rowsOf = [];
    private readonly Dictionary<string, PendingStatement> bySql = new(StringComparer.Ordinal);

    /// <summary>Rows in the tables they go to, counted for benchmarks and progress.</summary>
    public long RowCount { get; private set; }

    public void Insert<TRow>(TRow row) where TRow : class => Rows<TRow>().Add(row);

    public void Insert<TRow>(IReadOnlyList<TRow> rows) where TRow : class
    {
        if (rows.Count > 0) Rows<TRow>().AddRange(rows);
    }

    /// <summary>
    /// Runs one statement once per parameter row, prepared once. Parameters are positional: <c>@p0, @p1, …</c>.
    /// Statements run after all inserts. With <paramref name="expectOneRow"/> each must change exactly one row.
    /// </summary>
    /// <remarks>Values are what the driver stores: <c>long</c>, <c>string</c>, <c>byte[]</c> or null; times through <see cref="Timestamps"/>.</remarks>
    public void Execute(string sql, bool expectOneRow, params object?[] values)
    {
        if (!bySql.TryGetValue(sql, out var statement)) statements.Add(bySql[sql] = statement = new(sql, expectOneRow, []));
        statement.Values.Add(values);
    }

    /// <summary>Writes everything collected so far in the current transaction.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        if (inserts.Count == 0 && statements.Count == 0) return;
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Batch writes need an open unit of work.");

        RowCount += await db.Engine.WriteAsync(db.Database.GetDbConnection(), inserts, statements, ct);
        Forget();
    }

    public void Forget()
    {
        inserts.Clear();
        statements.Clear();
        rowsOf.Clear();
        bySql.Clear();
    }

    private List<TRow> Rows<TRow>() where TRow : class
    {
        if (!rowsOf.TryGetValue(typeof(TRow), out var known))
        {
            if (!db.ChangesShared && Moving.MovedTables.AreShared(typeof(TRow))) throw new InvalidOperationException($"{typeof(TRow).Name} belongs to no company: it is changed by {nameof(SharedData)}, which brings it to every cell.");
            var entity = db.Model.FindEntityType(typeof(TRow)) ?? throw new InvalidOperationException($"{typeof(TRow).Name} is not in the model.");
            var rows = new List<TRow>();
            rowsOf[typeof(TRow)] = known = rows;
            inserts.Add(new(BulkInsert.For(entity), rows));
        }

        return (List<TRow>)known;
    }
}

/// <summary>Rows to add to one table.</summary>
internal sealed record PendingRows(BulkInsert Table, IReadOnlyList<object> Rows);

/// <summary>A statement to run once per row of values.</summary>
/// <param name="ExpectOneRow">Whether each run must change exactly one row.</param>
internal sealed record PendingStatement(string Sql, bool ExpectOneRow, List<object?[]> Values);
