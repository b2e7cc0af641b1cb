using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Entrepot.Platform.Data;

/// <summary>
/// One SQLite statement, prepared once and run many times with values by position. The driver's own commands look every
/// parameter up by name on every run, which costs a batch more than SQLite itself does.
/// </summary>
internal sealed class RawStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private byte[] text = ArrayPool<byte>.Shared.Rent(4096);

    public RawStatement(SqliteConnection connection, string sql)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    /// <summary>Binds a value to the parameter at <paramref name="index"/>, counted from one.</summary>
    public void Bind(int index, object? value) => Check(value switch
    {
        null or DBNull => raw.sqlite3_bind_null(statement, index),
        long number => raw.sqlite3_bind_int64(statement, index, number),
        string words => BindText(index, words),
        int number => raw.sqlite3_bind_int(statement, index, number),
        bool truth => raw.sqlite3_bind_int(statement, index, truth ? 1 : 0),
        double number => raw.sqlite3_bind_double(statement, index, number),
        byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
        DateOnly day => BindText(index, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        TimeOnly time => BindText(index, time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} has no place in a hand-written statement."),
    });

    /// <summary>Runs with the values bound and makes ready for the next ones.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        var code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Check(code);
        var changed = raw.sqlite3_changes(database);
        Check(raw.sqlite3_reset(statement));
        return changed;
    }

    public void Dispose()
    {
        statement.Dispose();
        ArrayPool<byte>.Shared.Return(text);
    }

    private int BindText(int index, string words)
    {
        var most = Encoding.UTF8.GetMaxByteCount(words.Length);
        if (most > text.Length)
        {
            ArrayPool<byte>.Shared.Return(text);
            text = ArrayPool<byte>.Shared.Rent(most);
        }

        return raw.sqlite3_bind_text(statement, index, text.AsSpan(0, Encoding.UTF8.GetBytes(words, text))); // SQLite copies it.
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, database);
    }
}
