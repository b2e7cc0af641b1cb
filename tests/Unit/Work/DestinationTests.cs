using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Work;

/// <summary>What hangs or fails in the world holds up nothing but itself.</summary>
[Storage]
public sealed class DestinationTests
{
    private static readonly DestinationRule Rule = new(new(2026, 1, 1), null, "a test", "*", CallsAtOnce: 4, CallsPerSecond: 1_000, Burst: 1_000, FailuresPpm: 500_000, CallsMin: 3, SampleSeconds: 30, OpenSeconds: 10, OpenSecondsMax: 300);

    [Fact]
    public async Task While_one_destination_hangs_the_others_work_is_done()
    {
        var (hang, inside) = (new TaskCompletionSource<object>(), 0);
        var call = new Outside("test.call", (item, ct) => item.Destination == "slow" ? hang.Task.WaitAsync(ct) : Task.FromResult<object>("done"));
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => With(services, call).AddSingleton<IWorkHandler>(new Inside("test.step", (items, _) => Task.FromResult(inside += items.Count))));
        await town.AskAsync("test.call", "slow", Keys("s", 20));
        await town.AskAsync("test.call", "quick", Keys("q", 20));
        await town.AskAsync("test.step", "", Keys("i", 20));

        var destinations = worker.Services.GetRequiredService<Destinations>();
        await TurnUntilAsync(worker, () => call.Written.Count == 20 && inside == 20 && destinations.States[0].Running == 0);

        call.Written.ShouldAllBe(written => written.StartsWith('q'));
        destinations.States.Select(one => (one.Name, one.Running)).ShouldBe([("quick", 0), ("slow", Rule.CallsAtOnce)]);
        (await town.ItemsAsync()).Count(item => item.State == WorkState.Running).ShouldBe(Rule.CallsAtOnce, "what cannot be called now is not leased");
        hang.SetResult("late");
        await worker.DrainAsync();
        await worker.Services.GetRequiredService<WorkRunner>().EndAsync();
        await worker.DrainAsync();
        call.Written.Count.ShouldBe(40);
    }

    [Fact]
    public async Task A_breaker_opens_waits_tries_once_and_closes_and_no_attempt_is_counted_while_it_is_open()
    {
        var (isDown, calls) = (true, 0);
        var call = new Outside("test.call", (_, _) =>
        {
            calls++;
            return isDown ? throw new HttpRequestException("nobody is there") : Task.FromResult<object>("done");
        });
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => With(services, call, Rule with { CallsAtOnce = 1 }));
        var destinations = worker.Services.GetRequiredService<Destinations>();
        await town.AskAsync("test.call", "peer", Keys("a", 12));

        await worker.DrainAsync();
        (calls, destinations.States.Single().Breaker).ShouldBe((3, BreakerState.Open));
        (await town.ItemsAsync()).Count(item => item.Attempts == 0).ShouldBe(9, "nobody calls while it is open");

        worker.Clock.Now += TimeSpan.FromSeconds(15); // Beyond ten and the jitter.
        await worker.DrainAsync();
        (calls, destinations.States.Single().Breaker).ShouldBe((4, BreakerState.Open), "one call tried in vain");

        isDown = false;
        worker.Clock.Now += TimeSpan.FromSeconds(30); // Twice as long after the second failure.
        await worker.DrainAsync();

        destinations.States.Single().Breaker.ShouldBe(BreakerState.Closed);
        call.Written.Count.ShouldBe(12);
        (await town.ItemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_that_meets_an_open_breaker_is_given_back_with_its_attempt()
    {
        var gate = new TaskCompletionSource<object>();
        var call = new Outside("test.call", async (item, _) => item.Key == "a0" ? await gate.Task : throw new HttpRequestException("nobody is there"));
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => With(services, call, Rule with { CallsAtOnce = 1, CallsMin = 2 }));
        await town.AskAsync("test.call", "peer", Keys("b", 6));
        await worker.DrainAsync();

        worker.Services.GetRequiredService<Destinations>().States.Single().Breaker.ShouldBe(BreakerState.Open);
        (await town.ItemsAsync()).Sum(item => item.Attempts).ShouldBe(2);
        (await town.ItemsAsync()).ShouldAllBe(item => item.State == WorkState.Waiting);
    }

    [Fact]
    public async Task A_fault_in_an_item_does_not_open_the_breaker_for_the_others()
    {
        var call = new Outside("test.call", (item, _) => item.Key == "a11" ? Task.FromResult<object>("done") : throw new FormatException("this item is broken"));
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => With(services, call));
        await town.AskAsync("test.call", "peer", Keys("a", 12));

        await worker.DrainAsync();

        call.Written.ShouldBe(["a11 done"]);
        worker.Services.GetRequiredService<Destinations>().States.Single().Breaker.ShouldBe(BreakerState.Closed);
    }

    [Fact]
    public async Task Polls_without_answer_open_the_breaker_and_are_no_failures_of_theirs()
    {
        var call = new Outside("test.call", (_, _) => Task.FromResult<object>(new Unanswered(new TimeoutException("nobody is there"))));
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => With(services, call, Rule with { CallsAtOnce = 1 }));
        await town.AskAsync("test.call", "peer", Keys("a", 12));

        await worker.DrainAsync();

        worker.Services.GetRequiredService<Destinations>().States.Single().Breaker.ShouldBe(BreakerState.Open);
        call.Written.Count.ShouldBe(3, "what did not answer is told to the work itself");
        (await town.ItemsAsync()).ShouldAllBe(item => item.Attempts == 0 && item.State == WorkState.Waiting);
    }

    [Fact]
    public async Task Of_several_kinds_of_calls_to_one_destination_none_takes_all_places()
    {
        var (first, second) = (new Outside("test.call", (_, _) => Task.FromResult<object>("done")), new Outside("test.poll", (_, _) => Task.FromResult<object>("done")));
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => With(services, first, Rule with { CallsAtOnce = 1 }).AddSingleton<IExternalWork>(second));
        await town.AskAsync("test.call", "peer", Keys("a", 20));
        await town.AskAsync("test.poll", "peer", Keys("p", 5));

        for (var turn = 0; turn < 10; turn++)
        {
            await worker.TurnAsync();
            await worker.Services.GetRequiredService<WorkRunner>().EndAsync();
        }

        first.Written.Count.ShouldBeGreaterThan(0);
        second.Written.Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task No_more_calls_begin_than_the_rate_allows()
    {
        var call = new Outside("test.call", (_, _) => Task.FromResult<object>("done"));
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => With(services, call, Rule with { CallsAtOnce = 50, Burst = 5, CallsPerSecond = 1 }));
        await town.AskAsync("test.call", "peer", Keys("a", 20));

        (await worker.TurnAsync()).ShouldBe(5);
        await worker.Services.GetRequiredService<WorkRunner>().EndAsync();

        (await town.ItemsAsync()).Count(item => item is { State: WorkState.Waiting, Attempts: 0 }).ShouldBe(15);
    }

    [Fact]
    public async Task The_rules_of_the_product_cover_every_destination()
    {
        await using var town = await Town.FoundAsync();
        DestinationRules.Read().For("ups@onlinetools.ups.com", new(2026, 11, 22)).CallsAtOnce.ShouldBePositive();
        Should.Throw<InvalidOperationException>(() => DestinationRules.Read().For("ups", new(2020, 1, 1)));
        var own = Rule with { Destination = "ups@*", CallsAtOnce = 2 };
        new DestinationRules([Rule, own]).For("ups@here", new(2026, 11, 22)).ShouldBe(own);
    }

    internal static IServiceCollection With(IServiceCollection services, Outside call, DestinationRule? rule = null) =>
        services.AddSingleton<IExternalWork>(call).AddSingleton(new DestinationRules([rule ?? Rule]));

    internal static string[] Keys(string letter, int count) => [.. Enumerable.Range(0, count).Select(i => $"{letter}{i}")];

    /// <summary>Turns of one worker, with calls ending in the background between them.</summary>
    internal static async Task TurnUntilAsync(Worker worker, Func<bool> isDone)
    {
        for (var turn = 0; turn < 2_000 && !isDone(); turn++)
            if (await worker.TurnAsync() == 0) await Task.Delay(5, Town.Ct);
        isDone().ShouldBeTrue();
    }
}
