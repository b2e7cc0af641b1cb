using Entrepot.Platform.Data;
using Entrepot.Simulation.Carriers;
using Entrepot.Simulation.Company;
using Entrepot.Simulation.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Entrepot.Simulation;

/// <summary>Everything that one seed consists of: the processes and their database, the carriers, the channel, time and chance.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly Action<IServiceCollection, World>? plant;
    private int started;

    /// <param name="plant">Breaks something, as the test of the simulation itself wants it; null for the product as it is.</param>
    public World(int seed, Action<IServiceCollection, World>? plant = null)
    {
        this.plant = plant;
        Seed = seed;
        Dice = new Random(seed);
        Clock = new(Furnished.Noon);
        Trace = new(Clock);
        Chaos = new(Dice, Trace);
        Store = Furnished.Copy();
        Peers = new(Clock, new() { DeliverIn = TimeSpan.FromHours(12), TroublePpm = 300_000 });
        Processes = [.. Enumerable.Range(0, 1 + Dice.Next(3)).Select(_ => Start())];
        Script = new(Dice, Clock.Now);
    }

    public int Seed { get; }
    public Random Dice { get; }
    public SimulatedClock Clock { get; }
    public Turns Turns { get; } = new();
    public Writers Writers { get; } = new();
    public Trace Trace { get; }
    public Chaos Chaos { get; }
    public Store Store { get; }
    public Peers Peers { get; }
    public CarrierBooks Books { get; } = new();
    public Script Script { get; }
    public Outcomes Outcomes { get; } = new();

    /// <summary>Those that run, the dead ones among them until nothing of them is under way any more.</summary>
    public List<Process> Processes { get; }

    /// <summary>What was seen on the way that may never be.</summary>
    public List<string> Seen { get; } = [];

    public Process Start() => new($"p{++started}", Build);

    private ServiceProvider Build(Process process)
    {
        var services = Furnished.Services(Store.Address, Clock);
        services.Replace(ServiceDescriptor.Singleton<IHttpClientFactory>(new OneClient(new Line(process, this))));
        services.ConfigureDbContext<EntrepotDb>(options => options.AddInterceptors(new Boundary(process, this)));
        Outcomes.Watch(services, this);
        plant?.Invoke(services, this);
        return services.BuildServiceProvider();
    }

    /// <summary>Numbers that a planted intake has seen.</summary>
    public HashSet<string> Delivered { get; } = new(StringComparer.Ordinal);

    /// <summary>In a thousand steps; more where a planted bug wants it.</summary>
    public int FreezesPerThousand { get; set; } = 6;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Processes) await process.DisposeAsync();
        Store.Dispose();
        Trace.Dispose();
    }
}
