using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Platform;

[Storage]
public sealed class WorkRunnerTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task Work_asked_for_in_a_transaction_is_done_once_after_it()
    {
        var seen = new List<string>();
        await using var database = await WithHandlerAsync(items => seen.AddRange(items.Select(item => item.Read<string>())));
        await AskAsync(database, "a", "b");

        (await RunAsync(database)).ShouldBe(2);
        (await RunAsync(database)).ShouldBe(0);
        seen.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Work_of_a_transaction_that_did_not_commit_never_happens()
    {
        await using var database = await WithHandlerAsync(_ => throw new InvalidOperationException("must not run"));
        await using (var scope = database.As(TestDatabase.Ours))
        {
            await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(Ct);
            scope.ServiceProvider.GetRequiredService<WorkQueue>().Add("test", "x", "x");
        }

        (await RunAsync(database)).ShouldBe(0);
    }

    [Fact]
    public async Task A_bad_item_of_a_full_batch_is_found_at_the_cost_of_two_more()
    {
        var sizes = new List<int>();
        await using var database = await WithHandlerAsync(items =>
        {
            sizes.Add(items.Count);
            if (items.Any(item => item.Read<string>() == "300")) throw new InvalidOperationException("this one is broken");
        });
        await AskAsync(database, [.. Enumerable.Range(0, WorkRunner.BatchMax).Select(i => $"{i}")]);

        await RunAsync(database);
        await RunAsync(database);

        sizes.Sum().ShouldBeLessThanOrEqualTo(4 * WorkRunner.BatchMax, "the batch itself, its halves, and the items behind the bad one again");
        await using var scope = database.As(TestDatabase.Ours);
        (await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<WorkItem>().SingleAsync(Ct)).Key.ShouldBe("300");
    }

    [Fact]
    public async Task One_bad_item_is_parked_with_its_error_and_the_others_are_done()
    {
        var seen = new HashSet<string>();
        await using var database = await WithHandlerAsync(items =>
        {
            if (items.Any(item => item.Read<string>() == "bad")) throw new InvalidOperationException("this one is broken");
            seen.UnionWith(items.Select(item => item.Read<string>()));
        });
        await AskAsync(database, "a", "bad", "b", "c");

        for (var i = 0; i < 40; i++)
        {
            await RunAsync(database);
            database.Clock.Now += TimeSpan.FromMinutes(10);
        }

        seen.ShouldBe(["a", "b", "c"], ignoreOrder: true);
        await using var scope = database.As(TestDatabase.Ours);
        var parked = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<WorkItem>().SingleAsync(Ct);
        parked.State.ShouldBe(WorkState.Parked);
        parked.Attempts.ShouldBe(WorkRunner.AttemptsMax);
        parked.Error.ShouldBe("this one is broken");
    }

    [Fact]
    public async Task One_company_does_not_run_the_work_of_another()
    {
        await using var database = await WithHandlerAsync(_ => throw new InvalidOperationException("must not run"));
        await AskAsync(database, "ours");

        await using var scope = database.As(TestDatabase.Theirs);
        (await scope.ServiceProvider.GetRequiredService<WorkRunner>().RunDueAsync(TestDatabase.Theirs, Ct)).ShouldBe(0);
    }

    private static Task<TestDatabase> WithHandlerAsync(Action<IReadOnlyList<WorkItem>> handle) =>
        TestDatabase.CreateAsync(services => services.AddSingleton<IWorkHandler>(new Handler(handle)));

    private static Task AskAsync(TestDatabase database, params string[] payloads) => database.InUnitAsync(provider =>
    {
        foreach (var payload in payloads) provider.GetRequiredService<WorkQueue>().Add("test", payload, payload);
        return Task.CompletedTask;
    });

    private static Task<int> RunAsync(TestDatabase database) => database.Services.GetRequiredService<WorkRunner>().RunDueAsync(TestDatabase.Ours, Ct);

    private sealed class Handler(Action<IReadOnlyList<WorkItem>> handle) : IWorkHandler
    {
        public string Kind => "test";

        public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
        {
            handle(items);
            return Task.CompletedTask;
        }
    }
}
