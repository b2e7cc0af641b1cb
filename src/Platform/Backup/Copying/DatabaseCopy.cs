using Microsoft.Data.Sqlite;
using Npgsql;

namespace Entrepot.Platform.Backup;

/// <summary>Reads a running database as it is at one moment, and fills an empty one with that.</summary>
internal abstract class DatabaseCopy
{
    /// <param name="address">As <c>--database</c> names it.</param>
    public static DatabaseCopy Of(string address) =>
        address.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase) ? new SqliteCopy(address["sqlite:".Length..]) : new PostgresCopy(address);

    public abstract string Engine { get; }

    /// <summary>For people; without a password.</summary>
    public abstract string Where { get; }

    /// <summary>Writes the database as one stream. Whoever writes to the database meanwhile does not wait.</summary>
    /// <param name="scratch">A folder for files that are needed on the way.</param>
    public abstract Task<CopiedDatabase> CopyAsync(Stream to, string scratch, TimeProvider clock, CancellationToken ct);

    /// <summary>How many tables there are; none where there is no database yet.</summary>
    public abstract Task<int> TablesAsync(CancellationToken ct);

    /// <summary>Rows per table, of all companies, as they are now.</summary>
    public abstract Task<SortedDictionary<string, long>> CountAsync(CancellationToken ct);

    /// <param name="open">Begins reading anew each time it is called.</param>
    /// <param name="overwrite">What is there may go.</param>
    /// <exception cref="BackupException">The target is in use, or its database refuses the rows.</exception>
    public abstract Task FillAsync(Func<CancellationToken, Task<Stream>> open, BackupManifest manifest, bool overwrite, CancellationToken ct);

    /// <summary>A database beside this one, or in <paramref name="folder"/>, that is removed after a check.</summary>
    public abstract string Throwaway(string folder, string name);

    public abstract Task DropAsync(CancellationToken ct);

    /// <summary>The newest thing that any row says of its own making or changing, UTC; null in an empty database.</summary>
    public abstract Task<DateTime?> LastChangeAsync(DateTime now, CancellationToken ct);

    protected static BackupException Refused(string where, Exception why) => new($"{where} cannot be used: {why.Message}", why);

    protected static bool IsDatabase(Exception exception) => exception is SqliteException or NpgsqlException;
}

internal sealed record CopiedDatabase(DateTime TakenAt, string EngineVersion, string Schema, long Companies, SortedDictionary<string, long> Rows);
