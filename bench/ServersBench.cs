using System.Diagnostics;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Bench;

/// <summary>What several servers on one database did together. Figures depend on the machine and its neighbours: quote <see cref="Ratio"/>.</summary>
/// <param name="OrdersPerSecond">From the first order taken in to the last one planned or held, with all servers at work.</param>
/// <param name="Rows">Rows that the floor inserted for as many orders.</param>
/// <param name="PeakMemoryMb">Of the largest server process; the database's own memory is not in it.</param>
/// <param name="NotPlanned">Orders that did not reach a warehouse; <paramref name="Unexpected"/> of them for another reason than the few that screening may hold.</param>
public sealed record ServersReport(
    string Engine, int Processes, bool HotSku, int Orders, double OrdersPerSecond, double OrdersPerCpuSecond, double BaselineOrdersPerSecond, double Ratio, long Rows,
    double PostPerSecond, double PostP99Ms, double KeyedPerSecond, double KeyedP99Ms, double PageP99Ms, IReadOnlyDictionary<string, double> SlowestPageMs, int Failed, double PeakMemoryMb, double OtherCpuPercent, int ListedNames, int NotPlanned, int Unexpected, IReadOnlyDictionary<string, int> ByStatus);

/// <summary>Whole journeys by several server processes on one PostgreSQL, then posts and pages at the same servers, beside a floor that only inserts the rows.</summary>
public static class ServersBench
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private const int IntakeBatch = 512;

    /// <summary>Orders waiting at any moment while they are taken in: enough for full batches, few enough not to measure a pile.</summary>
    private const int Backlog = 16 * IntakeBatch;

    /// <param name="services">A product wired on the servers' database, with one company that has rate cards.</param>
    /// <param name="address">The database, for a user who may make tables.</param>
    public static async Task<ServersReport> RunAsync(
        IServiceProvider services, TenantId company, string address, int databaseProcess, IReadOnlyList<ServerProcess> servers, string key, string? parties, int orders, bool hotSku, CancellationToken ct)
    {
        var listed = parties is null ? 0 : await JourneyBench.LoadPartiesAsync(services, company, parties, ct);
        var world = new BenchWorld(services, () => JourneyBench.Scope(services, company));
        await world.BuildAsync(ct);
        var skus = hotSku ? [world.Skus[0]] : world.Skus;
        var warmed = await FeedAsync(services, company, world, new(skus, 1), int.MaxValue, WarmUp, ct);

        var helpers = servers.Select(server => server.ProcessId).Append(databaseProcess).ToArray();
        using var machine = new MachineLoad(helpers);
        var before = await ByStatusAsync(services, company, ct);
        var started = Stopwatch.GetTimestamp();
        await FeedAsync(services, company, world, new(skus, 2), orders, Timeout.InfiniteTimeSpan, ct);
        var whole = Stopwatch.GetElapsedTime(started);
        var load = machine.Stop();
        var after = await ByStatusAsync(services, company, ct);
        var memory = servers.Max(server => server.PeakMemoryMb());

        var beside = await BesideBench.RunAsync(services, company, world, [.. servers.Select(server => server.Address)], key, hotSku, ct);
        var held = after.ToDictionary(status => status.Key.ToString(), status => status.Value - before.GetValueOrDefault(status.Key));
        var planned = held.GetValueOrDefault(nameof(OrderStatus.Allocated));
        var all = await PostgresBaseline.RunAsync(address, (int)Rounding.DivideUp(orders + warmed, IntakeBatch), ct);
        var inserted = orders + warmed + beside.Orders;
        var baseline = inserted / all.Time.TotalSeconds;
        var speed = orders / whole.TotalSeconds;
        return new(
            "postgres", servers.Count, hotSku, orders, Math.Round(speed), Math.Round(orders / load.OwnCpu.TotalSeconds), Math.Round(baseline), Math.Round(speed / baseline, 3), all.Rows * orders / inserted,
            beside.PostPerSecond, beside.PostP99Ms, beside.KeyedPerSecond, beside.KeyedP99Ms, beside.PageP99Ms, beside.SlowestPageMs, beside.Failed, Math.Round(memory), Math.Round(load.OthersPercent, 1), listed,
            orders - planned, orders - planned - Math.Min(held.GetValueOrDefault(nameof(OrderStatus.OnHold)), orders / 1_000), held);
    }

    /// <summary>Takes orders in until there are enough of them or time is up, and waits until none waits any more.</summary>
    /// <returns>How many it took in.</returns>
    private static async Task<int> FeedAsync(IServiceProvider services, TenantId company, BenchWorld world, BenchOrders source, int count, TimeSpan limit, CancellationToken ct)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var (fed, started) = (0, Stopwatch.GetTimestamp());
        while (fed < count && (limit < TimeSpan.Zero || Stopwatch.GetElapsedTime(started) < limit))
        {
            var batch = source.Take(Math.Min(count - fed, IntakeBatch), clock.GetUtcNow().UtcDateTime);
            await using (var scope = JourneyBench.Scope(services, company))
            {
                var answers = await scope.ServiceProvider.GetRequiredService<IOrderIntake>().AcceptAsync(world.Channel.Id, batch, new string?[batch.Count], ct);
                if (answers.Any(answer => answer.Outcome != IntakeOutcome.Accepted)) throw new InvalidOperationException("The intake refused a benchmark order.");
            }

            fed += batch.Count;
            while (await WaitingAsync(services, company, ct) > Backlog) await Task.Delay(Poll, ct);
        }

        while (await WaitingAsync(services, company, ct) > 0) await Task.Delay(Poll, ct);
        return fed;
    }

    private static async Task<int> WaitingAsync(IServiceProvider services, TenantId company, CancellationToken ct)
    {
        await using var scope = JourneyBench.Scope(services, company);
        return await scope.ServiceProvider.GetRequiredService<IWaitingOrders>().CountAsync(ct);
    }

    private static async Task<IReadOnlyDictionary<OrderStatus, int>> ByStatusAsync(IServiceProvider services, TenantId company, CancellationToken ct)
    {
        await using var scope = JourneyBench.Scope(services, company);
        return await scope.ServiceProvider.GetRequiredService<IOrderCounts>().ByStatusAsync(ct);
    }
}
