namespace Entrepot.Faults;

/// <summary>An installation under load: shops sell, the office uploads files, floors pack, carriers deliver, until it is told to stop.</summary>
internal sealed class Scenario : IAsyncDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly CancellationTokenSource home = new();
    private readonly HttpClient http;
    private readonly Integrator integrator;
    private readonly Floor floor;
    private readonly Desk desk;
    private Task selling = Task.CompletedTask;
    private Task working = Task.CompletedTask;

    public Scenario(Installation installation, int? seed = null)
    {
        Seed = seed ?? (int.TryParse(Environment.GetEnvironmentVariable("ENTREPOT_FAULT_SEED"), out var given) ? given : Random.Shared.Next(1, int.MaxValue));
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed} (ENTREPOT_FAULT_SEED repeats it), {installation.Folder} and {installation.Outside} (stay when something is wrong)");
        Installation = installation;
        integrator = new([.. installation.Servers.Select(server => server.Url)], installation.Key);
        http = Integrator.Client(integrator);
        Ledger = new(http, Seed, installation.Clock);
        Office = new(http, ordersInAFile: 40);
        floor = new(http);
        Books = new(installation);
        desk = new(http, Books);
    }

    public int Seed { get; }
    public Installation Installation { get; }
    public Ledger Ledger { get; }
    public Office Office { get; }
    public Books Books { get; }
    public long Repeated => integrator.Repeated;

    /// <summary>Calls the installation's servers in turn, each until it is answered.</summary>
    public HttpClient Http => http;

    /// <param name="beside">Who else works until closing time, and picks one walk of ten and packs one order of ten by hand.</param>
    public void Begin(int sellers = 4, double ordersPerSecond = 10, Func<CancellationToken, Task>? beside = null)
    {
        if (beside is not null) (floor.Leaves, floor.LeavesWalk) = (IsForPeople, IsForPeople);
        selling = Task.WhenAll(
            Ledger.SellAsync(sellers, ordersPerSecond, closing.Token), Office.WorkAsync(TimeSpan.FromSeconds(3), closing.Token), desk.WorkAsync(closing.Token), beside?.Invoke(closing.Token) ?? Task.CompletedTask);
        working = floor.WorkAsync(home.Token);
    }

    /// <summary>Closing time: no new orders, and what was sold is delivered. Then all books are held against each other.</summary>
    /// <returns>What is wrong; empty where every promise was kept.</returns>
    public async Task<List<string>> EndAsync(TimeSpan patience)
    {
        await closing.CancelAsync();
        await selling;
        await Books.SettleAsync(patience);
        await home.CancelAsync();
        await working;
        var wrong = await Books.FaultsAsync(Ledger);
        var there = (await Books.ReadAsync("SELECT external_number FROM channels_incoming WHERE tenant_id = @p0", row => row.GetString(0))).ToHashSet();
        wrong.AddRange(Office.Taken.Where(number => !there.Contains(number)).Select(number => $"{number} was in a file that was taken, and is not there"));
        wrong.AddRange(await Books.VerifyAsync());
        TestContext.Current.TestOutputHelper?.WriteLine($"{Ledger.Count} orders acknowledged, {Office.Taken.Count} in files, {Repeated} calls repeated; in the book: {await Books.CountsAsync()}");
        Installation.IsDone = wrong.Count == 0;
        return wrong;
    }

    private bool IsForPeople(long number) => number % 10 == 0 && !closing.IsCancellationRequested;

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await home.CancelAsync();
        http.Dispose();
        closing.Dispose();
        home.Dispose();
    }
}
