using System.Collections.Concurrent;
using System.Diagnostics;
using Entrepot.Inventory.Contracts;
using Entrepot.Journey;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Verification;
using Entrepot.Platform.Work;
using Entrepot.Warehouse.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Bench;

/// <summary>What became of orders that went the whole way.</summary>
/// <param name="OrdersPerSecond">From the first order taken in to the last one delivered and its freight settled, the carriers' own work in this process included.</param>
/// <param name="NotDelivered">Orders that are not, for another reason than the few that screening may hold.</param>
/// <param name="Stages">What each step took; steps of two waves run side by side.</param>
public sealed record ChainReport(
    int Orders, int Wave, double OrdersPerSecond, double OrdersPerCpuSecond, double KilobytesPerOrder, double PeakMemoryMb, double OtherCpuPercent,
    int NotDelivered, bool IsVerified, IReadOnlyDictionary<string, int> ByStatus, IReadOnlyDictionary<string, double> Stages);

/// <summary>
/// The whole way of orders in waves: taken in, planned, released, picked, packed, booked at carriers over their wire, given
/// papers, handed over, tracked to the door and settled. People and robots take no time; days on the road are skipped. While
/// one wave is with the carriers the next is taken in and packed, as in a house that never stops: orders travel, the floor
/// works and calls are made side by side, each waiting for its turn to write.
/// </summary>
public sealed class ChainBench(IServiceProvider services, TenantId company, SkippingClock clock, TimeSpan roadTime)
{
    /// <summary>As long as the journey's: then nearly all has been compiled for good, as in a server that runs for days.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    /// <summary>On a busy machine the time is over before the compiler has had its share of it.</summary>
    private const int WarmUpWavesMin = 5;

    /// <summary>Before the carrier is asked first, and again after the road: longer than any pause between two questions.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>Carriers are asked until all has arrived; so often is never needed.</summary>
    private const int QuestionsMax = 10;

    /// <summary>What the floor takes in one call.</summary>
    private const int EntriesMax = 512;

    private readonly ConcurrentDictionary<string, TimeSpan> times = new(StringComparer.Ordinal);
    private readonly BenchWorld world = new(services, () => JourneyBench.Scope(services, company));

    public async Task<ChainReport> RunAsync(int orders, int wave, CancellationToken ct)
    {
        await world.BuildAsync(ct);
        var warm = new BenchOrders(world.Skus, 1);
        var began = Stopwatch.GetTimestamp();
        for (var waves = 0; waves < WarmUpWavesMin || Stopwatch.GetElapsedTime(began) < WarmUp; waves += 2) await WavesAsync(warm, 2 * wave, wave, ct);
        times.Clear();
        GC.Collect();

        var before = await ByStatusAsync(ct);
        var source = new BenchOrders(world.Skus, 2);
        var allocated = GC.GetTotalAllocatedBytes();
        using var machine = new MachineLoad();
        var started = Stopwatch.GetTimestamp();
        await WavesAsync(source, orders, wave, ct);
        var whole = Stopwatch.GetElapsedTime(started);
        var load = machine.Stop();
        allocated = GC.GetTotalAllocatedBytes() - allocated;

        var after = (await ByStatusAsync(ct)).ToDictionary(status => status.Key, status => status.Value - before.GetValueOrDefault(status.Key));
        var held = Math.Min(after.GetValueOrDefault(OrderStatus.OnHold), (orders / 1_000) + 1);
        var checks = await VerifyDatabase.RunAsync(services, ct);
        return new(
            orders, wave, Math.Round(orders / whole.TotalSeconds), Math.Round(orders / load.OwnCpu.TotalSeconds), Math.Round(allocated / 1_024.0 / orders), Math.Round(load.PeakMemoryMb), Math.Round(load.OthersPercent, 1),
            orders - after.GetValueOrDefault(OrderStatus.Delivered) - held, checks.All(check => check.Ok), after.Where(status => status.Value != 0).ToDictionary(status => status.Key.ToString(), status => status.Value),
            times.OrderByDescending(step => step.Value).ToDictionary(step => step.Key, step => Math.Round(step.Value / whole, 3)));
    }

    /// <summary>Two waves are under way at a time: one comes to the packing tables while the one before it goes from there to its buyers.</summary>
    private async Task WavesAsync(BenchOrders source, int orders, int wave, CancellationToken ct)
    {
        var before = Task.CompletedTask;
        for (var left = orders; left > 0; left -= wave)
        {
            var size = Math.Min(left, wave);
            var packed = Task.Run(() => ToPackingAsync(source, size, ct), ct);
            await Task.WhenAll(before, packed);
            before = Task.Run(() => ToBuyersAsync(ct), ct);
        }

        await before;
    }

    private async Task ToPackingAsync(BenchOrders source, int orders, CancellationToken ct)
    {
        await StepAsync("intake", () => JourneyBench.IntakeAsync(services, company, world.Channel.Id, source, orders, ct));
        await StepAsync("journey", () => services.GetRequiredService<JourneyRunner>().DrainAsync(company, ct));
        await StepAsync("release", () => RepeatAsync(async floor => Must(await floor.ReleaseAllAsync(null, ct)).Count));
        await StepAsync("pick", () => RepeatAsync(floor => PickAsync(floor, ct)));
        await StepAsync("pack", () => RepeatAsync(floor => PackAsync(floor, ct)));
    }

    private async Task ToBuyersAsync(CancellationToken ct)
    {
        await StepAsync("labels and papers", () => WorkAsync(ct));
        await StepAsync("hand over", () => HandOverAsync(ct));
        await StepAsync("shipped", () => WorkAsync(ct));
        for (var i = 0; i < QuestionsMax && (await ByStatusAsync(ct)).GetValueOrDefault(OrderStatus.Shipped) > 0; i++)
        {
            clock.Skip(i == 0 ? Pause : roadTime + Pause); // No call is under way whose lease could run out.
            await StepAsync("tracking and settling", () => WorkAsync(ct));
        }
    }

    private async Task StepAsync(string name, Func<Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        await act();
        times.AddOrUpdate(name, Stopwatch.GetElapsedTime(started), (_, before) => before + Stopwatch.GetElapsedTime(started));
    }

    private async Task WorkAsync(CancellationToken ct)
    {
        while (await services.GetRequiredService<WorkRunner>().RunDueAsync(company, ct) > 0) { }
    }

    /// <summary>Does a step of the floor until nothing is left to do.</summary>
    private async Task RepeatAsync(Func<IFloor, Task<int>> act)
    {
        int done;
        do
        {
            await using var scope = JourneyBench.Scope(services, company);
            done = await act(scope.ServiceProvider.GetRequiredService<IFloor>());
        }
        while (done > 0);
    }

    private async Task<int> PickAsync(IFloor floor, CancellationToken ct)
    {
        var stops = await floor.OpenStopsAsync(null, ct);
        foreach (var part in stops.Chunk(EntriesMax))
        {
            await using var scope = JourneyBench.Scope(services, company);
            Done(await scope.ServiceProvider.GetRequiredService<IFloor>().PickAsync([.. part.Select(stop => new PickConfirmation(stop.Task, stop.Bin, stop.Sku, stop.Quantity, IsShort: false))], ct));
        }

        return stops.Count;
    }

    private static async Task<int> PackAsync(IFloor floor, CancellationToken ct)
    {
        var ready = await floor.ToPackAsync(null, ct);
        if (ready.Count > 0) Done(await floor.PackAsync([.. ready.Select(order => new PackRequest(order.FulfilmentOrder, order.Items, order.Parcels, AcceptWeight: false))], ct));
        return ready.Count;
    }

    private async Task HandOverAsync(CancellationToken ct)
    {
        await using var scope = JourneyBench.Scope(services, company);
        foreach (var site in await scope.ServiceProvider.GetRequiredService<IWarehouses>().AllAsync(ct))
            await RepeatAsync(async floor => Must(await floor.HandOverAsync(new(site.Id, null), ct)).Count);
    }

    private async Task<IReadOnlyDictionary<OrderStatus, int>> ByStatusAsync(CancellationToken ct)
    {
        await using var scope = JourneyBench.Scope(services, company);
        return await scope.ServiceProvider.GetRequiredService<IOrderCounts>().ByStatusAsync(ct);
    }

    private static void Done(Result<IReadOnlyList<Result>> answers)
    {
        foreach (var answer in Must(answers))
            if (answer.Problem is { } problem) throw new InvalidOperationException($"{problem.Code}: {problem.Message}");
    }

    private static T Must<T>(Result<T> result) => result.Problem is { } problem ? throw new InvalidOperationException($"{problem.Code}: {problem.Message}") : result.Value;
}
