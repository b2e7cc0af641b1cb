using System.Diagnostics.Metrics;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Watching;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Work;

/// <summary>One database, and as many processes that work on its queue as a test starts and lets die.</summary>
internal sealed class Town : IAsyncDisposable
{
    public static readonly CancellationToken Ct = CancellationToken.None;

    private readonly TestDatabase founder;
    private readonly List<Worker> workers = [];

    private Town(TestDatabase founder) => this.founder = founder;

    public static async Task<Town> FoundAsync() => new(await TestDatabase.CreateAsync());

    /// <summary>A process with its own clock, which stands at the town's time.</summary>
    public async Task<Worker> StartAsync(Action<IServiceCollection> also, TimeSpan later = default)
    {
        var database = await TestDatabase.AtAsync(founder.Address, also);
        database.Clock.Now = TestDatabase.Noon + later;
        var worker = new Worker(database);
        workers.Add(worker);
        return worker;
    }

    public Task AskAsync(string kind, params IReadOnlyList<string> keys) => AskAsync(kind, "", keys);

    public Task AskAsync(string kind, string destination, IReadOnlyList<string> keys) => AskAsync(TestDatabase.Ours, kind, destination, keys);

    public async Task AskAsync(TenantId company, string kind, string destination, IReadOnlyList<string> keys)
    {
        await using var scope = founder.As(company);
        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(Ct);
        foreach (var key in keys) scope.ServiceProvider.GetRequiredService<WorkQueue>().Add(kind, key, key, destination: destination);
        (await unit.CommitAsync(Ct)).IsOk.ShouldBeTrue();
    }

    /// <summary>What is in the queue beside the product's own schedules, in the order of its ids.</summary>
    public async Task<List<WorkItem>> ItemsAsync(TenantId? company = null)
    {
        await using var scope = founder.As(company ?? TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<WorkItem>().Where(item => item.Id > 0).OrderBy(item => item.Id).ToListAsync(Ct);
    }

    /// <summary>Has all leases be another process's, e.g. one of a machine that nothing is known of.</summary>
    public async Task MoveLeasesAsync(string process)
    {
        await using var scope = founder.As(TestDatabase.Ours);
        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(Ct);
        await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<WorkItem>().Where(item => item.LeaseProcess != null).ExecuteUpdateAsync(row => row.SetProperty(item => item.LeaseProcess, process), Ct);
        (await unit.CommitAsync(Ct)).IsOk.ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers) await worker.DieAsync();
        await founder.DisposeAsync();
    }
}

/// <summary>One process of the town.</summary>
internal sealed class Worker
{
    private readonly TestDatabase database;
    private readonly CancellationTokenSource life = new();
    private readonly MeterListener listener = new();
    private bool isDead;

    public Worker(TestDatabase database)
    {
        this.database = database;
        var meter = database.Services.GetRequiredService<Signals>().Meter;
        listener.InstrumentPublished = (instrument, hears) =>
        {
            if (ReferenceEquals(instrument.Meter, meter) && instrument.Name == "entrepot.work.discarded") hears.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Discarded += value);
        listener.Start();
    }

    public TestDatabase.FixedClock Clock => database.Clock;
    public IServiceProvider Services => database.Services;

    /// <summary>Outcomes that were not written.</summary>
    public long Discarded { get; private set; }

    /// <summary>Cancelled when the process dies: what runs in it stops in its midst.</summary>
    public CancellationToken Life => life.Token;

    /// <summary>Stops everything that runs in it where it stands; nothing is tidied up.</summary>
    public void Kill() => life.Cancel();

    public Task<int> DueAsync(TenantId? company = null) => Runner.RunDueAsync(company ?? TestDatabase.Ours, Life);

    public Task<int> TurnAsync(TenantId? company = null, int limit = WorkRunner.BatchMax) => Runner.RunTurnAsync(company ?? TestDatabase.Ours, limit, Life);

    /// <summary>Works until the queue has nothing more to do at this time, or the process dies.</summary>
    public async Task DrainAsync()
    {
        try
        {
            while (await DueAsync() > 0) { }
        }
        catch (OperationCanceledException) when (Life.IsCancellationRequested)
        {
        }
    }

    public async ValueTask DieAsync()
    {
        if (isDead) return;
        isDead = true;
        Kill();
        await Runner.EndAsync();
        listener.Dispose();
        await database.DisposeAsync();
    }

    private WorkRunner Runner => Services.GetRequiredService<WorkRunner>();
}

/// <summary>Work inside the system that does what a test says.</summary>
internal sealed class Inside(string kind, Func<IReadOnlyList<WorkItem>, CancellationToken, Task> handle) : IWorkHandler
{
    public string Kind => kind;

    public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct) => handle(items, ct);
}

/// <summary>A call to the world that does what a test says, and whose outcomes are counted where they are written.</summary>
internal sealed class Outside(string kind, Func<WorkItem, CancellationToken, Task<object>> call) : IExternalWork
{
    private readonly Lock sync = new();

    public string Kind => kind;

    /// <summary>What was written, in order.</summary>
    public List<string> Written { get; } = [];

    /// <summary>Keys of the items that were given up.</summary>
    public List<string> GivenUp { get; } = [];

    public Task<object> CallAsync(WorkItem item, CancellationToken ct) => call(item, ct);

    /// <summary>Thrown instead of writing, one after the other.</summary>
    public Queue<Exception> WriteFailures { get; } = [];

    public Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct)
    {
        if (WriteFailures.TryDequeue(out var failure)) throw failure;
        lock (sync) Written.Add($"{item.Key} {outcome}");
        return Task.CompletedTask;
    }

    public Task GiveUpAsync(WorkItem item, Exception why, CancellationToken ct)
    {
        lock (sync) GivenUp.Add(item.Key);
        return Task.CompletedTask;
    }
}
