using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Data;

/// <summary>The embedded database: one file, write-ahead log, every commit forced to disk.</summary>
public static class SqliteDatabase
{
    /// <summary>A session's connection is used by one thread at a time, so SQLite need not take its lock on every value bound.</summary>
    static SqliteDatabase()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD); // Refused, without harm, where somebody has used SQLite before us.
    }

    public static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 30, Pooling = true }.ConnectionString;

    /// <summary>Brings the file to the newest schema and gives this process its block of ids.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken ct)
    {
        using var scope = services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await db.Database.MigrateAsync(ct);

        await using var unit = await db.BeginAsync(ct);
        var row = await db.Set<IdBlockRow>().SingleOrDefaultAsync(ct);
        var first = row?.NextBlock ?? 1_000;
        if (row is null) db.Add(new IdBlockRow { Id = 1, NextBlock = first + IdBlocks.BlockSize });
        else await db.Set<IdBlockRow>().ExecuteUpdateAsync(set => set.SetProperty(block => block.NextBlock, first + IdBlocks.BlockSize), ct);
        await unit.CommitAsync(ct);
        scope.ServiceProvider.GetRequiredService<IdBlocks>().Start(first);
    }
}

/// <summary>Settings that SQLite keeps per connection, given to each as it opens.</summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    /// <summary>64 MB of page cache per connection: the hot pages of a million orders. Nothing is mapped, so that memory stays bounded however large the file.</summary>
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
