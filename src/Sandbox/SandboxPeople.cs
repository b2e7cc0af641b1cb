using Entrepot.Sandbox.Crew;
using Entrepot.Sandbox.Shops;
using Microsoft.Extensions.Logging;

namespace Entrepot.Sandbox;

/// <summary>The people around the demo company, at work until disposed: shops that sell, dealers who send files, a crew on the warehouse floors and at the dock. They know the server's HTTP API and nothing else of it.</summary>
public sealed class SandboxPeople : IAsyncDisposable
{
    /// <summary>No call of theirs takes longer on a server that is well.</summary>
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource closing = new();
    private readonly HttpClient http;
    private Task work = Task.CompletedTask;

    private SandboxPeople(Uri server) => http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = server, Timeout = TimeOut };

    public static SandboxPeople Start(SandboxSettings settings, TimeProvider clock, ILoggerFactory logs)
    {
        var people = new SandboxPeople(settings.Server);
        var till = new Till(Street.Load(), settings.Articles, settings.Seed, settings.FirstSerial);
        var shops = new ShopsAtWork(new(people.http, settings.ShopKey), till, settings.Pace, clock, logs.CreateLogger<ShopsAtWork>());
        var crew = new FloorCrew(new(people.http, settings.CrewKey), settings.Warehouses, settings.Seed, clock, logs.CreateLogger<FloorCrew>());
        var dealers = new DealersAtWork(new(people.http, settings.DealersKey), settings.Articles, settings.Seed, settings.FirstSerial, settings.Pace, clock, logs.CreateLogger<DealersAtWork>());
        var dock = new Dock(new(people.http, settings.DockKey), clock, logs.CreateLogger<Dock>());
        people.work = Task.WhenAll(shops.RunAsync(people.closing.Token), settings.HasCrew ? crew.RunAsync(people.closing.Token) : Task.CompletedTask, dealers.RunAsync(people.closing.Token), dock.RunAsync(people.closing.Token));
        return people;
    }

    /// <summary>Closing time: nobody begins anything new.</summary>
    public void Close() => closing.Cancel();

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await work;
        http.Dispose();
        closing.Dispose();
    }
}
