using System.Data.Common;
using System.Globalization;
using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Journey;
using Entrepot.Journey.Features;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>
/// A company as the product wires it, with a shop, warehouses in Frankfurt, Shenzhen and Los Angeles, and a few products.
/// Nothing is in stock until a test puts it there.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public static readonly CancellationToken Ct = CancellationToken.None;
    public static readonly SalesChannelId Shop = new(71);
    public static readonly WarehouseId Fra = new(1);
    public static readonly WarehouseId Szx = new(2);
    public static readonly WarehouseId Lax = new(3);

    private int receipts;

    private World(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    /// <summary>Products by SKU, as the catalogue numbered them.</summary>
    public Dictionary<string, ProductId> Products { get; } = new(StringComparer.Ordinal);

    public static async Task<World> OpenAsync(Action<IServiceCollection>? also = null)
    {
        var world = new World(await TestDatabase.CreateAsync(
            services =>
            {
                NobodyIsListed.StandIn(services);
                also?.Invoke(services);
            },
            AllModules.List()));
        await world.Database.InUnitAsync(world.FurnishAsync);
        return world;
    }

    public async Task StockAsync(string sku, WarehouseId warehouse, long quantity) => await Database.InUnitAsync(provider =>
        provider.GetRequiredService<IStock>().ReceiveAsync([new(warehouse, Products[sku], quantity, string.Create(CultureInfo.InvariantCulture, $"receipt/{++receipts}"))], Ct));

    public Task ExpectAsync(string sku, WarehouseId warehouse, long quantity, DateOnly day) => Database.InUnitAsync(provider =>
        provider.GetRequiredService<IInbound>().ExpectAsync([new(new(9_000 + ++receipts), warehouse, Products[sku], quantity, day, string.Create(CultureInfo.InvariantCulture, $"order/{receipts}"))], Ct));

    /// <summary>Plenty of everything that can be shipped, in all warehouses.</summary>
    public async Task StockAllAsync(long quantity = 1_000)
    {
        foreach (var sku in Goods.Plain)
            foreach (var warehouse in new[] { Fra, Szx, Lax }) await StockAsync(sku, warehouse, quantity);
    }

    public async Task AcceptAsync(params IncomingOrder[] orders)
    {
        foreach (var part in orders.Chunk(IOrderIntake.BatchMax))
        {
            var answers = await AsAsync(provider => provider.GetRequiredService<IOrderIntake>().AcceptAsync(Shop, part, new string?[part.Length], Ct));
            answers.ShouldAllBe(answer => answer.Outcome == IntakeOutcome.Accepted);
        }
    }

    /// <summary>Runs everything that waits.</summary>
    public Task<JourneyCounts> RunAsync() => Database.Services.GetRequiredService<JourneyRunner>().DrainAsync(TestDatabase.Ours, Ct);

    /// <summary>Accepted and run; how the orders stand then, in the same order.</summary>
    public async Task<IReadOnlyList<Standing>> JourneyAsync(params IncomingOrder[] orders)
    {
        await AcceptAsync(orders);
        await RunAsync();
        return await StandingAsync([.. orders.Select(order => order.ExternalNumber)]);
    }

    public async Task<Standing> OneAsync(IncomingOrder order) => (await JourneyAsync(order)).Single();

    /// <summary>Back to the start of the journey, with an edit or a reason let pass; it runs with the next batch.</summary>
    public async Task RestartAsync(OrderId order, Func<IncomingOrder, IncomingOrder>? change = null, string? waive = null) => (await InUnitAsync(provider =>
        provider.GetRequiredService<IOrderBook>().RestartAsync([new(order, "released", "", change, waive)], Database.Clock.Now, Ct))).Single().ShouldBe(Result.Ok);

    public Task<Result> CancelAsync(OrderId order, string reason = "The buyer changed their mind.") => AsAsync(provider => provider.GetRequiredService<CancelOrder>().RunAsync(order, reason, Ct));

    /// <summary>Works off all events and calls that are due.</summary>
    public async Task WorkAsync()
    {
        while (await Database.Services.GetRequiredService<WorkRunner>().RunDueAsync(TestDatabase.Ours, Ct) > 0) { }
    }

    /// <summary>Publishes an event as if its module did.</summary>
    public Task TellAsync<TEvent>(TEvent happened) where TEvent : notnull => InUnitAsync(provider =>
    {
        provider.GetRequiredService<WorkQueue>().Publish("test", happened);
        return Task.FromResult(true);
    });

    public async Task<T> AsAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = Database.As(TestDatabase.Ours);
        return await act(scope.ServiceProvider);
    }

    /// <summary>Plants something, past all modules; <c>@p0</c> is the company.</summary>
    public Task ExecuteAsync(string sql) => InUnitAsync(provider =>
    {
        var db = provider.GetRequiredService<EntrepotDb>();
        db.Writes.Execute(sql, false, db.Tenant.Value);
        return Task.FromResult(true);
    });

    /// <summary>Reads past all modules; <c>@p0</c> is the company.</summary>
    public Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> map) => AsAsync(provider =>
    {
        var db = provider.GetRequiredService<EntrepotDb>();
        return db.QueryAsync(sql, map, Ct, db.Tenant.Value);
    });

    public Task<T> InUnitAsync<T>(Func<IServiceProvider, Task<T>> act) => Database.InUnitAsync(act);

    public Task<IReadOnlyList<Standing>> StandingAsync(params IReadOnlyList<string> numbers) => AsAsync(provider => Standing.OfAsync(provider, numbers));

    public async Task<Standing> StandingAsync(string number) => (await StandingAsync([number])).Single();

    /// <summary><c>warehouse: on hand-reserved</c> of one product, in warehouse order, empty ones left out.</summary>
    public async Task<string> LevelsAsync(string sku)
    {
        var levels = await AsAsync(provider => provider.GetRequiredService<IStock>().LevelsAsync([Products[sku]], Ct));
        return string.Join(", ", levels.Where(level => level.OnHand > 0 || level.Reserved > 0).OrderBy(level => level.Warehouse.Value).Select(level => $"{Code(level.Warehouse)}: {level.OnHand}-{level.Reserved}"));
    }

    public static string Code(WarehouseId warehouse) => warehouse == Fra ? "FRA" : warehouse == Szx ? "SZX" : warehouse == Lax ? "LAX" : "?";

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private async Task FurnishAsync(IServiceProvider provider)
    {
        (await provider.GetRequiredService<ISalesChannels>().AddAsync(new(Shop, "shop", "Our shop", "api", "EUR"), Ct)).IsOk.ShouldBeTrue();
        foreach (var site in Sites) (await provider.GetRequiredService<IWarehouses>().AddAsync(site, Ct)).IsOk.ShouldBeTrue();

        var added = await provider.GetRequiredService<ICatalogEditing>().AddAsync(Goods.All, Ct);
        foreach (var (product, id) in Goods.All.Zip(added)) Products[product.Product.Sku] = id.Value;
    }

    private static readonly WarehouseSite[] Sites =
    [
        Site(Fra, "DE", "Kelsterbach", "65451", "", 50.06, 8.53, "Europe/Berlin"),
        Site(Szx, "CN", "深圳", "518103", "广东省", 22.68, 113.81, "Asia/Shanghai"),
        Site(Lax, "US", "Los Angeles", "90045", "CA", 33.94, -118.37, "America/Los_Angeles"),
    ];

    private static WarehouseSite Site(WarehouseId id, string country, string city, string postcode, string province, double north, double east, string zone) =>
        new(id, Code(id), city, new Address { Name = "Ours", Line1 = "1 Cargo Road", City = city, Postcode = postcode, Province = province, Country = country, Phone = "+49 69 1234567" }, north, east, zone, new TimeOnly(16, 0), IsActive: true);
}
