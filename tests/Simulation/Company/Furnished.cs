using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Entrepot.Platform.Security;
using Entrepot.Sandbox.Carriers;
using Entrepot.Simulation.Carriers;
using Entrepot.Simulation.Engine;
using Entrepot.Transport.Contracts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entrepot.Simulation.Company;

/// <summary>The company before the first order, migrated and furnished once: each seed begins with a copy.</summary>
internal static class Furnished
{
    public static readonly TenantId Ours = new(1);
    public static readonly SalesChannelId Shop = new(71);
    public static readonly DateTime Noon = new(2026, 11, 2, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>All processes, those of the template too, read each other's sealed secrets.</summary>
    private static readonly EphemeralDataProtectionProvider Keys = new();

    private static (Store Store, Dictionary<string, ProductId> Products)? made;

    public static Dictionary<string, ProductId> Products => Made.Products;

    private static (Store Store, Dictionary<string, ProductId> Products) Made => made ?? throw new InvalidOperationException("The company is not furnished yet.");

    public static Store Copy() => Made.Store.Copy();

    /// <summary>Once, before the first seed.</summary>
    public static async Task FurnishAsync() => made ??= await MakeAsync();

    /// <summary>The product's own wiring, on this database and with this clock.</summary>
    public static IServiceCollection Services(string address, TimeProvider clock)
    {
        var services = new ServiceCollection();
        // EF keeps one set of its own services per logger factory: with one for all, a process starts in milliseconds.
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddLogging();
        services.AddSingleton(clock);
        services.AddPlatform(new ModuleList(AllModules.List()), address, new ConfigurationBuilder().Build());
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(Keys));
        return services;
    }

    private static async Task<(Store, Dictionary<string, ProductId>)> MakeAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), $"entrepot-simulation-{Guid.NewGuid():N}.db"); // Migrations use several connections at once, which a file can and memory cannot.
        try
        {
            var products = await MakeAsync("sqlite:" + file);
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            return (Store.Of(file), products);
        }
        finally
        {
            foreach (var part in new[] { file, file + "-wal", file + "-shm" }) File.Delete(part);
        }
    }

    /// <summary>The same company in another database.</summary>
    /// <returns>Its products by SKU.</returns>
    public static async Task<Dictionary<string, ProductId>> MakeAsync(string address)
    {
        await using var services = Services(address, new SimulatedClock(Noon)).BuildServiceProvider();
        await DatabaseSetup.PrepareAsync(services, CancellationToken.None);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(Ours);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(CancellationToken.None);
        db.Add(new Tenant { Id = Ours, Code = "ours", Name = "Ours", Currency = "EUR", CreatedAt = Noon });
        var products = await FurnishAsync(scope.ServiceProvider);
        (await unit.CommitAsync(CancellationToken.None)).IsOk.ShouldBeTrue();
        return products;
    }

    private static async Task<Dictionary<string, ProductId>> FurnishAsync(IServiceProvider provider)
    {
        var ct = CancellationToken.None;
        (await provider.GetRequiredService<ISalesChannels>().AddAsync(new(Shop, "shop", "Our shop", "api", "EUR"), ct)).IsOk.ShouldBeTrue();
        foreach (var site in Goods.Sites) (await provider.GetRequiredService<IWarehouses>().AddAsync(site, ct)).IsOk.ShouldBeTrue();
        foreach (var (carrier, path, account) in new[] { ("ups", SandboxCarriers.UpsPath, "A1B2C3"), ("dhl-express", SandboxCarriers.DhlExpressPath, "300000001"), ("dhl-parcel-de", SandboxCarriers.DhlParcelDePath, "3333333333") })
        {
            var options = new Dictionary<string, string> { ["user"] = "sandbox", ["password"] = "sandbox", ["tracking-user"] = "sandbox", ["tracking-password"] = "sandbox" };
            (await provider.GetRequiredService<ITransportSetup>().SetAccountAsync(new(carrier, new(Peers.Host + path), account, "sandbox", "sandbox", options, TimeSpan.FromHours(3)), ct)).IsOk.ShouldBeTrue();
        }

        var added = await provider.GetRequiredService<ICatalogEditing>().AddAsync(Goods.All, ct);
        return Goods.All.Zip(added).ToDictionary(pair => pair.First.Product.Sku, pair => pair.Second.Value, StringComparer.Ordinal);
    }
}
