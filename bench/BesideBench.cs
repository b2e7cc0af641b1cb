using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Bench;

/// <summary>What people and programs outside meet while journeys run: single orders posted, and pages read.</summary>
/// <param name="KeyedPerSecond">Posts with an Idempotency-Key each, whose answer is kept on disk too.</param>
/// <param name="PageP99Ms">Of the order list in several cuts, the holds, an order and the overview together; <paramref name="SlowestPageMs"/> says which of them is slow.</param>
public sealed record BesideReport(
    int Orders, double PostPerSecond, double PostP99Ms, double KeyedPerSecond, double KeyedP99Ms, double PageP99Ms, IReadOnlyDictionary<string, double> SlowestPageMs, int Failed);

/// <summary>Posts to servers and reads their pages in turn, with journeys running behind.</summary>
public static class BesideBench
{
    private const int WarmUp = 4_000;
    private const int Posts = 10_000;
    private const int PostConnections = 64;
    private const int Pages = 600;
    private const int Readers = 4;

    /// <summary>The same in an empty company, which gets a catalogue, stock and a shop first.</summary>
    public static async Task<BesideReport> RunAsync(IServiceProvider services, TenantId company, Uri server, string key, bool hotSku, CancellationToken ct)
    {
        var world = new BenchWorld(services, () => JourneyBench.Scope(services, company));
        await world.BuildAsync(ct);
        return await RunAsync(services, company, world, [server], key, hotSku, ct);
    }

    internal static async Task<BesideReport> RunAsync(IServiceProvider services, TenantId company, BenchWorld world, IReadOnlyList<Uri> servers, string key, bool hotSku, CancellationToken ct)
    {
        string[] skus = hotSku ? [world.Skus[0]] : world.Skus;
        await PostBench.WarmUpAsync(servers, key, skus, WarmUp, PostConnections);
        var posts = await PostAsync(4, keyed: false);
        var keyed = await PostAsync(6, keyed: true);
        var readers = servers.Select(server => HttpLoad.Client(server, key, Readers)).ToArray();

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var feeding = PageBench.FeedUntilStoppedAsync(services, company, world.Channel.Id, new(skus, 5) { UnpaidOneIn = 50 }, stop.Token);
        var paths = PageBench.Paths(world, await PageBench.AnOrderAsync(readers[0], ct), Posts).ToArray();
        foreach (var reader in readers) // Each is warmed: the first reader of a page after a start waits for the compiler.
            foreach (var (_, path) in paths) await PageBench.GetAsync(reader, path, Readers);
        var slowest = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        var pages = await HttpLoad.RunAsync(Readers, Pages, async i =>
        {
            var (name, path) = paths[i % paths.Length];
            var asked = Stopwatch.GetTimestamp();
            using var answer = await readers[i % readers.Length].GetAsync(path, ct);
            await answer.Content.ReadAsByteArrayAsync(ct);
            slowest.AddOrUpdate(name, Ms(asked), (_, before) => Math.Max(before, Ms(asked)));
            return answer.StatusCode == HttpStatusCode.OK;
        });
        await stop.CancelAsync();
        var fed = await feeding;
        foreach (var reader in readers) reader.Dispose();
        return new(
            (2 * WarmUp) + (2 * Posts) + fed, posts.PerSecond, posts.P99Ms, keyed.PerSecond, keyed.P99Ms, pages.P99Ms,
            slowest.OrderByDescending(page => page.Value).ToDictionary(), posts.Failed + keyed.Failed + pages.Failed);

        Task<HttpFigures> PostAsync(int seed, bool keyed) => PostBench.PostAsync(servers, PostBench.Requests(servers[0], key, skus, seed, Posts, keyed), PostConnections);
    }

    private static double Ms(long since) => Math.Round(Stopwatch.GetElapsedTime(since).TotalMilliseconds, 1);
}
