using System.Collections;
using System.Data.Common;
using System.Globalization;
using SQLitePCL;

namespace Entrepot.Platform.Data;

/// <summary>The rows of a <see cref="RawStatement"/> for whoever reads rows of any engine: the values of the row at hand, by position.</summary>
internal sealed class RawRows(RawStatement statement) : DbDataReader
{
    public override int FieldCount => statement.Columns;
    public override int Depth => 0;
    public override bool HasRows => throw Unused();
    public override bool IsClosed => false;
    public override int RecordsAffected => throw Unused();
    public override object this[int ordinal] => GetValue(ordinal);
    public override object this[string name] => throw Unused();

    public override bool IsDBNull(int ordinal) => statement.IsNull(ordinal);

    public override long GetInt64(int ordinal) => statement.Number(Some(ordinal));

    public override int GetInt32(int ordinal) => checked((int)GetInt64(ordinal));

    public override short GetInt16(int ordinal) => checked((short)GetInt64(ordinal));

    public override byte GetByte(int ordinal) => checked((byte)GetInt64(ordinal));

    public override bool GetBoolean(int ordinal) => GetInt64(ordinal) != 0;

    public override double GetDouble(int ordinal) => statement.Double(Some(ordinal));

    public override float GetFloat(int ordinal) => (float)GetDouble(ordinal);

    public override string GetString(int ordinal) => statement.Text(Some(ordinal));

    public override T GetFieldValue<T>(int ordinal)
    {
        if (typeof(T) == typeof(byte[])) return (T)(object)statement.Bytes(Some(ordinal));
        if (typeof(T) == typeof(DateOnly)) return (T)(object)DateOnly.Parse(GetString(ordinal), CultureInfo.InvariantCulture);
        if (typeof(T) == typeof(TimeOnly)) return (T)(object)TimeOnly.Parse(GetString(ordinal), CultureInfo.InvariantCulture);
        if (typeof(T) == typeof(bool)) return (T)(object)GetBoolean(ordinal);
        if (typeof(T) == typeof(object)) return (T)GetValue(ordinal);
        return (T)Convert.ChangeType(GetValue(Some(ordinal)), typeof(T), CultureInfo.InvariantCulture);
    }

    public override object GetValue(int ordinal) => statement.Type(ordinal) switch
    {
        raw.SQLITE_INTEGER => statement.Number(ordinal),
        raw.SQLITE_FLOAT => statement.Double(ordinal),
        raw.SQLITE_TEXT => statement.Text(ordinal),
        raw.SQLITE_BLOB => statement.Bytes(ordinal),
        _ => DBNull.Value,
    };

    public override bool Read() => throw Unused();

    public override bool NextResult() => throw Unused();

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw Unused();

    public override char GetChar(int ordinal) => throw Unused();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw Unused();

    public override string GetDataTypeName(int ordinal) => throw Unused();

    public override DateTime GetDateTime(int ordinal) => throw Unused();

    public override decimal GetDecimal(int ordinal) => throw Unused();

    public override IEnumerator GetEnumerator() => throw Unused();

    public override Type GetFieldType(int ordinal) => throw Unused();

    public override Guid GetGuid(int ordinal) => throw Unused();

    public override string GetName(int ordinal) => throw Unused();

    public override int GetOrdinal(string name) => throw Unused();

    public override int GetValues(object[] values) => throw Unused();

    /// <summary>A column that is read as if it had a value must have one.</summary>
    private int Some(int ordinal) => statement.IsNull(ordinal) ? throw new InvalidOperationException($"Column {ordinal} of the row has no value.") : ordinal;

    private static NotSupportedException Unused() => new("Rows are read one by one, by position, as the types that we store.");
}
