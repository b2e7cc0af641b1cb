using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Entrepot.Platform.Data.Moving;

/// <summary>
/// One table as it travels: its rows are arrays of what the drivers take and give, in the order of the columns, so that
/// they are the same on both engines.
/// </summary>
internal sealed class MovedTable
{
    private const string Tenant = "tenant_id";

    private readonly IReadOnlyList<BulkColumn> columns;
    private readonly Func<DbDataReader, int, object?>[] readers;

    /// <summary>Where in a row the key's columns are, without the company.</summary>
    private readonly int[] key;
    private readonly string keyNames;

    public MovedTable(IEntityType entity)
    {
        var model = BulkInsert.For(entity);
        columns = [.. model.Columns.Select((column, i) => column with { Get = row => ((object?[])row)[i] })];
        readers = [.. columns.Select(Reader)];
        Name = model.Name;
        var table = StoreObjectIdentifier.Table(Name);
        var names = (entity.FindPrimaryKey() ?? throw new InvalidOperationException($"{Name} has no key.")).Properties.Select(property => property.GetColumnName(table) ?? "").ToList();
        IsOfCompany = names[0] == Tenant;
        key = [.. names.Where(name => name != Tenant || !IsOfCompany).Select(name => columns.ToList().FindIndex(column => column.Name == name))];
        keyNames = string.Join(", ", key.Select(place => columns[place].Name));
        Insert = new(Name, columns, "");
        Upsert = new(Name, columns, $" ON CONFLICT ({string.Join(", ", names)}) DO {Change(names)}");
        var its = string.Join(" AND ", key.Select((place, i) => string.Create(CultureInfo.InvariantCulture, $"{columns[place].Name} = @p{(IsOfCompany ? i + 1 : i)}")));
        Delete = $"DELETE FROM {Name} WHERE {(IsOfCompany ? "tenant_id = @p0" : "")}{(IsOfCompany && its.Length > 0 ? " AND " : "")}{its}";
    }

    public string Name { get; }

    /// <summary>False for a table that all companies share.</summary>
    public bool IsOfCompany { get; }
    public BulkInsert Insert { get; }
    public BulkInsert Upsert { get; }

    /// <summary>Removes the row with a key; <c>@p0</c> is the company where the table belongs to companies, and the key follows.</summary>
    public string Delete { get; }
    public string DeleteAll => $"DELETE FROM {Name} WHERE tenant_id = @p0";

    /// <summary>All rows in the order of their keys; <c>@p0</c> is the company, and the key follows after which to begin.</summary>
    public string Select(bool isAfter)
    {
        var after = isAfter && key.Length > 0 ? $" AND ({keyNames}) > ({string.Join(", ", key.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@p{i + 1}")))})" : "";
        return $"SELECT {Insert.ColumnNames} FROM {Name}{(IsOfCompany ? " WHERE tenant_id = @p0" : "")}{after}{(key.Length == 0 ? "" : $" ORDER BY {keyNames}")}";
    }

    /// <summary>The company's rows that a condition holds for.</summary>
    public string SelectWhere(string condition) => $"SELECT {Insert.ColumnNames} FROM {Name} WHERE tenant_id = @p0 AND {condition}";

    /// <summary>The company's rows with <paramref name="count"/> keys; <c>@p0</c> is the company, and the keys follow.</summary>
    public string SelectKeys(int count) => key.Length == 0 ? SelectWhere("TRUE")
        : SelectWhere($"({keyNames}) IN (VALUES {string.Join(", ", Enumerable.Range(0, count).Select(row => $"({string.Join(", ", key.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@p{(row * key.Length) + i + 1}")))})"))})");

    /// <summary>How many values a key has beside the company.</summary>
    public int KeySize => key.Length;

    public object?[] Read(DbDataReader reader)
    {
        var row = new object?[readers.Length];
        for (var i = 0; i < row.Length; i++) row[i] = readers[i](reader, i);
        return row;
    }

    public object?[] KeyOf(object?[] row) => Array.ConvertAll(key, place => row[place]);

    /// <summary>The order in which both engines give rows out: numbers by size, text by its bytes in UTF-8.</summary>
    public int Compare(object?[] one, object?[] other)
    {
        foreach (var place in key)
        {
            var order = (one[place], other[place]) switch
            {
                (long a, long b) => a.CompareTo(b),
                (string a, string b) => ByCodePoint(a, b),
                (IComparable a, { } b) => a.CompareTo(b),
                _ => throw new InvalidOperationException($"A key of {Name} is empty."),
            };
            if (order != 0) return order;
        }

        return 0;
    }

    public string KeyText(object?[] row) => JsonSerializer.Serialize(KeyOf(row));

    public object?[] ReadKey(string text)
    {
        var parts = JsonSerializer.Deserialize<JsonElement[]>(text) ?? throw new InvalidOperationException($"'{text}' is no key of {Name}.");
        return [.. parts.Select((part, i) => part.Deserialize(columns[key[i]].ValueType))];
    }

    private string Change(List<string> names)
    {
        var others = columns.Where(column => !names.Contains(column.Name)).ToList();
        return others.Count == 0 ? "NOTHING" : $"UPDATE SET {string.Join(", ", others.Select(column => $"{column.Name} = excluded.{column.Name}"))}";
    }

    /// <summary>UTF-16 puts characters beyond U+FFFF before those from U+E000 on; UTF-8 does not.</summary>
    private static int ByCodePoint(string one, string other)
    {
        for (var i = 0; i < Math.Min(one.Length, other.Length); i++)
        {
            var (a, b) = (one[i], other[i]);
            if (a == b) continue;
            return char.IsSurrogate(a) != char.IsSurrogate(b) ? char.IsSurrogate(a).CompareTo(char.IsSurrogate(b)) : a.CompareTo(b);
        }

        return one.Length.CompareTo(other.Length);
    }

    private static Func<DbDataReader, int, object?> Reader(BulkColumn column) => column.ValueType switch
    {
        var type when type == typeof(long) => (reader, i) => reader.IsDBNull(i) ? null : reader.GetInt64(i),
        var type when type == typeof(int) => (reader, i) => reader.IsDBNull(i) ? null : reader.GetInt32(i),
        var type when type == typeof(bool) => (reader, i) => reader.IsDBNull(i) ? null : reader.GetBoolean(i),
        var type when type == typeof(double) => (reader, i) => reader.IsDBNull(i) ? null : reader.GetDouble(i),
        var type when type == typeof(string) => (reader, i) => reader.IsDBNull(i) ? null : reader.GetString(i),
        var type when type == typeof(DateOnly) => (reader, i) => reader.IsDBNull(i) ? null : reader.GetFieldValue<DateOnly>(i),
        var type when type == typeof(TimeOnly) => (reader, i) => reader.IsDBNull(i) ? null : reader.GetFieldValue<TimeOnly>(i),
        var type when type == typeof(byte[]) => (reader, i) => reader.IsDBNull(i) ? null : reader.GetFieldValue<byte[]>(i),
        var type => throw new InvalidOperationException($"Columns of type {type.Name}, such as {column.Name}, cannot be carried to another database."),
    };
}
