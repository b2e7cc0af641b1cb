using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Bench;

/// <summary>How fast pages answer while orders stream through the journey.</summary>
/// <param name="BarMet">Whether 95 of 100 order lists of every kind came within <paramref name="BarMs"/>.</param>
/// <param name="Baseline">A route that answers two letters, asked before each page: the median of these by their p95.</param>
/// <param name="JourneyPerSecond">Orders planned meanwhile.</param>
public sealed record PageReport(
    int Orders, int Connections, double BarMs, bool BarMet, HttpFigures Baseline, IReadOnlyDictionary<string, HttpFigures> Pages, double JourneyPerSecond,
    double OtherCpuPercent, double PeakMemoryMb);

/// <summary>Fills a database, keeps the journey busy, and meanwhile reads pages as people do.</summary>
public static partial class PageBench
{
    /// <summary>People at work look at a page at the same time; a company of fifty has no more of them.</summary>
    private const int Connections = 4;

    private const int Requests = 100;
    private const double BarMs = 100;
    private const int IntakeBatch = 512;

    /// <summary>Orders that wait for the journey at any moment: enough to keep it busy.</summary>
    private const int Backlog = 2 * IntakeBatch;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <param name="services">The running server's own, with its workers.</param>
    /// <param name="key">An API key that may see everything.</param>
    public static async Task<PageReport> RunAsync(IServiceProvider services, TenantId company, Uri server, string key, int orders, CancellationToken ct)
    {
        var world = new BenchWorld(services, () => JourneyBench.Scope(services, company));
        await world.BuildAsync(ct);
        var source = new BenchOrders(world.Skus, 2) { UnpaidOneIn = 50 };
        while (await CountAsync(services, company, ct) < orders) await FeedAsync(services, company, world.Channel.Id, source, ct);

        using var client = HttpLoad.Client(server, key, Connections);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var feeding = FeedUntilStoppedAsync(services, company, world.Channel.Id, source, stop.Token);
        var paths = Paths(world, await AnOrderAsync(client, ct), orders);
        foreach (var path in paths.Values) await GetAsync(client, path, Connections * 5);

        using var machine = new MachineLoad();
        var (before, started) = (await CountAsync(services, company, ct), System.Diagnostics.Stopwatch.GetTimestamp());
        var (pages, baselines) = (new Dictionary<string, HttpFigures>(), new List<HttpFigures>());
        foreach (var (name, path) in paths)
        {
            baselines.Add(await GetAsync(client, "/health/live", Requests)); // Beside each page: the machine's neighbours change.
            pages[name] = await GetAsync(client, path, Requests);
        }

        var baseline = baselines.OrderBy(figures => figures.P95Ms).ElementAt(baselines.Count / 2);
        var travelled = (await CountAsync(services, company, ct) - before) / System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
        var load = machine.Stop();

        await stop.CancelAsync();
        await feeding;
        return new(orders, Connections, BarMs, pages.All(page => page.Value.Failed == 0 && (!page.Key.StartsWith("orders", StringComparison.Ordinal) || page.Value.P95Ms <= BarMs)),
            baseline, pages, Math.Round(travelled), Math.Round(load.OthersPercent, 1), Math.Round(load.PeakMemoryMb));
    }

    internal static Dictionary<string, string> Paths(BenchWorld world, string order, int orders) => new()
    {
        ["orders"] = "/orders",
        ["orders, status"] = "/orders?status=Allocated",
        ["orders, shop"] = $"/orders?channel={world.Channel.Id.Value}",
        ["orders, country"] = "/orders?country=IT",
        ["orders, buyer"] = "/orders?q=Wood",
        ["orders, nobody"] = "/orders?q=Quillfeather",
        ["orders, number"] = "/orders?q=B-2-00001",
        ["orders, deep"] = string.Create(CultureInfo.InvariantCulture, $"/orders?page={orders * 9L / 10 / 50}"),
        ["order"] = order,
        ["holds"] = "/holds",
        ["overview"] = "/",
    };

    internal static Task<HttpFigures> GetAsync(HttpClient client, string path, int requests) => HttpLoad.RunAsync(Connections, requests, async _ =>
    {
        using var answer = await client.GetAsync(path);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode == HttpStatusCode.OK;
    });

    /// <returns>How many orders it fed.</returns>
    internal static async Task<int> FeedUntilStoppedAsync(IServiceProvider services, TenantId company, SalesChannelId channel, BenchOrders source, CancellationToken ct)
    {
        var fed = 0;
        try
        {
            while (true) fed += await FeedAsync(services, company, channel, source, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return fed;
        }
    }

    private static async Task<int> FeedAsync(IServiceProvider services, TenantId company, SalesChannelId channel, BenchOrders source, CancellationToken ct)
    {
        await using var scope = JourneyBench.Scope(services, company);
        if (await scope.ServiceProvider.GetRequiredService<IWaitingOrders>().CountAsync(ct) >= Backlog)
        {
            await Task.Delay(Poll, ct);
            return 0;
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        await scope.ServiceProvider.GetRequiredService<IOrderIntake>().AcceptAsync(channel, source.Take(IntakeBatch, now), new string?[IntakeBatch], ct);
        return IntakeBatch;
    }

    private static async Task<int> CountAsync(IServiceProvider services, TenantId company, CancellationToken ct)
    {
        await using var scope = JourneyBench.Scope(services, company);
        return (await scope.ServiceProvider.GetRequiredService<IOrderCounts>().ByStatusAsync(ct)).Values.Sum();
    }

    /// <summary>The first order on the list, as a person would click it.</summary>
    internal static async Task<string> AnOrderAsync(HttpClient client, CancellationToken ct) =>
        OrderLink().Match(await client.GetStringAsync(new Uri("/orders", UriKind.Relative), ct)) is { Success: true } link ? link.Value : throw new InvalidOperationException("The order list shows no order.");

    [GeneratedRegex("/orders/[0-9]+")]
    private static partial Regex OrderLink();
}
