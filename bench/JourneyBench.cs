using System.Diagnostics;
using Entrepot.Channels.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Journey;
using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Bench;

/// <summary>What the benchmark measured. Figures depend on the machine and its neighbours: quote <see cref="Ratio"/>.</summary>
/// <param name="NotPlanned">Orders that did not reach a warehouse; <paramref name="Unexpected"/> of them for another reason than the few that screening may hold.</param>
/// <param name="ListedNames">Names on the denied-party lists that every buyer was compared with; 0 without a list.</param>
/// <param name="Held">How many orders wait for a person, by the code of their reason; backordered and closed ones have none.</param>
/// <param name="OtherCpuPercent">How much of the machine others used meanwhile: noise decides what a figure is worth.</param>
public sealed record JourneyReport(
    int Orders, double OrdersPerSecond, double OrdersPerCpuSecond, double IntakePerSecond, double BaselineOrdersPerSecond, double Ratio, long Rows,
    double PeakMemoryMb, double OtherCpuPercent, int ListedNames, int NotPlanned, int Unexpected, int Backordered, int Closed, IReadOnlyDictionary<string, int> Held, IReadOnlyDictionary<string, double> Stages)
{
    /// <summary>Single orders posted to a server of its own with journeys running; zero where not measured.</summary>
    public double PostPerSecond { get; init; }
    public double PostP99Ms { get; init; }

    /// <summary>The same with an Idempotency-Key each.</summary>
    public double KeyedPerSecond { get; init; }
    public double KeyedP99Ms { get; init; }

    /// <summary>Pages of the same server, with journeys running.</summary>
    public double PageP99Ms { get; init; }
}

/// <summary>Whole journeys from intake to planned fulfilment with vouchers and traces, beside a floor that only inserts the rows.</summary>
public static class JourneyBench
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private const int IntakeBatch = 512;

    /// <param name="services">A product wired on an empty database with one company, rate cards and rules loaded.</param>
    /// <param name="database">The database's file, to copy its rows for the floor.</param>
    /// <param name="parties">Folder with denied-party lists for the screening to search; null for none.</param>
    /// <param name="hotSku">Whether every line is of one SKU instead of 5,000.</param>
    public static async Task<JourneyReport> RunAsync(IServiceProvider services, TenantId company, string database, string? parties, int orders, bool hotSku, CancellationToken ct)
    {
        var listed = parties is null ? 0 : await LoadPartiesAsync(services, company, parties, ct);
        var world = new BenchWorld(services, () => Scope(services, company));
        await world.BuildAsync(ct);
        var skus = hotSku ? [world.Skus[0]] : world.Skus;
        var warmed = await WarmUpAsync(services, company, world.Channel.Id, new(skus, 1), ct);

        var metrics = services.GetRequiredService<JourneyMetrics>();
        metrics.Reset();
        GC.Collect();

        using var machine = new MachineLoad();
        var intake = await IntakeAsync(services, company, world.Channel.Id, new(skus, 2), orders, ct);
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
            (long)(all.Rows * share), Math.Round(load.PeakMemoryMb), Math.Round(load.OthersPercent, 1), listed, orders - counts.Planned, orders - counts.Planned - Expected(counts, orders), counts.Backordered, counts.Closed, counts.Held,
            metrics.Stages.OrderByDescending(stage => stage.Value.Time).ToDictionary(stage => stage.Key, stage => Math.Round(stage.Value.Time / whole, 3)));
    }

    /// <summary>Buyers who are rightly held: on a real list an ordinary name now and then resembles a listed one, less than one in a thousand (screening.tsv).</summary>
    private static int Expected(JourneyCounts counts, int orders) => Math.Min(counts.Held.GetValueOrDefault("screen.denied_party"), orders / 1_000);

    internal static async Task<int> LoadPartiesAsync(IServiceProvider services, TenantId company, string folder, CancellationToken ct)
    {
        await using var scope = Scope(services, company);
        var imported = await scope.ServiceProvider.GetRequiredService<IPartyListImport>().ImportAsync(folder, dated: null, ct);
        return imported.Problem is { } problem ? throw new InvalidOperationException(problem.Message.ToString()) : imported.Value.Sum(list => list.Names);
    }

    /// <returns>How many orders were used up.</returns>
    private static async Task<int> WarmUpAsync(IServiceProvider services, TenantId company, SalesChannelId channel, BenchOrders source, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var warmed = 0;
        while (Stopwatch.GetElapsedTime(started) < WarmUp)
        {
            await IntakeAsync(services, company, channel, source, IntakeBatch, ct);
            while (await services.GetRequiredService<JourneyRunner>().RunNextAsync(company, new JourneyCounts(), ct) > 0) { }
            warmed += IntakeBatch;
        }

        return warmed;
    }

    /// <summary>Orders are made up a batch at a time, so that the product's memory is measured and not theirs; making them up takes no part in the time.</summary>
    internal static async Task<TimeSpan> IntakeAsync(IServiceProvider services, TenantId company, SalesChannelId channel, BenchOrders source, int count, CancellationToken ct)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var time = TimeSpan.Zero;
        for (var left = count; left > 0; left -= IntakeBatch)
        {
            var batch = source.Take(Math.Min(left, IntakeBatch), clock.GetUtcNow().UtcDateTime);
            var started = Stopwatch.GetTimestamp();
            await using var scope = Scope(services, company);
            var answers = await scope.ServiceProvider.GetRequiredService<IOrderIntake>().AcceptAsync(channel, batch, new string?[batch.Count], ct);
            if (answers.Any(answer => answer.Outcome != IntakeOutcome.Accepted)) throw new InvalidOperationException("The intake refused a benchmark order.");
            time += Stopwatch.GetElapsedTime(started);
        }

        return time;
    }

    internal static AsyncServiceScope Scope(IServiceProvider services, TenantId company)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(company, "bench");
        return scope;
    }
}
