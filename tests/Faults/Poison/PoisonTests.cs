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

    /// <summary>Five leases of a minute each, and what is slow at a start.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [Fact]
    [Trait("Run", "faults")]
    public async Task Poison_is_set_aside_and_everything_else_is_done()
    {
        await using var installation = await Installation.OnSqliteAsync();
        var books = new Books(installation);
        var server = await installation.ServeAsync("", ("Entrepot__CrashOn", Killer));

        await AddAsync(installation, poisoned: 0);
        var before = await WorkAsync(server, books, poisoned: 0);
        await AddAsync(installation, Poisoned);
        var poison = await WorkAsync(server, books, Poisoned);
        await ParkAsync(server, books, poison);
        await AddAsync(installation, poisoned: 0);
        var after = await WorkAsync(server, books, poisoned: 0);

        var parked = await books.ReadAsync($"SELECT key FROM platform_work WHERE tenant_id = @p0 AND kind = '{Kind}' AND state = 'Parked'", row => row.GetString(0));
        var open = (await books.ReadAsync($"SELECT COUNT(*) FROM platform_work WHERE tenant_id = @p0 AND kind = '{Kind}'", row => row.GetInt64(0))).Single() - parked.Count;
        var clean = (before.Seconds + after.Seconds) / 2;
        var loss = 100 * (1 - (clean / poison.Seconds));
        Bar.Tell("poison", "the others done, poison parked, throughput loss ≤ 10 %", string.Create(CultureInfo.InvariantCulture,
            $"{parked.Count} of {Items} parked after {poison.Deaths} deaths, {open} open; {Items / clean:0} items/s without ({before.Seconds:0.0} and {after.Seconds:0.0} s), {(Items - Poisoned) / poison.Seconds:0} items/s with poison while a server runs ({loss:0} % loss), {poison.Away:0.0} s for restarts"), parked.Count == Poisoned && open == 0 && loss <= LossPercentMax);
        parked.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, Poisoned - 1).Select(number => $"poison-{number}").Append(Killer).Order(StringComparer.Ordinal));
        open.ShouldBe(0);
        (await books.VerifyAsync()).ShouldBeEmpty();
        installation.IsDone = true;
    }

    /// <summary>Poison lies scattered among the others, the worst in the midst.</summary>
    private static Task AddAsync(Installation installation, int poisoned) => installation.DoAsync(services =>
    {
        var queue = services.GetRequiredService<WorkQueue>();
        var every = poisoned == 0 ? int.MaxValue : Items / poisoned;
        var broken = 0;
        for (var item = 1; item <= Items; item++)
        {
            var good = new { Products = new[] { new ProductId(1) }, After = new OrderId(item) };
            if (item % every != every / 2) queue.Add(Kind, string.Create(CultureInfo.InvariantCulture, $"good-{item}"), good);
            else if (item / every == poisoned / 2) queue.Add(Kind, Killer, good);
            else queue.Add(Kind, $"poison-{++broken}", "this is no event");
        }

        return Task.CompletedTask;
    });

    /// <summary>Works the queue off until only poison is left, starting the server again as often as it dies, as a service manager does.</summary>
    private static async Task<Outcome> WorkAsync(ServerProcess server, Books books, int poisoned)
    {
        var (outcome, since, until) = (new Outcome(), Stopwatch.GetTimestamp(), DateTime.UtcNow + Patience);
        while (true)
        {
            var open = await books.ReadAsync($"SELECT COUNT(*) FROM platform_work WHERE tenant_id = @p0 AND kind = '{Kind}' AND state <> 'Parked' AND key LIKE 'good-%'", row => row.GetInt64(0));
            if (open.Single() == 0) break;
            DateTime.UtcNow.ShouldBeLessThan(until, $"{open.Single()} open after {outcome.Deaths} deaths");
            if (server.HasEnded)
            {
                outcome.Seconds += Stopwatch.GetElapsedTime(since).TotalSeconds;
                await outcome.StartAgainAsync(server);
                since = Stopwatch.GetTimestamp();
            }

            await Task.Delay(50);
        }

        outcome.Seconds += Stopwatch.GetElapsedTime(since).TotalSeconds;
        if (poisoned == 0) outcome.Deaths.ShouldBe(0);
        return outcome;
    }

    /// <summary>The pauses between the poison's attempts are the poison's.</summary>
    private static async Task ParkAsync(ServerProcess server, Books books, Outcome outcome)
    {
        var until = DateTime.UtcNow + Patience;
        while ((await books.ReadAsync($"SELECT COUNT(*) FROM platform_work WHERE tenant_id = @p0 AND kind = '{Kind}' AND state <> 'Parked'", row => row.GetInt64(0))).Single() > 0)
        {
            DateTime.UtcNow.ShouldBeLessThan(until, $"poison is not parked after {outcome.Deaths} deaths");
            if (server.HasEnded) await outcome.StartAgainAsync(server);
            await Task.Delay(200);
        }
    }

    private sealed class Outcome
    {
        /// <summary>While a server ran.</summary>
        public double Seconds { get; set; }

        public int Deaths { get; private set; }

        /// <summary>Seconds until another one ran.</summary>
        public double Away { get; private set; }

        public async Task StartAgainAsync(ServerProcess server)
        {
            var begun = Stopwatch.GetTimestamp();
            Deaths++;
            await server.KillAndStartAsync();
            Away += Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }
    }
}
