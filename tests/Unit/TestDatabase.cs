using Entrepot.Kernel;
using Entrepot.Platform;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entrepot.Unit;

/// <summary>A fresh, migrated database with two companies, and the given modules wired as in the product: a SQLite file, or on <see cref="PostgresServer"/> where the run chose it.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    public static readonly TenantId Ours = new(1);
    public static readonly TenantId Theirs = new(2);
    public static readonly DateTime Noon = new(2026, 11, 2, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>EF keeps its own services and its model once for each logger factory: with one for all tests, each of them need not build the model of all tables.</summary>
    private static readonly ILoggerFactory Silent = NullLoggerFactory.Instance;

    private readonly ServiceProvider services;
    private bool isOurs;

    private TestDatabase(string address, ServiceProvider services) => (Address, this.services) = (address, services);

    public string Address { get; }
    public FixedClock Clock { get; private init; } = new();
    public IServiceProvider Services => services;

    public static async Task<TestDatabase> CreateAsync(params IModule[] modules) => await CreateAsync(_ => { }, modules);

    public static async Task<TestDatabase> CreateAsync(Action<IServiceCollection> also, params IModule[] modules)
    {
        var database = await AtAsync(await FreshAddressAsync(), also, modules);
        await database.AddTenantsAsync();
        database.isOurs = true;
        return database;
    }

    /// <summary>The product on a database that somebody else made and removes.</summary>
    public static async Task<TestDatabase> AtAsync(string address, Action<IServiceCollection>? also = null, params IModule[] modules)
    {
        var collection = new ServiceCollection();
        var clock = new FixedClock();
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        collection.AddPlatform(new ModuleList(modules), address, new ConfigurationBuilder().Build());
        collection.AddDataProtection().UseEphemeralDataProtectionProvider();
        also?.Invoke(collection);
        ShareModel(collection);
        var database = new TestDatabase(address, collection.BuildServiceProvider(validateScopes: true)) { Clock = clock };
        await DatabaseSetup.PrepareAsync(database.Services, CancellationToken.None);
        return database;
    }

    /// <summary>Where nobody reads the log, takes the logger factory of all tests, and so EF's model of all tables with it.</summary>
    public static void ShareModel(IServiceCollection services)
    {
        if (services.All(service => service.ServiceType != typeof(ILoggerProvider))) services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(Silent));
    }

    /// <summary>An empty database of the engine that this run tests on; give it back with <see cref="RemoveAsync"/>.</summary>
    public static async Task<string> FreshAddressAsync()
    {
        if (TestContext.Current.TestClass is { } testing && !testing.Traits.ContainsKey(StorageAttribute.Trait))
            throw new InvalidOperationException($"{testing.TestClassSimpleName} uses a database: mark it [Storage], so that it runs on both engines.");
        return PostgresServer.IsChosen ? await PostgresServer.TakeDatabaseAsync() : await FreshFileAsync();
    }

    /// <summary>An empty embedded database, whatever engine the run tests on.</summary>
    public static async Task<string> FreshFileAsync()
    {
        var path = Path.Combine(Path.GetTempPath(), $"entrepot-test-{Guid.NewGuid():N}.db");
        await File.WriteAllBytesAsync(path, await Migrated.Value);
        return "sqlite:" + path;
    }

    /// <summary>A migrated file, which every test gets a copy of: all migrations take longer than most tests.</summary>
    private static readonly Lazy<Task<byte[]>> Migrated = new(async () =>
    {
        var path = Path.Combine(Path.GetTempPath(), $"entrepot-test-{Guid.NewGuid():N}.db");
        await MigratedDatabase.MakeAsync("sqlite:" + path);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools(); // The last one to close moves the log into the file.
        var file = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        return file;
    });

    public static async Task RemoveAsync(string address)
    {
        if (!address.StartsWith("sqlite:", StringComparison.Ordinal))
        {
            await PostgresServer.GiveBackAsync(address);
            return;
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var path = address["sqlite:".Length..];
        foreach (var file in new[] { path, path + "-wal", path + "-shm" }) File.Delete(file);
    }

    /// <summary>Runs a statement as the owner of the tables, whom no policy holds back: plants what no part of the product could.</summary>
    public async Task ExecuteAsOwnerAsync(string sql)
    {
        if (PostgresServer.IsChosen)
        {
            await PostgresServer.ExecuteAsync(sql, Address);
            return;
        }

        await using var scope = As(Ours);
        await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>A scope that acts as the system for one company.</summary>
    public AsyncServiceScope As(TenantId tenant)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(tenant);
        return scope;
    }

    /// <summary>Runs something in one unit of work of our company and commits it.</summary>
    public async Task<T> InUnitAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = As(Ours);
        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(CancellationToken.None);
        var answer = await act(scope.ServiceProvider);
        (await unit.CommitAsync(CancellationToken.None)).IsOk.ShouldBeTrue();
        return answer;
    }

    public Task InUnitAsync(Func<IServiceProvider, Task> act) => InUnitAsync(async provider =>
    {
        await act(provider);
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (isOurs) await RemoveAsync(Address);
    }

    private async Task AddTenantsAsync()
    {
        await using var scope = As(Ours);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(CancellationToken.None);
        db.Add(new Tenant { Id = Ours, Code = "ours", Name = "Ours", Currency = "EUR", CreatedAt = Noon });
        db.Add(new Tenant { Id = Theirs, Code = "theirs", Name = "Theirs", Currency = "USD", CreatedAt = Noon });
        await unit.CommitAsync(CancellationToken.None);
    }

    /// <summary>A clock that stands until a test moves it.</summary>
    public sealed class FixedClock : TimeProvider
    {
        public DateTime Now { get; set; } = Noon;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => new(Now);

        public override long GetTimestamp() => Now.Ticks;
    }
}
