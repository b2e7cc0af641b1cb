using Entrepot.Kernel;
using Entrepot.Platform;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Platform;

/// <summary>The write-ahead log stays small although at every moment somebody reads.</summary>
public sealed class SqliteLogTests : IAsyncDisposable
{
    private const long LogMax = 1 << 20;
    private readonly string path = Path.Combine(Path.GetTempPath(), $"entrepot-log-{Guid.NewGuid():N}.db");

    [Fact]
    public async Task The_log_begins_anew_while_readers_come_and_go()
    {
        await using var services = await OpenAsync();
        using var closing = new CancellationTokenSource();
        var readers = ReadAlwaysAsync(closing.Token);
        var longest = 0L;
        for (var commit = 0; commit < 80; commit++)
        {
            await WriteAsync(services, commit);
            longest = Math.Max(longest, new FileInfo(path + "-wal").Length);
        }

        await closing.CancelAsync();
        await readers;
        longest.ShouldBeLessThan(10 * LogMax, "eighty commits of a quarter of a megabyte and more are twenty; on a busy machine a reader holds it open for longer");
    }

    [Fact]
    public async Task Somebody_who_reads_for_long_does_not_stop_the_writers_and_reads_what_was_there()
    {
        await using var services = await OpenAsync();
        await WriteAsync(services, 0);
        await using (var reader = Reading())
            for (var commit = 1; commit < 12; commit++) await WriteAsync(services, commit);

        await WriteAsync(services, 12);
        await WriteAsync(services, 13);

        new FileInfo(path + "-wal").Length.ShouldBeLessThan(4 * LogMax);
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        foreach (var file in new[] { path, path + "-wal", path + "-shm" }) File.Delete(file);
        await ValueTask.CompletedTask;
    }

    private async Task<ServiceProvider> OpenAsync()
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddPlatform(new ModuleList([]), $"sqlite:{path}", new ConfigurationBuilder().Build());
        collection.AddSingleton<DatabaseEngine>(new SqliteEngine(path, LogMax));
        var services = collection.BuildServiceProvider();
        await DatabaseSetup.PrepareAsync(services, CancellationToken.None);
        return services;
    }

    private static async Task WriteAsync(ServiceProvider services, int commit)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(new TenantId(1));
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(CancellationToken.None);
        for (var i = 0; i < 250; i++)
            db.Writes.Insert(new Tenant { Id = new((commit * 1_000) + i + 1), Code = $"c{commit}-{i}", Name = new string('x', 1_000), Currency = "EUR", CreatedAt = TestDatabase.Noon });
        (await unit.CommitAsync(CancellationToken.None)).IsOk.ShouldBeTrue();
    }

    /// <summary>Each begins before the one before it ends: at no moment does nobody read.</summary>
    private async Task ReadAlwaysAsync(CancellationToken ct)
    {
        var reader = Reading();
        while (!ct.IsCancellationRequested)
        {
            await Task.Delay(5, CancellationToken.None);
            var next = Reading();
            await reader.DisposeAsync();
            reader = next;
        }

        await reader.DisposeAsync();
    }

    /// <summary>A transaction that has read and is still open.</summary>
    private SqliteConnection Reading()
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN; SELECT COUNT(*) FROM platform_tenant";
        command.ExecuteScalar();
        return connection;
    }
}
