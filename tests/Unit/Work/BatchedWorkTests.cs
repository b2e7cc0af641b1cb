using System.Collections.Concurrent;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Work;

/// <summary>Calls that read and write together mean what each alone would.</summary>
[Storage]
public sealed class BatchedWorkTests
{
    [Fact]
    public async Task Items_that_are_leased_together_are_prepared_together_and_each_outcome_is_written_once()
    {
        await using var town = await Town.FoundAsync();
        var (worker, log) = await StartAsync(town);
        string[] keys = ["a", "b", "c", "d"];
        await town.AskAsync(Batching.Called, keys);

        await worker.DrainAsync();

        log.Prepared.ShouldBe(["a b c d"]);
        log.Alone.ShouldBeEmpty();
        (await NotesAsync(town)).ShouldBe(keys);
        worker.Discarded.ShouldBe(0);
    }

    [Fact]
    public async Task An_item_alone_takes_the_way_of_a_single_call()
    {
        await using var town = await Town.FoundAsync();
        var (worker, log) = await StartAsync(town);
        await town.AskAsync(Batching.Called, "a");

        await worker.DrainAsync();

        log.Prepared.ShouldBeEmpty();
        log.Alone.ShouldBe(["a"]);
        (await NotesAsync(town)).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_call_that_was_not_prepared_reads_for_itself()
    {
        await using var town = await Town.FoundAsync();
        var (worker, log) = await StartAsync(town);
        await town.AskAsync(Batching.Called, "a", $"b {Batching.Unprepared}", "c");

        await worker.DrainAsync();

        log.Alone.ShouldBe([$"b {Batching.Unprepared}"]);
        (await NotesAsync(town)).ShouldBe(["a", $"b {Batching.Unprepared}", "c"]);
    }

    [Fact]
    public async Task Where_preparing_fails_each_goes_its_own_way()
    {
        await using var town = await Town.FoundAsync();
        var (worker, log) = await StartAsync(town);
        await town.AskAsync(Batching.Called, "a", $"b {Batching.Unreadable}", "c");

        await worker.DrainAsync();

        log.Alone.Order(StringComparer.Ordinal).ShouldBe(["a", $"b {Batching.Unreadable}", "c"]);
        (await NotesAsync(town)).ShouldBe(["a", $"b {Batching.Unreadable}", "c"]);
    }

    [Fact]
    public async Task Two_outcomes_about_one_thing_are_never_written_in_one_piece()
    {
        await using var town = await Town.FoundAsync();
        var (worker, log) = await StartAsync(town);
        await town.AskAsync(Batching.Called, "a", "b", "a", "a");

        await worker.DrainAsync();

        log.Applied.ShouldAllBe(group => group.Distinct().Count() == group.Length);
        (await NotesAsync(town)).ShouldBe(["a", "a", "a", "b"]);
    }

    [Fact]
    public async Task Whatever_fails_of_a_crowd_fails_alone_and_all_else_is_written_once()
    {
        var traits = Gen.Elements("", "", "", Batching.Unprepared, Batching.Unreadable, Batching.Bad, Batching.Unanswering);
        await using var town = await Town.FoundAsync();
        var (worker, _) = await StartAsync(town);
        var round = 0;

        Prop.ForAll(traits.ArrayOf(9).ToArbitrary(), crowd =>
        {
            var before = round++;
            string[] keys = [.. crowd.Select((trait, i) => $"{before:D3}/{i} {trait}".TrimEnd())];
            var fails = keys.Where(key => key.EndsWith(Batching.Bad, StringComparison.Ordinal) || key.EndsWith(Batching.Unanswering, StringComparison.Ordinal)).ToList();
            town.AskAsync(Batching.Called, keys).GetAwaiter().GetResult();

            worker.DrainAsync().GetAwaiter().GetResult();

            var items = town.ItemsAsync().GetAwaiter().GetResult();
            items.Where(item => item.Kind == Batching.Noted).Select(item => item.Key).Where(IsOfRound).Order(StringComparer.Ordinal).ShouldBe(keys.Except(fails).Order(StringComparer.Ordinal));
            items.Where(item => item.Kind == Batching.Called && IsOfRound(item.Key)).ShouldAllBe(item => item.State == WorkState.Waiting && item.Attempts == 1);
            items.Where(item => item.Kind == Batching.Called).Select(item => item.Key).Where(IsOfRound).ShouldBe(fails, ignoreOrder: true);

            bool IsOfRound(string key) => key.StartsWith($"{before:D3}/", StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(12));
    }

    private static async Task<(Worker Worker, Log Log)> StartAsync(Town town)
    {
        var log = new Log();
        return (await town.StartAsync(services => services.AddSingleton(log).AddScoped<IExternalWork, Batching>()), log);
    }

    private static async Task<List<string>> NotesAsync(Town town) =>
        [.. (await town.ItemsAsync()).Where(item => item.Kind == Batching.Noted).Select(item => item.Key).Order(StringComparer.Ordinal)];

    /// <summary>What was done, in the order in which it was.</summary>
    private sealed class Log
    {
        /// <summary>The keys of each preparation.</summary>
        public ConcurrentQueue<string> Prepared { get; } = [];

        /// <summary>Keys whose call read for itself.</summary>
        public ConcurrentQueue<string> Alone { get; } = [];

        /// <summary>The keys of each piece that was written.</summary>
        public ConcurrentQueue<string[]> Applied { get; } = [];
    }

    /// <summary>Notes each outcome in the database; a key's last word says what goes wrong with it.</summary>
    private sealed class Batching(EntrepotDb db, WorkQueue queue, Log log) : IBatchedWork
    {
        public const string Called = "test.batched";
        public const string Noted = "test.noted";
        public const string Unprepared = "unprepared";
        public const string Unreadable = "unreadable";
        public const string Unanswering = "unanswering";
        public const string Bad = "bad";

        public string Kind => Called;

        public Task<object> CallAsync(WorkItem item, CancellationToken ct)
        {
            log.Alone.Enqueue(item.Key);
            return AnswerAsync(item);
        }

        public Task<IReadOnlyList<Func<CancellationToken, Task<object>>?>> PrepareAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
        {
            log.Prepared.Enqueue(string.Join(' ', items.Select(item => item.Key)));
            if (items.Any(item => Is(item, Unreadable))) throw new InvalidOperationException("One of them cannot be read.");
            return Task.FromResult<IReadOnlyList<Func<CancellationToken, Task<object>>?>>([.. items.Select(item => Is(item, Unprepared) ? (Func<CancellationToken, Task<object>>?)null : _ => AnswerAsync(item))]);
        }

        public Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct) => ApplyAsync([(item, outcome)], ct);

        public Task ApplyAsync(IReadOnlyList<(WorkItem Item, object Outcome)> ended, CancellationToken ct)
        {
            db.Database.CurrentTransaction.ShouldNotBeNull();
            foreach (var (item, outcome) in ended)
            {
                if (Is(item, Bad)) throw new InvalidOperationException("This outcome cannot be written.");
                queue.Add(Noted, (string)outcome, outcome);
            }

            log.Applied.Enqueue([.. ended.Select(one => one.Item.Key)]);
            return Task.CompletedTask;
        }

        private static Task<object> AnswerAsync(WorkItem item) => Is(item, Unanswering) ? throw new InvalidOperationException("Nobody answers.") : Task.FromResult<object>(item.Key);

        private static bool Is(WorkItem item, string trait) => item.Key.EndsWith(trait, StringComparison.Ordinal);
    }
}
