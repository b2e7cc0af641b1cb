using Microsoft.Data.Sqlite;

namespace Entrepot.Simulation.Engine;

/// <summary>One seed's database: in memory, shared by all its processes, a copy of a furnished one, gone with the seed.</summary>
internal sealed class Store : IDisposable
{
    private static long copies;

    private readonly SqliteConnection held;
    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    private Store(string file)
    {
        File = file;
        held = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        held.Open();
    }

    /// <summary>The path that the product is given; its database lives as long as somebody holds it open.</summary>
    public string File { get; }

    public string Address => "sqlite:" + File;

    public static Store Empty() => new($"file:/simulation-{Interlocked.Increment(ref copies)}?vfs=memdb");

    /// <summary>What lies in a file, taken into memory.</summary>
    public static Store Of(string path)
    {
        var store = Empty();
        using var file = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        file.Open();
        using var leaveLog = file.CreateCommand();
        leaveLog.CommandText = "PRAGMA journal_mode=DELETE"; // A write-ahead log needs shared memory, which memory itself has none of.
        leaveLog.ExecuteNonQuery();
        file.BackupDatabase(store.held);
        return store;
    }

    /// <summary>A copy that may be changed.</summary>
    public Store Copy()
    {
        var copy = Empty();
        lock (held) held.BackupDatabase(copy.held);
        return copy;
    }

    /// <summary>Reads past the product, between two of its steps.</summary>
    public List<T> Read<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object Value)> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            prepared[sql] = command = held.CreateCommand();
            command.CommandText = sql;
        }

        command.Parameters.Clear();
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(map(reader));
        return rows;
    }

    public long Count(string sql, params ReadOnlySpan<(string Name, object Value)> values) => Read(sql, row => row.GetInt64(0), values)[0];

    /// <summary>Everything in a table, row by row, for a digest; without the columns that hold secrets or names of attempts.</summary>
    public IEnumerable<string> Tables() => Read("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", row => row.GetString(0));

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        held.Dispose();
        SqliteConnection.ClearAllPools(); // What the pools still hold open is a whole database each.
    }
}
