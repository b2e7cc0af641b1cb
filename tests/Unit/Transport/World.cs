using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Sandbox.Carriers;
using Entrepot.Transport;
using Entrepot.Transport.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Transport;

/// <summary>The transport module with its database, a listener to its events, and the sandbox's carriers; all clocks go together.</summary>
internal sealed class World : IAsyncDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly OrderId Order = new(7);
    private static readonly ConsignmentId Id = new(100);

    private readonly SandboxHost carriers;
    private readonly Listener listener;

    private World(TestDatabase database, SandboxHost carriers, Listener listener) => (Database, this.carriers, this.listener) = (database, carriers, listener);

    public TestDatabase Database { get; }

    public static async Task<World> StartAsync(bool accounts = true, Action<IServiceCollection>? also = null, SandboxCarrierOptions? options = null)
    {
        var listener = new Listener();
        var carriers = await SandboxHost.StartAsync(options);
        var database = await TestDatabase.CreateAsync(services =>
        {
            also?.Invoke(services);
            foreach (var type in Listener.Types) services.AddSingleton(new EventSubscription(type, "test." + type.Name)).AddSingleton<IWorkHandler>(new Listener.For(listener, type));
        }, new TransportModule());
        var world = new World(database, carriers, listener);
        if (accounts) await database.InUnitAsync(world.AddAccountsAsync);
        return world;
    }

    public IReadOnlyList<T> Events<T>() => [.. listener.Heard.OfType<T>()];

    public void Pass(TimeSpan time)
    {
        Database.Clock.Now += time;
        carriers.Clock.Now += time;
    }

    public SandboxHost Carriers => carriers;

    public ValueTask StopCarriersAsync() => carriers.DisposeAsync();

    public Task PlanAsync(string service, string city = "London", ConsignmentId? id = null) => Database.InUnitAsync(provider =>
    {
        var booking = Bookings.ToLondon("");
        var plan = new TransportPlan(service, "A service", [new("C05", new(311, 221, 148), 2_830, [(new(1), 2)])], 2_830, new(1_995, "EUR"), [], 2, 4, new("transport", service, ""));
        provider.GetRequiredService<IConsignments>().Plan([new(
            id ?? Id, Order, new(200), new(300), $"SO-1001-{(id ?? Id).Value}", booking.ShipFrom, booking.ShipTo with { City = city }, plan, booking.GoodsValue, booking.Incoterm, booking.Description, null)]);
        return Task.CompletedTask;
    });

    public async Task BookAsync(ConsignmentId? id = null) => (await BookResultAsync(id)).ShouldBe(Result.Ok);

    public async Task<Result> BookResultAsync(ConsignmentId? id = null) => (await Database.InUnitAsync(provider => provider.GetRequiredService<IConsignments>()
        .BookAsync([new(id ?? Id, [new("C05", new(311, 221, 148), 2_350), new("C02", new(206, 156, 78), 480)])], Ct)))[0];

    public async Task HandOverAsync() => (await HandOverResultAsync()).ShouldBe(Result.Ok);

    public Task<Result> HandOverResultAsync() => Database.InUnitAsync(provider => provider.GetRequiredService<IConsignments>().HandOverAsync([Id], Database.Clock.Now, Ct));

    public async Task<Result> VoidAsync() => (await Database.InUnitAsync(provider => provider.GetRequiredService<IConsignments>().VoidAsync([Order], Ct)))[0];

    public async Task<ConsignmentInfo> InfoAsync()
    {
        await using var scope = Database.As(TestDatabase.Ours);
        return (await scope.ServiceProvider.GetRequiredService<IConsignments>().FindAsync([Id], Ct)).ShouldHaveSingleItem();
    }

    /// <summary>Runs the queue until nothing is due.</summary>
    /// <param name="between">Happens between the carrier's answer to a booking and our writing it down.</param>
    public async Task WorkAsync(Func<Task<Result>>? between = null)
    {
        if (between is not null) await CallAndApplyAsync("transport.book", between);
        while (await Database.Services.GetRequiredService<WorkRunner>().RunDueAsync(TestDatabase.Ours, Ct) > 0) { }
    }

    public async Task WorkForAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(5))
        {
            Pass(TimeSpan.FromSeconds(5));
            await WorkAsync();
        }
    }

    /// <summary>The call of the one item of this kind, with the attempt counted as the runner does, and nothing written.</summary>
    public async Task<object> CallOnlyAsync(string kind)
    {
        var item = await Database.InUnitAsync(async provider =>
        {
            var stored = await provider.GetRequiredService<EntrepotDb>().Set<WorkItem>().AsTracking().SingleAsync(row => row.Kind == kind, Ct);
            stored.Attempts++;
            return stored;
        });
        await using var scope = Database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetServices<IExternalWork>().Single(work => work.Kind == kind).CallAsync(item, Ct);
    }

    /// <summary>As with a carrier that gives none.</summary>
    public Task ForgetLabelsAsync() => Database.InUnitAsync(provider =>
    {
        var db = provider.GetRequiredService<EntrepotDb>();
        db.Writes.Execute("DELETE FROM transport_label WHERE tenant_id = @p0", false, db.Tenant.Value);
        return Task.CompletedTask;
    });

    /// <summary>The carrier has looked at labels of ours and takes them.</summary>
    public Task CertifyOurLabelsAsync(string carrier) => Database.InUnitAsync(async provider =>
    {
        var account = carriers.Account(carrier);
        (await provider.GetRequiredService<ITransportSetup>().SetAccountAsync(
            new(carrier, new(account.BaseUrl), account.AccountNumber, account.ClientId, account.ClientSecret, new Dictionary<string, string>(account.Options) { ["own-labels"] = "certified" }, TimeSpan.FromSeconds(5)), Ct)).ShouldBe(Result.Ok);
    });

    /// <summary>The carrier turns us away, as it does when a password has expired.</summary>
    public Task BreakAccountAsync(string carrier) => Database.InUnitAsync(provider =>
    {
        var db = provider.GetRequiredService<EntrepotDb>();
        db.Writes.Execute("UPDATE transport_carrier_account SET client_id = 'nobody', options = '{}' WHERE tenant_id = @p0 AND carrier = @p1", true, db.Tenant.Value, carrier);
        return Task.CompletedTask;
    });

    public Task MendAccountsAsync() => Database.InUnitAsync(AddAccountsAsync);

    public async Task<int> OpenWorkAsync()
    {
        await using var scope = Database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<WorkItem>().CountAsync(Ct);
    }

    public async Task<int> ParkedWorkAsync()
    {
        await using var scope = Database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<WorkItem>().CountAsync(item => item.State == WorkState.Parked, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await carriers.DisposeAsync();
    }

    private async Task CallAndApplyAsync(string kind, Func<Task<Result>> between)
    {
        var outcome = await CallOnlyAsync(kind);
        (await between()).ShouldBe(Result.Ok);
        await Database.InUnitAsync(async provider =>
        {
            var db = provider.GetRequiredService<EntrepotDb>();
            var item = await db.Set<WorkItem>().AsTracking().SingleAsync(row => row.Kind == kind, Ct);
            await provider.GetServices<IExternalWork>().Single(work => work.Kind == kind).ApplyAsync(item, outcome, Ct);
            db.Remove(item);
        });
    }

    private async Task AddAccountsAsync(IServiceProvider provider)
    {
        foreach (var carrier in new[] { "ups", "dhl-express", "dhl-parcel-de" })
        {
            var account = carriers.Account(carrier);
            (await provider.GetRequiredService<ITransportSetup>().SetAccountAsync(
                new(carrier, new(account.BaseUrl), account.AccountNumber, account.ClientId, account.ClientSecret, account.Options, TimeSpan.FromSeconds(5)), Ct)).ShouldBe(Result.Ok);
        }
    }

    /// <summary>Keeps every event it hears.</summary>
    private sealed class Listener
    {
        public static readonly Type[] Types = [typeof(ConsignmentBooked), typeof(ConsignmentRefused), typeof(BookingStuck), typeof(ConsignmentMoved), typeof(ConsignmentDelivered)];

        public List<object> Heard { get; } = [];

        public sealed class For(Listener listener, Type type) : IWorkHandler
        {
            public string Kind => "test." + type.Name;

            public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
            {
                foreach (var item in items) listener.Heard.Add(System.Text.Json.JsonSerializer.Deserialize(item.Payload, type)!);
                return Task.CompletedTask;
            }
        }
    }
}
