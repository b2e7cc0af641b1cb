using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Work;

/// <summary>Calls to the world that end at the same moment share a commit, and each outcome stands for itself all the same.</summary>
[Storage]
public sealed class OutcomeTests
{
    private const int Calls = 8; // All of a destination's places.

    [Fact]
    public async Task Outcomes_that_come_together_are_each_written_once()
    {
        await using var town = await Town.FoundAsync();
        var worker = await StartAsync(town);
        string[] keys = [.. Enumerable.Range(0, 3 * Calls).Select(i => $"{i}")];
        await town.AskAsync(Noting.Called, keys);

        await worker.DrainAsync();

        (await NotesAsync(town)).ShouldBe(keys.Select(key => $"{key} 1").Order(StringComparer.Ordinal));
        worker.Discarded.ShouldBe(0);
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_written_fails_alone()
    {
        await using var town = await Town.FoundAsync();
        var worker = await StartAsync(town);
        await town.AskAsync(Noting.Called, ["a", "b", Noting.Bad, "c", "d"]);

        await worker.DueAsync();

        (await NotesAsync(town)).ShouldBe(["a 1", "b 1", "c 1", "d 1"]);
        var failed = (await town.ItemsAsync()).Single(item => item.Kind == Noting.Called);
        (failed.Key, failed.State, failed.Attempts, failed.Error).ShouldBe((Noting.Bad, WorkState.Waiting, 1, "This outcome cannot be written."));
    }

    [Fact]
    public async Task The_second_of_two_outcomes_about_one_thing_sees_what_the_first_has_written()
    {
        await using var town = await Town.FoundAsync();
        var worker = await StartAsync(town);
        await town.AskAsync(Noting.Called, ["a", "b", "a", "a"]);

        await worker.DrainAsync();

        (await NotesAsync(town)).ShouldBe(["a 1", "a 2", "a 3", "b 1"]);
        worker.Discarded.ShouldBe(0);
    }

    private static Task<Worker> StartAsync(Town town) => town.StartAsync(services => services.AddSingleton(new Together()).AddScoped<IExternalWork, Noting>());

    private static async Task<List<string>> NotesAsync(Town town) =>
        [.. (await town.ItemsAsync()).Where(item => item.Kind == Noting.Noted).Select(item => item.Read<string>()).Order(StringComparer.Ordinal)];

    /// <summary>Lets calls answer only when several are under way, so that their outcomes come together.</summary>
    private sealed class Together
    {
        private readonly TaskCompletionSource several = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int calls;

        public Task WaitAsync()
        {
            if (Interlocked.Increment(ref calls) == 4) several.SetResult();
            return several.Task;
        }
    }

    /// <summary>Notes each outcome in the database, with how many there were about the same thing.</summary>
    private sealed class Noting(EntrepotDb db, WorkQueue queue, Together together) : IExternalWork
    {
        public const string Called = "test.call";
        public const string Noted = "test.noted";
        public const string Bad = "bad";

        public string Kind => Called;

        public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
        {
            await together.WaitAsync();
            return item.Key;
        }

        public async Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct)
        {
            if (item.Key == Bad) throw new InvalidOperationException("This outcome cannot be written.");
            var before = await db.Set<WorkItem>().CountAsync(note => note.Kind == Noted && note.Key == item.Key, ct);
            queue.Add(Noted, item.Key, $"{outcome} {before + 1}");
        }
    }
}
