using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Entrepot.Sandbox.Carriers.Data;

/// <summary>
/// A carrier's books on disk, in a file of the sandbox's own: parcels under way when everything is switched off go on
/// where they were. Without a path nothing is kept, and a run begins with empty books.
/// </summary>
internal sealed class ShipmentFile
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS shipment (
            carrier TEXT NOT NULL, number TEXT NOT NULL, content TEXT NOT NULL, is_voided INTEGER NOT NULL DEFAULT 0, collected_at TEXT NULL,
            PRIMARY KEY (carrier, number));
        CREATE TABLE IF NOT EXISTS serial (carrier TEXT NOT NULL PRIMARY KEY, last INTEGER NOT NULL);
        """;

    private const string Insert = "INSERT INTO shipment (carrier, number, content) VALUES (@carrier, @number, @content)";
    private const string SetSerial = "INSERT INTO serial (carrier, last) VALUES (@carrier, @last) ON CONFLICT (carrier) DO UPDATE SET last = MAX(last, excluded.last)";
    private const string SetVoided = "UPDATE shipment SET is_voided = 1 WHERE carrier = @carrier AND number = @number";
    private const string SetCollected = "UPDATE shipment SET collected_at = @at WHERE carrier = @carrier AND number = @number AND collected_at IS NULL";
    private const string Delete = "DELETE FROM shipment WHERE carrier = @carrier AND number = @number";
    private const string All = "SELECT content, is_voided, collected_at FROM shipment WHERE carrier = @carrier ORDER BY rowid";
    private const string Serial = "SELECT last FROM serial WHERE carrier = @carrier";

    private readonly string carrier;
    private readonly string? connection;

    /// <param name="path">Of the file, which all carriers share; null to keep nothing.</param>
    public ShipmentFile(string carrier, string? path)
    {
        this.carrier = carrier;
        if (path is null) return;

        // Write-ahead log without a sync at each commit: a killed process loses nothing, and a power cut may cost a game its last moment.
        connection = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ConnectionString;
        Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + Tables);
    }

    public bool IsKept => connection is not null;

    /// <summary>The last serial number given out; zero for none.</summary>
    public long LastSerial()
    {
        if (connection is null) return 0;
        using var open = Open();
        using var command = Command(open, Serial);
        return command.ExecuteScalar() is long last ? last : 0;
    }

    /// <summary>Everything in the books, the oldest first.</summary>
    public List<SandboxShipment> Read()
    {
        var shipments = new List<SandboxShipment>();
        if (connection is null) return shipments;

        using var open = Open();
        using var command = Command(open, All);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var shipment = JsonSerializer.Deserialize<SandboxShipment>(reader.GetString(0))!;
            shipment.IsVoided = reader.GetInt64(1) == 1;
            shipment.CollectedAt = reader.IsDBNull(2) ? null : DateTime.SpecifyKind(reader.GetDateTime(2), DateTimeKind.Utc);
            shipments.Add(shipment);
        }

        return shipments;
    }

    /// <summary>The shipment and the last serial number that is in it or its parcels.</summary>
    public void Add(SandboxShipment shipment, long lastSerial) =>
        Run($"{Insert}; {SetSerial};", ("@number", shipment.Number), ("@content", JsonSerializer.Serialize(shipment)), ("@last", lastSerial));

    public void Void(SandboxShipment shipment) => Run(SetVoided, ("@number", shipment.Number));

    public void Collect(SandboxShipment shipment, DateTime at) => Run(SetCollected, ("@number", shipment.Number), ("@at", at));

    public void Forget(SandboxShipment shipment) => Run(Delete, ("@number", shipment.Number));

    private void Run(string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        if (connection is null) return;
        using var open = Open();
        using var command = Command(open, sql);
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        using var transaction = sql.StartsWith("PRAGMA", StringComparison.Ordinal) ? null : command.Transaction = open.BeginTransaction(); // Undone where a statement fails, so that the pooled connection is free again.
        command.ExecuteNonQuery();
        transaction?.Commit();
    }

    private SqliteConnection Open()
    {
        var open = new SqliteConnection(connection);
        open.Open();
        return open;
    }

    private SqliteCommand Command(SqliteConnection open, string sql)
    {
        var command = open.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@carrier", carrier);
        return command;
    }
}
