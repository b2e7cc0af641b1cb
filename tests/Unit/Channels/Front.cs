using Entrepot.Channels;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Channels;

/// <summary>A company with one shop, and what tests ask of its front door.</summary>
internal static class Front
{
    public static readonly SalesChannelId Shop = new(71);
    public static readonly CancellationToken Ct = CancellationToken.None;

    public static Task<TestDatabase> OpenAsync() => OpenAsync(_ => { });

    public static async Task<TestDatabase> OpenAsync(Action<IServiceCollection> also)
    {
        var database = await TestDatabase.CreateAsync(
            services =>
            {
                CatalogueStandIns.In(services);
                also(services);
            },
            new Entrepot.Catalog.CatalogModule(), new ChannelsModule());
        await database.InUnitAsync(async services =>
            (await services.GetRequiredService<ISalesChannels>().AddAsync(new(Shop, "shop", "Our shop", "file", "GBP"), Ct)).IsOk.ShouldBeTrue());
        return database;
    }

    public static IncomingOrder AnOrder(string number, params IncomingLine[] lines) => new()
    {
        ExternalNumber = number,
        PlacedAt = TestDatabase.Noon,
        Currency = "GBP",
        ShipTo = new() { Name = "Ada Lovelace", Line1 = "12 St James's Square", City = "London", Postcode = "SW1Y 4JH", Country = "GB" },
        BuyerId = "ada",
        Lines = lines.Length > 0 ? lines : [ALine("1", 2)],
    };

    public static IncomingLine ALine(string id, long quantity, string code = "KETTLE", long cancelled = 0) => new()
    {
        ExternalLineId = id,
        Code = code,
        Quantity = quantity,
        CancelledQuantity = cancelled,
        UnitPriceMicros = 2_550_000,
        AmountMinor = 255 * quantity,
    };

    public static async Task<IReadOnlyList<IntakeAnswer>> AcceptAsync(this TestDatabase database, params IncomingOrder[] orders)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IOrderIntake>().AcceptAsync(Shop, orders, new string?[orders.Length], Ct);
    }

    public static async Task<IReadOnlyList<CancellationOutcome>> CancelAsync(this TestDatabase database, params IncomingCancellation[] cancellations)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IOrderIntake>().CancelAsync(Shop, cancellations, Ct);
    }

    public static async Task<IReadOnlyList<WaitingOrder>> WaitingAsync(this TestDatabase database, int limit = 100_000)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IWaitingOrders>().NextAsync(limit, Ct);
    }

    /// <summary>The journey's part: each waiting order gets the id of an order in the book.</summary>
    public static Task<IReadOnlyList<(long IncomingId, OrderId Order)>> TakeAllAsync(this TestDatabase database) => database.InUnitAsync(async services =>
    {
        var waiting = services.GetRequiredService<IWaitingOrders>();
        IReadOnlyList<(long, OrderId)> taken = [.. (await waiting.NextAsync(100_000, Ct)).Select(order => (order.IncomingId, new OrderId(order.IncomingId + 1_000_000)))];
        waiting.Taken(taken);
        return taken;
    });

    /// <summary>Remembers every cancellation that the order book would hear of.</summary>
    public sealed class Listener : IWorkHandler
    {
        public List<OrderLinesCancelled> Heard { get; } = [];
        public string Kind => "test.lines_cancelled";

        public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
        {
            Heard.AddRange(items.Select(item => item.Read<OrderLinesCancelled>()));
            return Task.CompletedTask;
        }

        public void Register(IServiceCollection services) =>
            services.AddSingleton(new EventSubscription(typeof(OrderLinesCancelled), Kind)).AddSingleton<IWorkHandler>(this);

        public async Task<IReadOnlyList<OrderLinesCancelled>> AfterWorkAsync(TestDatabase database)
        {
            await database.Services.GetRequiredService<WorkRunner>().RunDueAsync(TestDatabase.Ours, Ct);
            return Heard;
        }
    }
}
