using System.Diagnostics;
using Entrepot.Channels.Contracts;
using Entrepot.Journey;
using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Bench;

/// <summary>What the benchmark measured. Figures depend on the machine and its neighbours: quote <see cref="Ratio"/>.</summary>
/// <param name="OtherCpuPercent">How much of the machine others used meanwhile: noise decides what a figure is worth.</param>
public sealed record JourneyReport(
    int Orders, double OrdersPerSecond, double OrdersPerCpuSecond, double IntakePerSecond, double BaselineOrdersPerSecond, double Ratio, long Rows,
    double PeakMemoryMb, double OtherCpuPercent, int NotPlanned, IReadOnlyDictionary<string, double> Stages);

/// <summary>Whole journeys from intake to planned fulfilment with vouchers and traces, beside a floor that only inserts the rows.</summary>
public static class JourneyBench
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private const int IntakeBatch = 512;

    /// <param name="services">A product wired on an empty database with one company, rate cards and rules loaded.</param>
    /// <param name="database">The database's file, to copy its rows for the floor.</param>
    public static async Task<JourneyReport> RunAsync(IServiceProvider services, TenantId company, string database, int orders, CancellationToken ct)
    {
        var world = new BenchWorld(services, () => Scope(services, company));
        await world.BuildAsync(ct);
        var warmed = await WarmUpAsync(services, company, world, ct);

        var clock = services.GetRequiredService<TimeProvider>();
        var waiting = new BenchOrders(world.Skus, 2).Take(orders, clock.GetUtcNow().UtcDateTime);
        var metrics = services.GetRequiredService<JourneyMetrics>();
        metrics.Reset();
        GC.Collect();

        using var machine = new MachineLoad();
        var intake = await IntakeAsync(services, company, world.Channel.Id, waiting, ct);
        var counts = new JourneyCounts();
        var started = Stopwatch.GetTimestamp();
        while (await services.GetRequiredService<JourneyRunner>().RunNextAsync(company, counts, ct) > 0) { }
        var journey = Stopwatch.GetElapsedTime(started);
        var load = machine.Stop();

        var batches = Rounding.DivideUp(orders, OrderBatch.CountMax);
        var all = await Baseline.RunAsync(database, Path.GetDirectoryName(database) ?? ".", (int)batches, ct);
        // The floor inserts the warm-up's rows too: its time is taken for the measured orders' share.
        var share = (double)orders / (orders + warmed);
        var baseline = orders / (all.Time.TotalSeconds * share);
        var whole = intake + journey;
        var speed = orders / whole.TotalSeconds;
        return new(
            orders, Math.Round(speed), Math.Round(orders / load.OwnCpu.TotalSeconds), Math.Round(orders / intake.TotalSeconds), Math.Round(baseline), Math.Round(speed / baseline, 3),
            (long)(all.Rows * share), Math.Round(load.PeakMemoryMb), Math.Round(load.OthersPercent, 1), orders - counts.Planned,
            metrics.Stages.OrderByDescending(stage => stage.Value.Time).ToDictionary(stage => stage.Key, stage => Math.Round(stage.Value.Time / whole, 3)));
    }

    /// <returns>How many orders were used up.</returns>
    private static async Task<int> WarmUpAsync(IServiceProvider services, TenantId company, BenchWorld world, CancellationToken ct)
    {
        var source = new BenchOrders(world.Skus, 1);
        var clock = services.GetRequiredService<TimeProvider>();
        var started = Stopwatch.GetTimestamp();
        var warmed = 0;
        while (Stopwatch.GetElapsedTime(started) < WarmUp)
        {
            var orders = source.Take(IntakeBatch, clock.GetUtcNow().UtcDateTime);
            await IntakeAsync(services, company, world.Channel.Id, orders, ct);
            while (await services.GetRequiredService<JourneyRunner>().RunNextAsync(company, new JourneyCounts(), ct) > 0) { }
            warmed += orders.Count;
        }

        return warmed;
    }

    private static async Task<TimeSpan> IntakeAsync(IServiceProvider services, TenantId company, SalesChannelId channel, List<IncomingOrder> orders, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var batch in orders.Chunk(IntakeBatch))
        {
            await using var scope = Scope(services, company);
            var answers = await scope.ServiceProvider.GetRequiredService<IOrderIntake>().AcceptAsync(channel, batch, new string?[batch.Length], ct);
            if (answers.Any(answer => answer.Outcome != IntakeOutcome.Accepted)) throw new InvalidOperationException("The intake refused a benchmark order.");
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private static AsyncServiceScope Scope(IServiceProvider services, TenantId company)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(company, "bench");
        return scope;
    }
}
