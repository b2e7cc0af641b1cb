using Npgsql;

namespace Entrepot.Platform.Data;

/// <summary>
/// Many rows in one statement: each column travels as one array in binary. <c>COPY</c> is a little faster, but PostgreSQL
/// refuses it where rows are walled off by policies.
/// </summary>
internal static class PostgresRows
{
    /// <summary>Rows in one statement: beyond this the round trip no longer counts, and memory does.</summary>
    public const int RowsMax = 4_000;

    public static string InsertInto(BulkInsert table) =>
        $"INSERT INTO {table.Name} ({table.ColumnNames}) SELECT * FROM unnest({string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"))})";

    /// <summary>The values of one column, in the order of the rows.</summary>
    public static NpgsqlParameter Column<TRow>(BulkColumn column, List<TRow> rows, int from, int count) where TRow : class => column.StoreType switch
    {
        "bigint" => Values<TRow, long?>(column, rows, from, count),
        "integer" => Values<TRow, int?>(column, rows, from, count),
        "boolean" => Values<TRow, bool?>(column, rows, from, count),
        "double precision" => Values<TRow, double?>(column, rows, from, count),
        "date" => Values<TRow, DateOnly?>(column, rows, from, count),
        "bytea" => Values<TRow, byte[]?>(column, rows, from, count),
        "text" or "character varying" => Values<TRow, string?>(column, rows, from, count),
        var type when type.StartsWith("time", StringComparison.Ordinal) => Values<TRow, TimeOnly?>(column, rows, from, count),
        var type => throw new InvalidOperationException($"Columns of type {type}, such as {column.Name}, cannot be written in batches."),
    };

    private static NpgsqlParameter<T[]> Values<TRow, T>(BulkColumn column, List<TRow> rows, int from, int count) where TRow : class
    {
        var values = new T[count];
        for (var i = 0; i < count; i++) values[i] = (T)column.Get(rows[from + i])!;
        return new() { TypedValue = values };
    }
}
