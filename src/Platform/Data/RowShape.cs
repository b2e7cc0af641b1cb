using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Entrepot.Platform.Data;

/// <summary>A column that may change while its row lives.</summary>
/// <param name="Get">The value as the entity has it.</param>
/// <param name="Store">The same as hand-written statements give it: whole numbers are long.</param>
internal sealed record ChangingColumn(string Name, bool IsVersion, Func<object, object?> Get, Func<object?, object?> Store);

/// <summary>
/// How rows of one table become objects of their entity and what of them may change, driven by the EF model as
/// <see cref="BulkInsert"/> is for the way in: the same columns and conversions, without queries that are composed anew each
/// time and without change tracking.
/// </summary>
internal sealed class RowShape
{
    private static readonly ConcurrentDictionary<IEntityType, RowShape> Known = [];
    private static readonly MethodInfo IsDbNull = Method(nameof(DbDataReader.IsDBNull));

    private RowShape(IEntityType entity)
    {
        if (entity.GetComplexProperties().Any()) throw new InvalidOperationException($"{entity.Name} has parts of its own: read it through EF Core.");
        var table = StoreObjectIdentifier.Table(entity.GetTableName() ?? throw new InvalidOperationException($"{entity.Name} has no table."));
        var properties = entity.GetProperties().ToList();
        string Column(IProperty property) => property.GetColumnName(table) ?? throw new InvalidOperationException($"{property.Name} has no column in {table.Name}.");

        Name = table.Name;
        Select = $"SELECT {string.Join(", ", properties.Select(property => "t." + Column(property)))} FROM {Name} t ";
        Make = Maker(entity, properties);
        Keys = [.. (entity.FindPrimaryKey()?.Properties ?? throw new InvalidOperationException($"{entity.Name} has no key.")).Select(property => new ChangingColumn(Column(property), false, Getter(property), Stored(property)))];
        Changing = [.. properties.Where(property => !property.IsPrimaryKey() && IsSettable(property)).Select(property => new ChangingColumn(Column(property), property.IsConcurrencyToken, Getter(property), Stored(property)))];
    }

    public string Name { get; }

    /// <summary>Of all columns, from the table as <c>t</c>; ends with a space.</summary>
    public string Select { get; }
    public Func<DbDataReader, object> Make { get; }
    public IReadOnlyList<ChangingColumn> Keys { get; }
    public IReadOnlyList<ChangingColumn> Changing { get; }

    public static RowShape For(IEntityType entity) => Known.GetOrAdd(entity, type => new(type));

    private static Func<DbDataReader, object> Maker(IEntityType entity, List<IProperty> properties)
    {
        var reader = Expression.Parameter(typeof(DbDataReader));
        var constructor = entity.ClrType.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes) ?? throw new InvalidOperationException($"{entity.Name} is not made without values.");
        var values = properties.Select((property, at) => Expression.Bind(Info(property), Value(property, reader, at)));
        return Expression.Lambda<Func<DbDataReader, object>>(Expression.Convert(Expression.MemberInit(Expression.New(constructor), values), typeof(object)), reader).Compile();
    }

    private static Expression Value(IProperty property, Expression reader, int at)
    {
        var converter = property.GetTypeMapping().Converter;
        var model = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        var stored = converter?.ProviderClrType ?? model;
        Expression value = Expression.Call(reader, Reading(stored), Expression.Constant(at));
        if (model.IsEnum && stored == typeof(string)) value = Expression.Call(typeof(EnumNames<>).MakeGenericType(model), nameof(EnumNames<DayOfWeek>.Parse), null, value);
        else if (converter is not null) value = Expression.Invoke(converter.ConvertFromProviderExpression, value);
        if (value.Type != property.ClrType) value = Expression.Convert(value, property.ClrType);
        return property.IsNullable ? Expression.Condition(Expression.Call(reader, IsDbNull, Expression.Constant(at)), Expression.Default(property.ClrType), value) : value;
    }

    private static MethodInfo Reading(Type stored) => stored switch
    {
        _ when stored == typeof(long) => Method(nameof(DbDataReader.GetInt64)),
        _ when stored == typeof(int) => Method(nameof(DbDataReader.GetInt32)),
        _ when stored == typeof(string) => Method(nameof(DbDataReader.GetString)),
        _ when stored == typeof(bool) => Method(nameof(DbDataReader.GetBoolean)),
        _ when stored == typeof(double) => Method(nameof(DbDataReader.GetDouble)),
        _ => Method(nameof(DbDataReader.GetFieldValue)).MakeGenericMethod(stored),
    };

    private static Func<object, object?> Getter(IProperty property)
    {
        var row = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(Expression.Convert(row, Info(property).DeclaringType!), Info(property)), typeof(object)), row).Compile();
    }

    private static Func<object?, object?> Stored(IProperty property)
    {
        var convert = property.GetTypeMapping().Converter?.ConvertToProvider;
        return value =>
        {
            var stored = value is null || convert is null ? value : convert(value);
            return stored is int number ? (long)number : stored;
        };
    }

    /// <summary>What is only set when it is made does not change.</summary>
    private static bool IsSettable(IProperty property) =>
        Info(property).SetMethod is { } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static PropertyInfo Info(IProperty property) => property.PropertyInfo ?? throw new InvalidOperationException($"{property.Name} is not a property.");

    private static MethodInfo Method(string name) => typeof(DbDataReader).GetMethods().Single(method => method.Name == name && method.GetParameters() is [{ ParameterType: var type }] && type == typeof(int));
}

/// <summary>Enums are stored by name; looking one up is quicker than parsing it.</summary>
internal static class EnumNames<T> where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values = Enum.GetValues<T>().DistinctBy(value => value.ToString()).ToDictionary(value => value.ToString(), StringComparer.Ordinal);

    public static T Parse(string name) => Values.TryGetValue(name, out var value) ? value : Enum.Parse<T>(name);
}
