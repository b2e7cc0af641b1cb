using Entrepot.Catalog.Contracts;
using Entrepot.Inventory;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Work;
using Entrepot.Printing;
using Entrepot.Transport.Contracts;
using Entrepot.Unit.Inventory;
using Entrepot.Warehouse;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Warehouse;

/// <summary>
/// A warehouse SZX with nine bins, mugs (300 g) in the first and lamps (1,200 g) in the last; books (500 g) have no bin.
/// Transport and catalogue are played by small fakes.
/// </summary>
internal sealed class FloorWorld : IAsyncDisposable
{
    public static readonly CancellationToken Ct = CancellationToken.None;
    public static readonly WarehouseId Szx = new(1);
    public static readonly ProductId Mug = new(10);
    public static readonly ProductId Lamp = new(20);
    public static readonly ProductId Book = new(30);

    private readonly TestDatabase database;
    private long next = 100;

    private FloorWorld(TestDatabase database, DeskWithoutCarrier desk) => (this.database, Desk) = (database, desk);

    public DeskWithoutCarrier Desk { get; }
    public TestDatabase Database => database;

    public static async Task<FloorWorld> CreateAsync()
    {
        var desk = new DeskWithoutCarrier();
        var database = await TestDatabase.CreateAsync(
            services =>
            {
                services.AddScoped<Entrepot.Customs.Contracts.ICustomsPapers, NoPapers>();
                services.AddSingleton<IConsignments>(desk).AddSingleton<IManifests>(desk).AddSingleton<ICatalog>(new ThreeProducts());
                services.AddSubscriber<FulfilmentShort, Witness>("test.short").AddSubscriber<FulfilmentPacked, Witness>("test.packed").AddSubscriber<FulfilmentHandedOver, Witness>("test.handed_over");
            },
            new PrintingModule(), new InventoryModule(), new WarehouseModule());
        var world = new FloorWorld(database, desk);
        await database.InUnitAsync(async provider =>
        {
            (await provider.GetRequiredService<IWarehouses>().AddAsync(StoredWorld.AWarehouse(1, "SZX", "Asia/Shanghai"), Ct)).IsOk.ShouldBeTrue();
            (await provider.GetRequiredService<IWarehouses>().AddAsync(StoredWorld.AWarehouse(2, "LAX", "America/Los_Angeles"), Ct)).IsOk.ShouldBeTrue();
            var bins = provider.GetRequiredService<IBins>();
            await bins.AddAsync([.. Enumerable.Range(0, 9).Select(i => new Bin(new(i + 1), Szx, "A", 1 + (i / 3), 1 + (i % 3), 1, 1_000 + (i / 3 * 3_000), 1_000 + (i % 3 * 2_000)))], Ct);
            await bins.AssignAsync([new(Szx, Mug, new(1)), new(Szx, Lamp, new(9))], Ct);
        });
        return world;
    }

    /// <summary>A planned fulfilment order with these pieces; its consignment plans one carton of 100 g.</summary>
    public async Task<FulfilmentOrderId> PlanAsync(params (ProductId Product, long Quantity)[] goods) => await PlanAsync("ups/standard", 0, null, goods);

    public async Task<FulfilmentOrderId> PlanAsync(string service, int priority, DateTime? shipBy, params (ProductId Product, long Quantity)[] goods)
    {
        var id = new FulfilmentOrderId(++next);
        var consignment = new ConsignmentId(id.Value + 10_000);
        Desk.Plan(consignment, id, service, goods.Sum(line => line.Quantity * ThreeProducts.Grams(line.Product)) + 100);
        await database.InUnitAsync(provider =>
        {
            provider.GetRequiredService<IFulfilment>().Create([new(id, OrderOf(id), $"SO-{id.Value}", Szx, consignment, service, "Ana Diaz", "ES", priority, shipBy,
                [.. goods.Select((line, i) => new NewFulfilmentLine(new(i + 1), line.Product, ThreeProducts.Sku(line.Product), ThreeProducts.Sku(line.Product), "", ThreeProducts.Gtin(line.Product), line.Quantity))])]);
            return Task.CompletedTask;
        });
        return id;
    }

    public static OrderId OrderOf(FulfilmentOrderId id) => new(id.Value + 20_000);

    /// <summary>Planned, released and picked.</summary>
    public async Task<FulfilmentOrderId> PickedAsync(params (ProductId Product, long Quantity)[] goods)
    {
        var id = await PlanAsync(goods);
        await FloorAsync(floor => floor.ReleaseAllAsync(null, Ct));
        await PickEverythingAsync();
        return id;
    }

    public async Task PickEverythingAsync()
    {
        var stops = await FloorAsync(floor => floor.OpenStopsAsync(null, Ct));
        var answers = await FloorAsync(floor => floor.PickAsync([.. stops.Select(stop => new PickConfirmation(stop.Task, stop.Bin, stop.Sku, stop.Quantity, false))], Ct));
        answers.Value.ShouldAllBe(answer => answer.IsOk);
    }

    /// <summary>Picked, packed as proposed, and booked by the carrier.</summary>
    public async Task<FulfilmentOrderId> LabelledAsync(params (ProductId Product, long Quantity)[] goods)
    {
        var id = await PickedAsync(goods);
        (await FloorAsync(floor => floor.PackAsync([AsProposed(id, goods)], Ct))).Value.Single().Problem.ShouldBeNull();
        await BookedAsync(id);
        return id;
    }

    public static PackRequest AsProposed(FulfilmentOrderId id, params (ProductId Product, long Quantity)[] goods) => new(
        id, [.. goods.Select(line => new PackedItem(ThreeProducts.Sku(line.Product), line.Quantity))], [AParcel(goods.Sum(line => line.Quantity * ThreeProducts.Grams(line.Product)) + 100)], false);

    public static WeighedParcel AParcel(long grams) => new("C01", new(200, 150, 70), grams);

    /// <summary>The carrier answered; every subscriber hears it.</summary>
    public async Task BookedAsync(FulfilmentOrderId id)
    {
        await PublishAsync(new ConsignmentBooked(new(id.Value + 10_000), OrderOf(id), id, ["1Z999"], new(500, "EUR")));
        await RunWorkAsync();
    }

    public Task PublishAsync<TEvent>(TEvent happened) where TEvent : notnull => database.InUnitAsync(provider =>
    {
        provider.GetRequiredService<WorkQueue>().Publish("test", happened);
        return Task.CompletedTask;
    });

    public async Task RunWorkAsync()
    {
        while (await database.Services.GetRequiredService<WorkRunner>().RunDueAsync(TestDatabase.Ours, Ct) > 0) { }
    }

    public async Task<T> FloorAsync<T>(Func<IFloor, Task<T>> act) => await AsAsync(provider => act(provider.GetRequiredService<IFloor>()));

    public async Task<T> AsAsync<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await act(scope.ServiceProvider);
    }

    public Task<FulfilmentInfo> FindAsync(FulfilmentOrderId id) => AsAsync(async provider => (await provider.GetRequiredService<IFulfilment>().FindAsync([id], Ct)).Single());

    /// <summary>The newest wave as its page shows it.</summary>
    public Task<WaveDetailView?> FindWaveAsync() => AsAsync(async provider =>
    {
        var board = await provider.GetRequiredService<FulfilmentBoard>().RunAsync(ListUrl.Of("/warehouse", ""), Ct);
        return await provider.GetRequiredService<WalkQueries>().WaveAsync(new(board.Waves[0].Id), Ct);
    });

    public async Task<FulfilmentStatus> StatusAsync(FulfilmentOrderId id) => (await FindAsync(id)).Status;

    public Task<Result> CancelAsync(FulfilmentOrderId id) =>
        database.InUnitAsync(async provider => (await provider.GetRequiredService<IFulfilment>().CancelAsync([OrderOf(id)], Ct)).Single());

    /// <summary>Events of one kind that were published and not taken by anybody else.</summary>
    public async Task<List<string>> SeenAsync(string kind) =>
        await AsAsync(provider => provider.GetRequiredService<EntrepotDb>().QueryAsync("SELECT payload FROM platform_work WHERE kind = @p0 ORDER BY id", row => row.GetString(0), Ct, kind));

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>Never runs: the published items stay where the tests can read them.</summary>
    private sealed class Witness : IWorkHandler
    {
        public string Kind => "test.nobody";

        public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct) => Task.CompletedTask;
    }
}
