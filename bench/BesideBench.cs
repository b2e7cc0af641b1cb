using System.Net;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Bench;

/// <summary>What people and programs outside meet while journeys run: single orders posted, and pages read.</summary>
/// <param name="PageP99Ms">Of the order list in several cuts, the holds, an order and the overview together.</param>
public sealed record BesideReport(int Orders, double PostPerSecond, double PostP99Ms, double PageP99Ms, int Failed);

/// <summary>Posts to servers and reads their pages in turn, with journeys running behind.</summary>
public static class BesideBench
{
    private const int Posts = 10_000;
    private const int PostConnections = 64;
    private const int Pages = 600;
    private const int Readers = 4;

    /// <summary>The same in an empty company, which gets a catalogue, stock and a shop first.</summary>
    public static async Task<BesideReport> RunAsync(IServiceProvider services, TenantId company, Uri server, string key, CancellationToken ct)
    {
        var world = new BenchWorld(services, () => JourneyBench.Scope(services, company));
        await world.BuildAsync(ct);
        return await RunAsync(services, company, world, [server], key, ct);
    }

    internal static async Task<BesideReport> RunAsync(IServiceProvider services, TenantId company, BenchWorld world, IReadOnlyList<Uri> servers, string key, CancellationToken ct)
    {
        var writers = servers.Select(server => HttpLoad.Client(server, key, PostConnections)).ToArray();
        var warm = PostBench.Bodies(world, 3, 2_000);
        await HttpLoad.RunAsync(PostConnections, warm.Length, i => PostBench.PostAsync(writers[i % writers.Length], warm[i], key: null));
        var bodies = PostBench.Bodies(world, 4, Posts);
        var posts = await HttpLoad.RunAsync(PostConnections, bodies.Length, i => PostBench.PostAsync(writers[i % writers.Length], bodies[i], key: null));

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var feeding = PageBench.FeedUntilStoppedAsync(services, company, world.Channel.Id, new(world.Skus, 5) { UnpaidOneIn = 50 }, stop.Token);
        var paths = PageBench.Paths(world, await PageBench.AnOrderAsync(writers[0], ct), Posts).Values.ToArray();
        foreach (var path in paths) await PageBench.GetAsync(writers[0], path, Readers);
        var pages = await HttpLoad.RunAsync(Readers, Pages, async i =>
        {
            using var answer = await writers[i % writers.Length].GetAsync(paths[i % paths.Length], ct);
            await answer.Content.ReadAsByteArrayAsync(ct);
            return answer.StatusCode == HttpStatusCode.OK;
        });
        await stop.CancelAsync();
        var fed = await feeding;
        foreach (var writer in writers) writer.Dispose();
        return new(warm.Length + bodies.Length + fed, posts.PerSecond, posts.P99Ms, pages.P99Ms, posts.Failed + pages.Failed);
    }
}
