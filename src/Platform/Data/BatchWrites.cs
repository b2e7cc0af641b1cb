using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Data;

/// <summary>
/// What a batch will write: rows by table, then statements, in the order they were first asked for. Modules add to it
/// while they decide; the unit of work writes it in one go at commit.
/// </summary>
public sealed class BatchWrites(EntrepotDb db)
{
    private readonly List<IPending> pending = [];
    private readonly Dictionary<object, IPending> byTarget = [];

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
        if (!byTarget.TryGetValue(sql, out var statement))
        {
            byTarget[sql] = statement = new Statement(sql, expectOneRow);
            pending.Add(statement);
        }

        ((Statement)statement).Rows.Add(values);
    }

    /// <summary>Writes everything collected so far in the current transaction.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        if (pending.Count == 0) return;
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Batch writes need an open unit of work.");

        var connection = db.Database.GetDbConnection();
        // Inserts first: a statement may change a row of this batch.
        foreach (var write in pending.OrderBy(write => write is Statement))
        {
            RowCount += await write.WriteAsync(db.Engine, connection, ct);
        }

        Forget();
    }

    public void Forget()
    {
        pending.Clear();
        byTarget.Clear();
    }

    private List<TRow> Rows<TRow>() where TRow : class
    {
        if (!byTarget.TryGetValue(typeof(TRow), out var target))
        {
            var entity = db.Model.FindEntityType(typeof(TRow)) ?? throw new InvalidOperationException($"{typeof(TRow).Name} is not in the model.");
            byTarget[typeof(TRow)] = target = new Inserts<TRow>(BulkInsert.For(entity));
            pending.Add(target);
        }

        return ((Inserts<TRow>)target).Rows;
    }

    private interface IPending
    {
        Task<long> WriteAsync(DatabaseEngine engine, DbConnection connection, CancellationToken ct);
    }

    private sealed class Inserts<TRow>(BulkInsert table) : IPending where TRow : class
    {
        public List<TRow> Rows { get; } = [];

        public Task<long> WriteAsync(DatabaseEngine engine, DbConnection connection, CancellationToken ct) => engine.InsertAsync(connection, table, Rows, ct);
    }

    private sealed class Statement(string sql, bool expectOneRow) : IPending
    {
        public List<object?[]> Rows { get; } = [];

        public Task<long> WriteAsync(DatabaseEngine engine, DbConnection connection, CancellationToken ct) => engine.ExecuteAsync(connection, sql, expectOneRow, Rows, ct);
    }
}
