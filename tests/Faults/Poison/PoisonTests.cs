using System.Diagnostics;
using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Faults.Poison;

/// <summary>Ten of ten thousand items cannot be done; one of them takes its process down each time. The others are done, and the ten wait for a person.</summary>
[Collection(nameof(Overload.Alone))]
public sealed class PoisonTests
{
    /// <summary>Asks the order book who waits for a product, as goods that come in do.</summary>
    private const string Kind = "journey.on_stock_freed";

    private const string Killer = "killer";
    private const int Items = 10_000;
    private const int Poisoned = 10;
    private const double LossPercentMax = 10;

    /// <summary>Over which the items come where they come at a steady rate; each start of a process costs seconds of it, and counts.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(100);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    [Trait("Run", "faults")]
    public async Task Poison_is_set_aside_and_everything_else_is_done()
    {
        await using var installation = await Installation.OnSqliteAsync();
        await RunAsync(installation, processes: 1, Steady, "poison at a steady rate, SQLite, one process");
    }

    /// <summary>While one process starts again the other carries on.</summary>
    [Fact]
    [Trait("Run", "faults")]
    public async Task Poison_among_as_much_as_two_processes_can_do_is_set_aside_too()
    {
        Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
        await using var installation = await Installation.OnPostgresAsync(await PostgresProcess.StartAsync());
        await RunAsync(installation, processes: 2, TimeSpan.Zero, "poison among as much as can be done, PostgreSQL, two processes");
    }

    private static async Task RunAsync(Installation installation, int processes, TimeSpan over, string name)
    {
        var books = new Books(installation);
        for (var process = 0; process < processes; process++) await installation.ServeAsync("--role web,worker", ("Entrepot__CrashOn", Killer));
        var keepers = installation.Servers.Select(server => new Keeper(server)).ToList();

        await WorkAsync(installation, books, TimeSpan.Zero, poisoned: 0); // The compiler's time.
        var clean = await WorkAsync(installation, books, over, poisoned: 0);
        keepers.Sum(keeper => keeper.Deaths).ShouldBe(0);
        var poisoned = await WorkAsync(installation, books, over, Poisoned);
        var (deaths, away) = (keepers.Sum(keeper => keeper.Deaths), keepers.Sum(keeper => keeper.Away.TotalSeconds));
        await UntilAsync(async () => await CountAsync(books, "state <> 'Parked'") == 0);

        var parked = await books.ReadAsync($"SELECT key FROM platform_work WHERE tenant_id = @p0 AND kind = '{Kind}' AND state = 'Parked'", row => row.GetString(0));
        var loss = 100 * (1 - (clean / poisoned));
        Bar.Tell(name, "the others done, poison parked, throughput loss ≤ 10 %", string.Create(CultureInfo.InvariantCulture,
            $"{parked.Count} of {Items} parked after {keepers.Sum(keeper => keeper.Deaths)} deaths; {Items} items{(over > TimeSpan.Zero ? $" offered over {over.TotalSeconds:0} s" : " at once")}: {Items / clean:0.0}/s done without, {(Items - Poisoned) / poisoned:0.0}/s with poison ({loss:0.0} % loss), with {deaths} restarts of {away / Math.Max(1, deaths):0.0} s each in that time"), parked.Count == Poisoned && loss <= LossPercentMax);
        parked.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, Poisoned - 1).Select(number => $"poison-{number}").Append(Killer).Order(StringComparer.Ordinal));
        (await books.VerifyAsync()).ShouldBeEmpty();
        foreach (var keeper in keepers) await keeper.DisposeAsync();
        installation.IsDone = true;
    }

    /// <summary>Offers all items, and waits until only poison is left.</summary>
    /// <returns>The seconds that it took.</returns>
    private static async Task<double> WorkAsync(Installation installation, Books books, TimeSpan over, int poisoned)
    {
        var begun = Stopwatch.GetTimestamp();
        var offering = OfferAsync(installation, over, poisoned);
        await UntilAsync(async () => offering.IsCompleted && await CountAsync(books, "state <> 'Parked' AND key LIKE 'good-%'") == 0);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await offering;
        return seconds;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var until = DateTime.UtcNow + Patience; !await isSo(); await Task.Delay(Look)) DateTime.UtcNow.ShouldBeLessThan(until);
    }

    private static async Task OfferAsync(Installation installation, TimeSpan over, int poisoned)
    {
        var ticks = over == TimeSpan.Zero ? 20 : (int)(over / Tick);
        var begun = Stopwatch.GetTimestamp();
        for (var tick = 0; tick < ticks; tick++)
        {
            if ((over / ticks * tick) - Stopwatch.GetElapsedTime(begun) is var early && early > TimeSpan.Zero) await Task.Delay(early);
            await AddAsync(installation, Items * tick / ticks, Items * (tick + 1) / ticks, poisoned);
        }
    }

    /// <summary>Poison lies scattered among the others.</summary>
    private static Task AddAsync(Installation installation, int from, int to, int poisoned) => installation.DoAsync(services =>
    {
        var queue = services.GetRequiredService<WorkQueue>();
        for (var item = from; item < to; item++)
        {
            var good = new { Products = new[] { new ProductId(1) }, After = new OrderId(item + 1) };
            if (PoisonOf(item, poisoned) is { } poison) queue.Add(Kind, poison == 0 ? Killer : $"poison-{poison}", poison == 0 ? good : (object)"this is no event");
            else queue.Add(Kind, string.Create(CultureInfo.InvariantCulture, $"good-{item}"), good);
        }

        return Task.CompletedTask;
    });

    /// <summary>Which of the bad ones it is, from 0; null for a good one.</summary>
    private static int? PoisonOf(int item, int poisoned)
    {
        if (poisoned == 0) return null;
        var every = Items / poisoned;
        return item % every == every / 2 ? item / every : null;
    }

    private static async Task<long> CountAsync(Books books, string which) =>
        (await books.ReadAsync($"SELECT COUNT(*) FROM platform_work WHERE tenant_id = @p0 AND kind = '{Kind}' AND {which}", row => row.GetInt64(0))).Single();
}
