using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Entrepot.Platform.Data;

/// <summary>
/// Inserts rows of one table by prepared statement, driven by the EF model: the same columns and conversions,
/// without change tracking. Several rows go in one statement to save calls.
/// </summary>
internal sealed class BulkInsert
{
    /// <summary>SQLite's default limit is 32,766 parameters; a few hundred are enough to hide the cost of a call.</summary>
    private const int ParametersMax = 400;

    private static readonly ConcurrentDictionary<IEntityType, BulkInsert> Known = [];

    private readonly Func<object, object?>[] columns;
    private readonly string head;
    private readonly int rowsPerStatement;

    private BulkInsert(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName() ?? throw new InvalidOperationException($"{entity.Name} has no table."));
        var found = Columns(entity, table, row => row).ToList();
        columns = [.. found.Select(column => column.Get)];
        head = $"INSERT INTO {table.Name} ({string.Join(", ", found.Select(column => column.Name))}) VALUES ";
        rowsPerStatement = Math.Max(1, ParametersMax / columns.Length);
    }

    public static BulkInsert For<TRow>(IEntityType entity) => Known.GetOrAdd(entity, type => new BulkInsert(type));

    public async Task<long> WriteAsync<TRow>(DbConnection connection, List<TRow> rows, CancellationToken ct) where TRow : class
    {
        var at = 0;
        if (rows.Count >= rowsPerStatement)
        {
            await using var many = Prepare(connection, rowsPerStatement);
            for (; at + rowsPerStatement <= rows.Count; at += rowsPerStatement) Run(many, rows, at, rowsPerStatement);
        }

        if (at < rows.Count)
        {
            await using var rest = Prepare(connection, rows.Count - at);
            Run(rest, rows, at, rows.Count - at);
        }

        ct.ThrowIfCancellationRequested();
        return rows.Count;
    }

    private void Run<TRow>(DbCommand command, List<TRow> rows, int from, int count) where TRow : class
    {
        var parameter = 0;
        for (var i = from; i < from + count; i++)
        {
            object row = rows[i];
            foreach (var get in columns) command.Parameters[parameter++].Value = get(row) ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }

    private DbCommand Prepare(DbConnection connection, int rowCount)
    {
        var command = connection.CreateCommand();
        var sql = new System.Text.StringBuilder(head);
        for (var i = 0; i < rowCount * columns.Length; i++)
        {
            var first = i % columns.Length == 0;
            sql.Append(first ? (i == 0 ? "(" : "), (") : ", ").Append("@p").Append(i);
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        command.CommandText = sql.Append(')').ToString();
        command.Prepare();
        return command;
    }

    private static IEnumerable<(string Name, Func<object, object?> Get)> Columns(ITypeBase type, StoreObjectIdentifier table, Func<object, object?> owner)
    {
        foreach (var property in type.GetProperties())
        {
            var name = property.GetColumnName(table) ?? throw new InvalidOperationException($"{property.Name} has no column in {table.Name}.");
            var read = property.PropertyInfo is { } info ? Accessor(info) : throw new InvalidOperationException($"{property.Name} of {table.Name} is not a property.");
            var convert = property.GetTypeMapping().Converter?.ConvertToProvider;
            yield return (name, row => owner(row) is { } holder && read(holder) is { } value ? (convert is null ? value : convert(value)) : null);
        }

        foreach (var complex in type.GetComplexProperties())
        {
            var read = Accessor(complex.PropertyInfo ?? throw new InvalidOperationException($"{complex.Name} is not a property."));
            foreach (var column in Columns(complex.ComplexType, table, row => owner(row) is { } holder ? read(holder) : null)) yield return column;
        }
    }

    /// <summary>A compiled getter: reflection would cost more than the insert.</summary>
    private static Func<object, object?> Accessor(System.Reflection.PropertyInfo info)
    {
        var row = System.Linq.Expressions.Expression.Parameter(typeof(object));
        var body = System.Linq.Expressions.Expression.Convert(
            System.Linq.Expressions.Expression.Property(System.Linq.Expressions.Expression.Convert(row, info.DeclaringType!), info), typeof(object));
        return System.Linq.Expressions.Expression.Lambda<Func<object, object?>>(body, row).Compile();
    }
}
