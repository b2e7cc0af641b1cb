using Entrepot.Identity.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Modules;
using Entrepot.Server.Demo;
using Entrepot.Server.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Faults;

/// <summary>
/// One installation of the product for one scenario: a data folder, a database, a company with plenty in stock, and the
/// carriers it ships with. Servers come and go on it; this, the carriers and the ledger of what was acknowledged stay.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    /// <summary>So much of every product in every warehouse that no scenario sells out.</summary>
    private const long Plenty = 1_000_000;

    private static readonly CancellationToken Ct = CancellationToken.None;

    private static readonly string[] Permissions =
    [
        "orders.intake", "orders.view", "orders.release", "orders.cancel", "holds.decide", "imports.run", "imports.view", "stock.view", "stock.adjust", "overview.view", "money.view",
        "warehouse.view", "warehouse.wave", "warehouse.pick", "warehouse.pack", "warehouse.handover",
        "rules.view", "rules.edit", "customs.view", "customs.edit", "catalog.view", "catalog.edit", "settings.edit", "orders.edit", "transport.view", "transport.print", "users.manage", "work.view", "work.edit",
    ];

    private readonly ServiceProvider services;
    private readonly List<ServerProcess> servers = [];
    private readonly PostgresProcess? postgres;

    private Installation(string folder, string database, ServiceProvider services, PostgresProcess? postgres) =>
        (Folder, Database, this.services, this.postgres) = (folder, database, services, postgres);

    public string Folder { get; }

    /// <summary>Where the world around it keeps its own: carriers' books and what servers wrote to their logs.</summary>
    public string Outside { get; } = Directory.CreateTempSubdirectory("entrepot-outside-").FullName;

    /// <summary>As <c>--database</c> takes it.</summary>
    public string Database { get; }

    /// <summary>The time of shops and carriers.</summary>
    public TimeProvider Clock { get; private init; } = TimeProvider.System;

    public TenantId Company { get; private set; }

    /// <summary>An API key that may do everything the scenarios do.</summary>
    public string Key { get; private set; } = "";

    public CarrierWorld Carriers { get; private set; } = null!;

    public IServiceProvider Services => services;

    /// <summary>Whether all was well, so that nobody needs to look at its folder any more.</summary>
    public bool IsDone { get; set; }

    public IReadOnlyList<ServerProcess> Servers => servers;

    /// <param name="data">Where its data shall lie, e.g. on a disk of its own; null for a new folder.</param>
    /// <param name="ahead">How far the world around it is ahead of this machine's clock.</param>
    public static Task<Installation> OnSqliteAsync(string? data = null, TimeSpan ahead = default)
    {
        data ??= NewFolder();
        return FoundAsync(data, "sqlite:" + Path.Combine(data, "entrepot.db"), null, ahead);
    }

    /// <param name="server">Belongs to the installation from now on and ends with it.</param>
    public static async Task<Installation> OnPostgresAsync(PostgresProcess server) => await FoundAsync(NewFolder(), await server.CreateDatabaseAsync(), server);

    /// <param name="database">Somebody else's, who ends it.</param>
    public static Task<Installation> OnAddressAsync(string database) => FoundAsync(NewFolder(), database, null);

    private static string NewFolder() => Directory.CreateTempSubdirectory("entrepot-faults-").FullName;

    private static async Task<Installation> FoundAsync(string folder, string database, PostgresProcess? postgres, TimeSpan ahead = default)
    {
        var installation = new Installation(folder, database, Wire(folder, database), postgres) { Clock = new ShiftedClock(ahead) };
        await DatabaseSetup.PrepareAsync(installation.services, Ct);
        installation.Carriers = await CarrierWorld.OpenAsync(installation.Outside, installation.Clock);
        var company = await FirstCompany.EnsureAsync(installation.services, Founding.DemoWithoutWorld, _ => { }, Ct);
        installation.Company = company.Id;
        await installation.FurnishAsync(company.Id);
        return installation;
    }

    private static ServiceProvider Wire(string folder, string database)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Entrepot:Keys", Path.Combine(folder, "keys")), new("Entrepot:Data", folder)]).Build();
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(configuration);
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        collection.AddHttpClient();
        collection.AddSingleton(_ => new FontLibrary(Path.Combine(ServerProcess.Program, "fonts")));
        collection.AddPlatform(new ModuleList(AllModules.List()), database, configuration);
        return collection.BuildServiceProvider();
    }

    /// <summary>Stock, carriers' accounts and the key.</summary>
    private async Task FurnishAsync(TenantId company)
    {
        await using (var scope = services.As(company, "faults"))
        {
            await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(Ct);
            await Carriers.ConnectAsync(scope.ServiceProvider, Ct);
            var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
            var kept = await db.QueryAsync("SELECT warehouse_id, product_id FROM inventory_stock WHERE tenant_id = @p0", row => (row.GetInt64(0), row.GetInt64(1)), Ct, company.Value);
            await scope.ServiceProvider.GetRequiredService<IStock>().ReceiveAsync([.. kept.Select(lot => new StockReceipt(new(lot.Item1), new(lot.Item2), Plenty, "plenty"))], Ct);
            (await unit.CommitAsync(Ct)).ShouldBe(Result.Ok);
        }

        await using var later = services.As(company, "faults");
        Key = (await later.ServiceProvider.GetRequiredService<IIdentitySetup>().CreateApiKeyAsync(company, "faults", Permissions, Ct)).Value;
    }

    /// <summary>Changes something past all servers, as another process of the installation would.</summary>
    public async Task DoAsync(Func<IServiceProvider, Task> act)
    {
        await using var scope = services.As(Company, "faults");
        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(Ct);
        await act(scope.ServiceProvider);
        (await unit.CommitAsync(Ct)).ShouldBe(Result.Ok);
    }

    /// <summary>Starts a server on this installation and waits until it takes requests.</summary>
    /// <param name="arguments">What stands after <c>serve</c>.</param>
    public Task<ServerProcess> ServeAsync(string arguments = "", params (string Name, string Value)[] settings) => ServeAsync(arguments, [], settings);

    /// <param name="runBy">A program and its arguments that run the server, e.g. <c>faketime</c>.</param>
    public async Task<ServerProcess> ServeAsync(string arguments, IReadOnlyList<string> runBy, params (string Name, string Value)[] settings)
    {
        var server = new ServerProcess(this, arguments, settings) { RunBy = runBy };
        servers.Add(server);
        await server.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers) await server.DisposeAsync();
        await services.DisposeAsync();
        await Carriers.DisposeAsync();
        if (postgres is not null) await postgres.DisposeAsync();
        else SqliteConnection.ClearAllPools();
        if (!IsDone) return;
        Directory.Delete(Folder, recursive: true);
        Directory.Delete(Outside, recursive: true);
    }
}
