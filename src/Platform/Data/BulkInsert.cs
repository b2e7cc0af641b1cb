using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Entrepot.Platform.Data;

/// <summary>One column of a table: <paramref name="Get"/> reads it from a row as it is stored, <paramref name="StoreType"/> is the engine's name for its type, <paramref name="ValueType"/> what the driver takes and gives.</summary>
internal sealed record BulkColumn(string Name, string StoreType, Type ValueType, Func<object, object?> Get);

/// <summary>How rows of one entity become rows of its table, driven by the EF model: the same columns and conversions, without change tracking.</summary>
internal sealed class BulkInsert
{
    private static readonly ConcurrentDictionary<IEntityType, BulkInsert> Known = [];

    private BulkInsert(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName() ?? throw new InvalidOperationException($"{entity.Name} has no table."));
        Name = table.Name;
        Columns = [.. ColumnsOf(entity, table, row => row)];
        ColumnNames = string.Join(", ", Columns.Select(column => column.Name));
    }

    /// <param name="onConflict">What happens to a row whose key is there already; empty where that is a fault.</param>
    public BulkInsert(string name, IReadOnlyList<BulkColumn> columns, string onConflict)
    {
        (Name, Columns, OnConflict) = (name, columns, onConflict);
        ColumnNames = string.Join(", ", columns.Select(column => column.Name));
    }

    public string Name { get; }
    public IReadOnlyList<BulkColumn> Columns { get; }
    public string ColumnNames { get; }
    public string OnConflict { get; } = "";

    public static BulkInsert For(IEntityType entity) => Known.GetOrAdd(entity, type => new BulkInsert(type));

    private static IEnumerable<BulkColumn> ColumnsOf(ITypeBase type, StoreObjectIdentifier table, Func<object, object?> owner)
    {
        foreach (var property in type.GetProperties())
        {
            var name = property.GetColumnName(table) ?? throw new InvalidOperationException($"{property.Name} has no column in {table.Name}.");
            var read = property.PropertyInfo is { } info ? Accessor(info) : throw new InvalidOperationException($"{property.Name} of {table.Name} is not a property.");
            var mapping = property.GetRelationalTypeMapping();
            var convert = mapping.Converter?.ConvertToProvider;
            var stored = mapping.Converter?.ProviderClrType ?? property.ClrType;
            yield return new(name, mapping.StoreTypeNameBase, Nullable.GetUnderlyingType(stored) ?? stored, row => owner(row) is { } holder && read(holder) is { } value ? (convert is null ? value : convert(value)) : null);
        }

        foreach (var complex in type.GetComplexProperties())
        {
            var read = Accessor(complex.PropertyInfo ?? throw new InvalidOperationException($"{complex.Name} is not a property."));
            foreach (var column in ColumnsOf(complex.ComplexType, table, row => owner(row) is { } holder ? read(holder) : null)) yield return column;
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
