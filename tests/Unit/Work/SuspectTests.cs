using System.Collections.Concurrent;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Work;

/// <summary>What was under way when a process died runs alone; what kills every process is parked.</summary>
[Storage]
public sealed class SuspectTests
{
    [Fact]
    public async Task Of_ten_thousand_items_ten_bad_ones_are_parked_and_the_others_are_done()
    {
        const int count = 10_000;
        HashSet<string> throwing = [.. Enumerable.Range(0, 9).Select(i => $"{1_000 + (i * 777)}")];
        var floor = new Floor(killing: "9876", throwing);
        await using var town = await Town.FoundAsync();
        await town.AskAsync("test.step", [.. Enumerable.Range(0, count).Select(i => $"{i}")]);

        var deaths = await floor.WorkUntilQuietAsync(town);

        deaths.ShouldBe(1 + WorkRunner.AttemptsMax, "once in a batch, then alone until it is parked");
        var left = await town.ItemsAsync();
        left.ShouldAllBe(item => item.State == WorkState.Parked && item.Attempts == WorkRunner.AttemptsMax);
        left.Select(item => item.Key).ShouldBe(throwing.Append("9876"), ignoreOrder: true);
        floor.Done.Count.ShouldBe(count - 10);
        left.Single(item => item.Key == "9876").Error.ShouldNotBeNull().ShouldContain("process ended");
    }

    [Fact]
    public async Task The_neighbours_of_what_killed_a_process_run_alone_and_what_came_later_runs_together()
    {
        var floor = new Floor(killing: "2", new HashSet<string>());
        await using var town = await Town.FoundAsync();
        await town.AskAsync("test.step", "1", "2", "3");
        var first = await town.StartAsync(floor.Register);
        await floor.RunAsync(first);
        await first.DieAsync();
        floor.Batches.Clear();

        var second = await town.StartAsync(floor.Register);
        await second.TurnAsync(); // Finds the mark, and runs the first of them.
        await town.AskAsync("test.step", "4", "5");
        await floor.RunAsync(second);

        floor.Batches.ShouldContain("4 5");
        floor.Batches.ShouldContain("1");
        floor.Batches.ShouldContain("2");
        floor.Batches.ShouldNotContain(batch => batch.Contains('2') && batch.Contains(' '));
    }

    [Fact]
    public async Task Of_a_full_batch_some_run_together_and_only_those_that_kill_again_run_alone()
    {
        var floor = new Floor(killing: "300", new HashSet<string>());
        await using var town = await Town.FoundAsync();
        await town.AskAsync("test.step", [.. Enumerable.Range(0, WorkRunner.BatchMax).Select(i => $"{i}")]);

        (await floor.WorkUntilQuietAsync(town)).ShouldBe(1 + WorkRunner.AttemptsMax, "in a batch, in a group, and then alone until it is parked");

        (await town.ItemsAsync()).Select(item => (item.Key, item.State)).ShouldBe([("300", WorkState.Parked)]);
        floor.Done.Count.ShouldBe(WorkRunner.BatchMax - 1);
        floor.Batches.Count(batch => !batch.Contains(' ')).ShouldBeLessThan(3 * SuspectGroups.Most, "the others ran together");
        floor.Batches.Count(batch => batch.Split(' ').Contains("300")).ShouldBe(1 + WorkRunner.AttemptsMax);
    }

    [Fact]
    public async Task A_group_of_suspects_that_fails_runs_alone_and_the_bad_one_has_its_five_attempts()
    {
        var floor = new Floor(killing: "40", new HashSet<string> { "10" });
        await using var town = await Town.FoundAsync();
        await town.AskAsync("test.step", [.. Enumerable.Range(0, 60).Select(i => $"{i}")]);

        await floor.WorkUntilQuietAsync(town);

        (await town.ItemsAsync()).Select(item => (item.Key, item.Attempts)).ShouldBe([("10", WorkRunner.AttemptsMax), ("40", WorkRunner.AttemptsMax)]);
        floor.Done.Count.ShouldBe(58);
    }

    [Fact]
    public async Task A_process_that_ends_by_itself_makes_no_suspects()
    {
        var floor = new Floor(killing: "none", new HashSet<string>());
        await using var town = await Town.FoundAsync();
        await town.AskAsync("test.step", [.. Enumerable.Range(0, WorkRunner.BatchMax + 3).Select(i => $"{i}")]);
        var first = await town.StartAsync(floor.Register);
        await first.TurnAsync(); // A full batch leaves its mark standing.
        await first.Services.GetRequiredService<RunMarks>().TakeBackAsync(first.Services.GetRequiredService<IServiceScopeFactory>(), _ => true, Town.Ct);
        await first.DieAsync();

        var second = await town.StartAsync(floor.Register);
        await second.TurnAsync();

        floor.Batches.Count.ShouldBe(2);
        (await town.ItemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Calls_under_way_when_a_process_died_are_made_one_at_a_time_and_ask_first()
    {
        var begun = 0;
        var dying = new Outside("test.call", async (_, ct) =>
        {
            Interlocked.Increment(ref begun);
            await Task.Delay(Timeout.Infinite, ct);
            return "never";
        });
        var (atOnce, most) = (0, 0);
        var attempts = new ConcurrentBag<int>();
        var living = new Outside("test.call", async (item, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            attempts.Add(item.Attempts);
            await Task.Yield();
            Interlocked.Decrement(ref atOnce);
            return "found";
        });
        await using var town = await Town.FoundAsync();
        await town.AskAsync("test.call", "a", "b", "c");
        var first = await town.StartAsync(services => services.AddSingleton<IExternalWork>(dying));
        (await first.TurnAsync()).ShouldBe(3);
        await first.DieAsync();

        var next = await town.StartAsync(services => services.AddSingleton<IExternalWork>(living), later: TimeSpan.FromMinutes(2)); // The leases have run out.
        await next.DrainAsync();

        living.Written.ShouldBe(["a found", "b found", "c found"], ignoreOrder: true);
        attempts.ShouldAllBe(attempt => attempt == 2);
        most.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_of_a_process_that_has_ended_is_not_made_again_before_its_lease_runs_out()
    {
        var dying = new Outside("test.call", async (_, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return "never";
        });
        var living = new Outside("test.call", (_, _) => Task.FromResult<object>("found"));
        await using var town = await Town.FoundAsync();
        await town.AskAsync("test.call", "a");
        var first = await town.StartAsync(services => services.AddSingleton<IExternalWork>(dying));
        (await first.TurnAsync()).ShouldBe(1);
        var ended = new ProcessName();
        await town.MoveLeasesAsync(ended.Value);
        ended.Dispose();
        ProcessName.HasEnded(ended.Value).ShouldBeTrue();
        await first.DieAsync();

        var early = await town.StartAsync(services => services.AddSingleton<IExternalWork>(living));
        await early.DueAsync();
        living.Written.ShouldBeEmpty("its request may still be on the way, and whoever asks now is told that nothing was booked");
        var later = await town.StartAsync(services => services.AddSingleton<IExternalWork>(living), later: TimeSpan.FromMinutes(2));
        await later.DrainAsync();

        living.Written.ShouldBe(["a found"]);
    }

    [Fact]
    public async Task Leases_of_another_machine_hold_until_they_run_out()
    {
        var dying = new Outside("test.call", async (_, ct) =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return "never";
        });
        var living = new Outside("test.call", (_, _) => Task.FromResult<object>("found"));
        await using var town = await Town.FoundAsync();
        await town.AskAsync("test.call", "a");
        var first = await town.StartAsync(services => services.AddSingleton<IExternalWork>(dying));
        (await first.TurnAsync()).ShouldBe(1);
        await town.MoveLeasesAsync("elsewhere/7/x");
        await first.DieAsync();

        var early = await town.StartAsync(services => services.AddSingleton<IExternalWork>(living));
        (await early.DueAsync()).ShouldBe(0, "nobody knows whether that process lives");
        var later = await town.StartAsync(services => services.AddSingleton<IExternalWork>(living), later: TimeSpan.FromMinutes(2));
        await later.DrainAsync();

        living.Written.ShouldBe(["a found"]);
    }

    [Fact]
    public async Task What_was_tried_when_a_process_died_comes_after_what_was_not()
    {
        var order = new List<string>();
        Worker? running = null;
        var handler = new Inside("test.step", (items, ct) =>
        {
            order.Add(string.Join(' ', items.Select(item => item.Key)));
            if (order.Count < 3) running!.Kill(); // By chance: in a batch, and in what comes first after it.
            ct.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        });
        await using var town = await Town.FoundAsync();
        await town.AskAsync("test.step", "1", "2", "3");
        for (var life = 0; life < 3; life++)
        {
            running = await town.StartAsync(services => services.AddSingleton<IWorkHandler>(handler));
            await running.DrainAsync();
            await running.DieAsync();
        }

        order.ShouldBe(["1 2 3", "1", "2", "3", "1"]);
        (await town.ItemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_that_kills_every_process_is_parked_and_people_are_told()
    {
        Worker? running = null;
        var call = new Outside("test.call", (_, ct) =>
        {
            running!.Kill();
            return Task.FromCanceled<object>(ct.IsCancellationRequested ? ct : new CancellationToken(true));
        });
        await using var town = await Town.FoundAsync();
        await town.AskAsync("test.call", "killer");

        for (var life = 0; life < WorkRunner.AttemptsMax; life++)
        {
            running = await town.StartAsync(services => services.AddSingleton<IExternalWork>(call), later: life * TimeSpan.FromMinutes(3));
            await running.DrainAsync();
            await running.DieAsync();
            (await town.ItemsAsync()).Single().Attempts.ShouldBe(life + 1);
        }

        var last = await town.StartAsync(services => services.AddSingleton<IExternalWork>(call), later: TimeSpan.FromHours(1));
        await last.DrainAsync();

        last.Life.IsCancellationRequested.ShouldBeFalse("it is not called again");
        (await town.ItemsAsync()).Single().State.ShouldBe(WorkState.Parked);
        call.GivenUp.ShouldBe(["killer"]);
    }

    /// <summary>Work in which one item kills the process it runs in, and some throw.</summary>
    private sealed class Floor(string killing, IReadOnlySet<string> throwing)
    {
        private Worker? running;

        public ConcurrentDictionary<string, bool> Done { get; } = [];
        public List<string> Batches { get; } = [];

        public void Register(IServiceCollection services) => services.AddSingleton<IWorkHandler>(new Inside("test.step", Handle));

        public async Task RunAsync(Worker worker)
        {
            running = worker;
            await worker.DrainAsync();
        }

        /// <returns>How many processes died.</returns>
        public async Task<int> WorkUntilQuietAsync(Town town)
        {
            var (deaths, later) = (0, TimeSpan.Zero);
            while (deaths < 20)
            {
                var worker = await town.StartAsync(Register, later);
                for (var pause = 0; pause < 10 && !worker.Life.IsCancellationRequested; pause++)
                {
                    await RunAsync(worker);
                    worker.Clock.Now += TimeSpan.FromMinutes(3); // Longer than any lease and any pause between attempts.
                    later += TimeSpan.FromMinutes(3);
                }

                if (!worker.Life.IsCancellationRequested) return deaths;
                deaths++;
                await worker.DieAsync();
            }

            return deaths;
        }

        private Task Handle(IReadOnlyList<WorkItem> items, CancellationToken ct)
        {
            Batches.Add(string.Join(' ', items.Select(item => item.Key)));
            if (items.Any(item => item.Key == killing)) running!.Kill();
            ct.ThrowIfCancellationRequested();
            if (items.FirstOrDefault(item => throwing.Contains(item.Key)) is { } bad) throw new InvalidOperationException($"{bad.Key} is broken");
            foreach (var item in items) Done[item.Key] = true;
            return Task.CompletedTask;
        }
    }
}
