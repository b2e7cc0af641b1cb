using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Entrepot.Platform.Data;

/// <summary>
/// Inserts rows of one table by a prepared statement, driven by the EF model: the same columns and conversions, without
/// change tracking.
/// </summary>
internal sealed class BulkInsert
{
    private static readonly ConcurrentDictionary<IEntityType, BulkInsert> Known = [];

    private readonly Func<object, object?>[] columns;
    private readonly string sql;

    private BulkInsert(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName() ?? throw new InvalidOperationException($"{entity.Name} has no table."));
        var found = Columns(entity, table, row => row).ToList();
        columns = [.. found.Select(column => column.Get)];
        sql = $"INSERT INTO {table.Name} ({string.Join(", ", found.Select(column => column.Name))}) VALUES ({string.Join(", ", found.Select((_, i) => $"?{i + 1}"))})";
    }

    public static BulkInsert For(IEntityType entity) => Known.GetOrAdd(entity, type => new BulkInsert(type));

    public long Write<TRow>(SqliteConnection connection, List<TRow> rows) where TRow : class
    {
        using var insert = new RawStatement(connection, sql);
        foreach (object row in rows)
        {
            for (var i = 0; i < columns.Length; i++) insert.Bind(i + 1, columns[i](row));
            insert.Run();
        }

        return rows.Count;
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
        var row = Expression.Parameter(typeof(object));
        var holder = Expression.Convert(row, info.DeclaringType ?? throw new InvalidOperationException($"{info.Name} has no type."));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(holder, info), typeof(object)), row).Compile();
    }
}
