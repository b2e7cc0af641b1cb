using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Entrepot.Platform.Data;

/// <summary>
/// One SQLite statement, prepared once and run many times with values by position. The driver's own commands look every
/// parameter up by name on every run, which costs a batch more than SQLite itself does.
/// </summary>
internal sealed unsafe class RawStatement : IDisposable
{
    /// <summary>While somebody else has the file to itself for a moment.</summary>
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(10);

    private readonly sqlite3 database;
    private readonly TimeSpan patience;
    private nint statement;
    private byte[] text = ArrayPool<byte>.Shared.Rent(4096);

    /// <exception cref="ArgumentException">There is more than one statement.</exception>
    public RawStatement(SqliteConnection connection, string sql)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        patience = TimeSpan.FromSeconds(connection.DefaultTimeout);
        var length = Utf8(sql);
        fixed (byte* first = text)
        {
            int code;
            byte* rest;
            var began = Stopwatch.GetTimestamp();
            while (IsBusy(code = SqliteCalls.Prepare(database.DangerousGetHandle(), first, length, out statement, out rest)) && Stopwatch.GetElapsedTime(began) < patience) Thread.Sleep(BusyPause);
            Check(code);
            if (!Encoding.UTF8.GetString(rest, (int)(first + length - rest)).AsSpan().TrimEnd("; \r\n").IsEmpty)
            {
                _ = SqliteCalls.End(statement); // Nobody will dispose of it, and it would keep the file open.
                throw new ArgumentException($"There is more than one statement in: {sql}", nameof(sql));
            }
        }

        Parameters = SqliteCalls.CountParameters(statement);
        Columns = SqliteCalls.CountColumns(statement);
    }

    /// <summary>The highest number of a parameter.</summary>
    public int Parameters { get; }

    public int Columns { get; }

    /// <summary>Binds a value to the parameter at <paramref name="index"/>, counted from one.</summary>
    public void Bind(int index, object? value) => Check(value switch
    {
        null or DBNull => SqliteCalls.BindNull(statement, index),
        long number => SqliteCalls.BindNumber(statement, index, number),
        string words => BindText(index, words),
        int number => SqliteCalls.BindNumber(statement, index, number),
        bool truth => SqliteCalls.BindNumber(statement, index, truth ? 1 : 0),
        double number => SqliteCalls.BindDouble(statement, index, number),
        byte[] bytes => BindBytes(index, bytes),
        DateOnly day => BindText(index, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        TimeOnly time => BindText(index, time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} has no place in a hand-written statement."),
    });

    /// <summary>Runs with the values bound and makes ready for the next ones.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        var code = SqliteCalls.Step(statement);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Check(code);
        var changed = SqliteCalls.CountChanged(database.DangerousGetHandle());
        Check(SqliteCalls.Reset(statement));
        return changed;
    }

    /// <summary>Goes on to the first row, where the file may be somebody else's for a moment.</summary>
    /// <returns>Whether there is one.</returns>
    public bool First()
    {
        var began = Stopwatch.GetTimestamp();
        int code;
        while (IsBusy(code = SqliteCalls.Step(statement)) && Stopwatch.GetElapsedTime(began) < patience)
        {
            _ = SqliteCalls.Reset(statement); // Answers the same once more.
            Thread.Sleep(BusyPause);
        }

        return IsRow(code);
    }

    /// <summary>Goes on to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Next() => IsRow(SqliteCalls.Step(statement));

    public bool IsNull(int column) => SqliteCalls.Type(statement, column) == SqliteCalls.Null;

    public int Type(int column) => SqliteCalls.Type(statement, column);

    public long Number(int column) => SqliteCalls.Number(statement, column);

    public double Double(int column) => SqliteCalls.Double(statement, column);

    public string Text(int column)
    {
        var first = SqliteCalls.Text(statement, column);
        return Encoding.UTF8.GetString(first, SqliteCalls.Length(statement, column));
    }

    public byte[] Bytes(int column)
    {
        var first = SqliteCalls.Bytes(statement, column); // Null where there are none.
        return new ReadOnlySpan<byte>(first, first is null ? 0 : SqliteCalls.Length(statement, column)).ToArray();
    }

    public void Dispose()
    {
        if (statement != 0) _ = SqliteCalls.End(statement); // Answers what its last run did, which is known.
        statement = 0;
        ArrayPool<byte>.Shared.Return(text);
        GC.KeepAlive(database);
    }

    private bool IsRow(int code)
    {
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Check(code);
        return code == raw.SQLITE_ROW;
    }

    private int BindText(int index, string words)
    {
        var length = Utf8(words);
        fixed (byte* first = text) return SqliteCalls.BindText(statement, index, first, length, SqliteCalls.Copied);
    }

    private int BindBytes(int index, byte[] bytes)
    {
        // An empty array has no first byte, and without an address it would be no value at all.
        var nothing = (byte)0;
        fixed (byte* first = bytes) return SqliteCalls.BindBytes(statement, index, first is null ? &nothing : first, bytes.Length, SqliteCalls.Copied);
    }

    /// <returns>How many bytes of <see cref="text"/> the words take.</returns>
    private int Utf8(string words)
    {
        var most = Encoding.UTF8.GetMaxByteCount(words.Length);
        if (most > text.Length)
        {
            ArrayPool<byte>.Shared.Return(text);
            text = ArrayPool<byte>.Shared.Rent(most);
        }

        return Encoding.UTF8.GetBytes(words, text);
    }

    private static bool IsBusy(int code) => (code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED; // With the lower byte the code, with the others why.

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, database);
    }
}
