using System.Collections.Concurrent;
using Entrepot.Kernel;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Work;

/// <summary>A company that floods the queue lets the others wait for one more turn, not for its flood.</summary>
[Storage]
public sealed class FairnessTests
{
    [Fact]
    public async Task A_hundred_times_the_work_of_one_company_makes_the_other_wait_at_most_twice_as_long()
    {
        const int theirs = 320;
        var order = new ConcurrentQueue<TenantId>();
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => services.AddSingleton<IWorkHandler>(new Inside("test.step", (items, _) =>
        {
            foreach (var item in items) order.Enqueue(item.TenantId);
            return Task.CompletedTask;
        })));
        for (var part = 0; part < 100; part++) await town.AskAsync(TestDatabase.Ours, "test.step", "", DestinationTests.Keys("o", theirs));
        await town.AskAsync(TestDatabase.Theirs, "test.step", "", DestinationTests.Keys("t", theirs));

        await RunRoundsAsync(worker, () => order.Count(company => company == TestDatabase.Theirs) == theirs);

        var before = order.TakeWhile((_, at) => order.Take(at).Count(company => company == TestDatabase.Theirs) < theirs).Count();
        before.ShouldBeLessThanOrEqualTo(2 * theirs);
    }

    [Fact]
    public async Task A_company_that_is_alone_has_full_batches()
    {
        var sizes = new List<int>();
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => services.AddSingleton<IWorkHandler>(new Inside("test.step", (items, _) =>
        {
            sizes.Add(items.Count);
            return Task.CompletedTask;
        })));
        await town.AskAsync("test.step", "", DestinationTests.Keys("o", 1_200));

        await RunRoundsAsync(worker, () => sizes.Sum() == 1_200);

        sizes.ShouldBe([Rounds.SharedMax, WorkRunner.BatchMax, WorkRunner.BatchMax, 112]);
    }

    [Fact]
    public async Task A_flood_of_one_kind_does_not_hold_up_the_other_kinds_of_the_same_company()
    {
        var order = new List<string>();
        await using var town = await Town.FoundAsync();
        Inside Kind(string kind) => new(kind, (items, _) =>
        {
            order.Add(kind);
            return Task.CompletedTask;
        });
        var worker = await town.StartAsync(services => services.AddSingleton<IWorkHandler>(Kind("test.flood")).AddSingleton<IWorkHandler>(Kind("test.other")));
        await town.AskAsync("test.flood", "", DestinationTests.Keys("f", 500));
        await town.AskAsync("test.other", "", DestinationTests.Keys("o", 10));

        for (var turn = 0; turn < 3; turn++) await worker.TurnAsync(limit: 64);

        order.ShouldBe(["test.flood", "test.other", "test.flood"]);
    }

    [Fact]
    public async Task Calls_of_a_flooding_company_leave_the_others_their_share_of_a_destination()
    {
        var hanging = new ConcurrentDictionary<string, TaskCompletionSource<object>>();
        var call = new Outside("test.call", (item, ct) => hanging.GetOrAdd($"{item.TenantId.Value} {item.Key}", _ => new()).Task.WaitAsync(ct));
        await using var town = await Town.FoundAsync();
        var worker = await town.StartAsync(services => DestinationTests.With(services, call));
        await town.AskAsync(TestDatabase.Ours, "test.call", "peer", DestinationTests.Keys("a", 100));
        (await worker.TurnAsync(TestDatabase.Ours)).ShouldBe(4, "nobody else wants it");
        await town.AskAsync(TestDatabase.Theirs, "test.call", "peer", DestinationTests.Keys("a", 100));
        (await worker.TurnAsync(TestDatabase.Theirs)).ShouldBe(0, "there is no room yet");

        await DestinationTests.TurnUntilAsync(worker, () => hanging.Count == 4);
        foreach (var key in hanging.Keys.Take(2).ToList()) hanging[key].SetResult("done");
        await DestinationTests.TurnUntilAsync(worker, () => worker.Services.GetRequiredService<Destinations>().States.Single().Running == 2);
        (await worker.TurnAsync(TestDatabase.Ours)).ShouldBe(0, "ours has its share");
        (await worker.TurnAsync(TestDatabase.Theirs)).ShouldBe(2);

        (await town.ItemsAsync(TestDatabase.Theirs)).Count(item => item.State == WorkState.Running).ShouldBe(2);
    }

    private static async Task RunRoundsAsync(Worker worker, Func<bool> isDone)
    {
        var rounds = new Rounds();
        for (var round = 0; round < 500 && !isDone(); round++)
            await rounds.RunAsync([TestDatabase.Ours, TestDatabase.Theirs], (company, isShared) => worker.TurnAsync(company, isShared ? Rounds.SharedMax : WorkRunner.BatchMax), Town.Ct);
        isDone().ShouldBeTrue();
    }
}
