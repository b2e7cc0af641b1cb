using System.Collections.Concurrent;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Work;

/// <summary>Several processes work at one queue, and each item's outcome is written once.</summary>
[Storage]
public sealed class LeaseTests
{
    [Fact]
    public async Task An_answer_that_a_full_disk_refuses_is_kept_until_there_is_room_and_costs_no_attempt()
    {
        var asked = 0;
        var call = new Outside("test.call", (_, _) => Task.FromResult<object>($"answer {Interlocked.Increment(ref asked)}"));
        const int full = 13; // SQLITE_FULL
        for (var time = 0; time < 2; time++) call.WriteFailures.Enqueue(new SqliteException("database or disk is full", full));
        await using var town = await Town.FoundAsync();
        await town.AskAsync("test.call", "a");
        var worker = await town.StartAsync(services => services.AddSingleton<IExternalWork>(call));

        await worker.DrainAsync();

        (asked, call.WriteFailures.Count).ShouldBe((1, 0));
        call.Written.ShouldBe(["a answer 1"]);
        (await town.ItemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slow_attempt_that_comes_back_after_another_has_finished_writes_nothing()
    {
        var answer = new TaskCompletionSource<object>();
        var slowCall = new Outside("test.call", (_, _) => answer.Task);
        var quickCall = new Outside("test.call", (item, _) => Task.FromResult<object>($"attempt {item.Attempts}"));
        await using var town = await Town.FoundAsync();
        var slow = await town.StartAsync(services => services.AddSingleton<IExternalWork>(slowCall));
        var quick = await town.StartAsync(services => services.AddSingleton<IExternalWork>(quickCall), later: TimeSpan.FromMinutes(2));
        await town.AskAsync("test.call", "a");

        (await slow.TurnAsync()).ShouldBe(1);
        await quick.DrainAsync();
        answer.SetResult("late");
        await slow.Services.GetRequiredService<WorkRunner>().EndAsync();

        quickCall.Written.ShouldBe(["a attempt 2"]);
        slowCall.Written.ShouldBeEmpty();
        slow.Discarded.ShouldBe(1);
        (await town.ItemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lease_that_another_has_taken_over_cannot_be_failed_either()
    {
        var answer = new TaskCompletionSource<object>();
        var slowCall = new Outside("test.call", (_, _) => answer.Task);
        var deadCall = new Outside("test.call", (_, ct) => Task.FromCanceled<object>(ct));
        await using var town = await Town.FoundAsync();
        var slow = await town.StartAsync(services => services.AddSingleton<IExternalWork>(slowCall));
        var next = await town.StartAsync(services => services.AddSingleton<IExternalWork>(deadCall), later: TimeSpan.FromMinutes(2));
        await town.AskAsync("test.call", "a");
        await slow.TurnAsync();

        var over = await TakeOverAsync(town, next);
        answer.SetException(new InvalidOperationException("too late to fail"));
        await slow.Services.GetRequiredService<WorkRunner>().EndAsync();

        var item = (await town.ItemsAsync()).Single();
        (item.LeaseNumber, item.Error, item.State).ShouldBe((over, null, WorkState.Suspect));
    }

    [Fact]
    public async Task A_process_whose_clock_is_ahead_does_not_take_leases_early()
    {
        var answer = new TaskCompletionSource<object>();
        var call = new Outside("test.call", (_, _) => answer.Task);
        await using var town = await Town.FoundAsync();
        void Register(IServiceCollection services) => services.AddSingleton<IExternalWork>(call).AddSingleton<WorkClock, ServerTime>();
        var right = await town.StartAsync(Register);
        var ahead = await town.StartAsync(Register, later: TimeSpan.FromMinutes(5));
        await town.AskAsync("test.call", "a");

        (await right.TurnAsync()).ShouldBe(1);
        (await ahead.TurnAsync()).ShouldBe(0);
        answer.SetResult("once");
        await right.Services.GetRequiredService<WorkRunner>().EndAsync();

        call.Written.ShouldBe(["a once"]);
        right.Discarded.ShouldBe(0);
    }

    [Fact]
    public async Task A_process_whose_clock_is_put_ahead_does_not_take_its_own_calls_over()
    {
        var answer = new TaskCompletionSource<object>();
        var calls = 0;
        var call = new Outside("test.call", (_, _) =>
        {
            calls++;
            return answer.Task;
        });
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => services.AddSingleton<IExternalWork>(call));
        await town.AskAsync("test.call", "a");

        await worker.TurnAsync();
        worker.Clock.Now += TimeSpan.FromMinutes(20);
        await worker.TurnAsync();
        answer.SetResult("once");
        await worker.Services.GetRequiredService<WorkRunner>().EndAsync();

        (calls, worker.Discarded).ShouldBe((1, 0));
        call.Written.ShouldBe(["a once"]);
    }

    [Fact]
    public async Task Two_processes_share_a_companys_work_and_do_each_item_once()
    {
        var inside = new ConcurrentQueue<string>();
        var outside = new Outside("test.call", (item, _) => Task.FromResult<object>(item.Attempts));
        await using var town = await Town.FoundAsync();
        void Register(IServiceCollection services) => services
            .AddSingleton<IWorkHandler>(new Inside("test.step", (items, _) =>
            {
                foreach (var item in items) inside.Enqueue(item.Key);
                return Task.CompletedTask;
            }))
            .AddSingleton<IExternalWork>(outside);
        var workers = new[] { await town.StartAsync(Register), await town.StartAsync(Register) };
        string[] keys = [.. Enumerable.Range(0, 300).Select(i => $"{i}")];
        await town.AskAsync("test.step", keys);
        await town.AskAsync("test.call", keys);

        await Task.WhenAll(workers.Select(worker => Task.Run(worker.DrainAsync)));
        await workers[0].DrainAsync(); // What one of them still held when the other looked for the last time.

        inside.Order(StringComparer.Ordinal).ShouldBe(keys.Order(StringComparer.Ordinal));
        outside.Written.Order(StringComparer.Ordinal).ShouldBe(keys.Select(key => $"{key} 1").Order(StringComparer.Ordinal));
        (await town.ItemsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_that_timed_out_after_it_had_succeeded_is_found_and_not_made_again()
    {
        var labels = new Dictionary<string, string>();
        var carrier = new Outside("test.book", (item, _) =>
        {
            if (item.Attempts > 1 && labels.TryGetValue(item.Key, out var label)) return Task.FromResult<object>(label);
            labels.Add(item.Key, $"label {labels.Count + 1}"); // Throws where there is one already.
            throw new TimeoutException("The answer was lost.");
        });
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => services.AddSingleton<IExternalWork>(carrier));
        await town.AskAsync("test.book", "parcel");

        await worker.DrainAsync();
        carrier.Written.ShouldBeEmpty();
        worker.Clock.Now += TimeSpan.FromSeconds(2);
        await worker.DrainAsync();

        carrier.Written.ShouldBe(["parcel label 1"]);
        labels.Count.ShouldBe(1);
    }

    /// <summary>Takes the lease over without running it.</summary>
    /// <returns>The item's number after that.</returns>
    private static async Task<long> TakeOverAsync(Town town, Worker next)
    {
        await using var scope = next.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Entrepot.Platform.Security.CurrentUser>().BecomeSystem(TestDatabase.Ours);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using (var unit = await db.BeginAsync(Town.Ct))
        {
            (await db.TakeOverAsync(next.Clock.Now, [], [], Town.Ct)).ShouldBe(["test.call"]);
            await unit.CommitAsync(Town.Ct);
        }

        return (await town.ItemsAsync()).Single().LeaseNumber;
    }

    /// <summary>The time that all processes are told, whatever their own clocks say.</summary>
    private sealed class ServerTime(TimeProvider clock) : WorkClock(clock)
    {
        public override DateTime Now => TestDatabase.Noon;
    }
}
