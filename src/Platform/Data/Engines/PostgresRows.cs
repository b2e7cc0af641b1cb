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
        $"INSERT INTO {table.Name} ({table.ColumnNames}) SELECT * FROM unnest({string.Join(", ", table.Columns.Select((_, i) => $"${i + 1}"))}){table.OnConflict}";

    /// <summary>The values of one column, in the order of the rows.</summary>
    public static NpgsqlParameter Column(BulkColumn column, IReadOnlyList<object> rows, int from, int count) => column.StoreType switch
    {
        "bigint" => Values<long?>(column, rows, from, count),
        "integer" => Values<int?>(column, rows, from, count),
        "boolean" => Values<bool?>(column, rows, from, count),
        "double precision" => Values<double?>(column, rows, from, count),
        "date" => Values<DateOnly?>(column, rows, from, count),
        "bytea" => Values<byte[]?>(column, rows, from, count),
        "text" or "character varying" => Values<string?>(column, rows, from, count),
        var type when type.StartsWith("time", StringComparison.Ordinal) => Values<TimeOnly?>(column, rows, from, count),
        var type => throw new InvalidOperationException($"Columns of type {type}, such as {column.Name}, cannot be written in batches."),
    };

    private static NpgsqlParameter<T[]> Values<T>(BulkColumn column, IReadOnlyList<object> rows, int from, int count)
    {
        var values = new T[count];
        for (var i = 0; i < count; i++) values[i] = (T)column.Get(rows[from + i])!;
        return new() { TypedValue = values };
    }
}
