using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Data;

/// <summary>
/// What a batch will write: rows by table, then statements, in the order they were first asked for. Modules add to it
/// while they decide; the unit of work writes it in one go at commit.
/// </summary>
public sealed partial class BatchWrites(EntrepotDb db)
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

    /// <summary>Writes everything collected so far in the current transaction. Synchronous underneath: the file is local.</summary>
    public Task FlushAsync(CancellationToken ct)
    {
        if (pending.Count == 0) return Task.CompletedTask;
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Batch writes need an open unit of work.");

        var connection = (SqliteConnection)db.Database.GetDbConnection();
        // Inserts first: a statement may change a row of this batch.
        foreach (var write in pending.OrderBy(write => write is Statement))
        {
            ct.ThrowIfCancellationRequested();
            RowCount += write.Write(connection);
        }

        Forget();
        return Task.CompletedTask;
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
        long Write(SqliteConnection connection);
    }

    private sealed class Inserts<TRow>(BulkInsert bulk) : IPending where TRow : class
    {
        public List<TRow> Rows { get; } = [];

        public long Write(SqliteConnection connection) => bulk.Write(connection, Rows);
    }

    private sealed class Statement(string sql, bool expectOneRow) : IPending
    {
        public List<object?[]> Rows { get; } = [];

        public long Write(SqliteConnection connection)
        {
            long changed = 0;
            using var statement = new RawStatement(connection, Positional(sql));
            foreach (var row in Rows)
            {
                for (var i = 0; i < row.Length; i++) statement.Bind(i + 1, row[i]);
                var touched = statement.Run();
                if (expectOneRow && touched != 1) throw new InvalidOperationException($"Expected to change one row, changed {touched}: {sql}");
                changed += touched;
            }

            return changed;
        }

        /// <summary><c>@p0</c> becomes <c>?1</c>: named parameters are numbered in the order they stand, which need not be ours.</summary>
        private static string Positional(string sql) =>
            ParameterName().Replace(sql, match => $"?{int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) + 1}");
    }

    [GeneratedRegex(@"@p(\d+)")]
    private static partial Regex ParameterName();
}
