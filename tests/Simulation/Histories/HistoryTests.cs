using System.Collections.Concurrent;
using Entrepot.Channels.Contracts;
using Entrepot.Simulation.Company;

namespace Entrepot.Simulation.Histories;

/// <summary>How often and in which order things reach us, and with which others, makes no difference to what becomes of them.</summary>
[Collection("Simulation")]
public sealed class HistoryTests
{
    private const int OrdersToSplit = 14;

    /// <summary>How many, and which share of them on PostgreSQL too; <c>ENTREPOT_HISTORIES</c> for more or fewer.</summary>
    private static readonly int Histories = Seeds.Number("ENTREPOT_HISTORIES", 500), OnPostgres = Histories / 10, Splits = Histories / 25;

    /// <summary>More than all orders of a history want.</summary>
    private const long Plenty = 100;

    [Fact]
    public Task Messages_that_come_twice_late_early_or_never_end_where_those_in_order_end() => CompareAsync(1, Histories, Books.OpenAsync);

    [Fact]
    public async Task On_PostgreSQL_they_end_there_too()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed.");
        await CompareAsync(Histories + 1, OnPostgres, Books.OpenOnPostgresAsync);
    }

    [Fact]
    public async Task Orders_split_into_batches_of_any_sizes_get_the_same_decisions()
    {
        for (var seed = 1; seed <= Splits; seed++)
        {
            var dice = new Random(seed);
            var orders = Enumerable.Range(1, OrdersToSplit).Select(i => Goods.AnOrder($"B-{i:D2}", Furnished.Noon.AddHours(-i), Goods.Places[dice.Next(Goods.Places.Length)], ("MUG", 1 + dice.Next(4)), ("SET", 1 + dice.Next(2)))).ToList();
            var together = await DecideAsync([orders]);
            together.ShouldContain("Backordered", customMessage: "orders that do not compete prove nothing");
            (await DecideAsync(Split(orders, dice))).ShouldBe(together, $"split {seed}");
        }
    }

    private static async Task CompareAsync(int first, int count, Func<long, Task<Books>> open)
    {
        var failing = new ConcurrentBag<int>();
        await Parallel.ForEachAsync(Enumerable.Range(first, count), async (seed, _) =>
        {
            if (await DifferenceAsync(ChannelHistory.Draw(seed), open) is not null) failing.Add(seed);
        });
        if (failing.IsEmpty) return;

        var smallest = await ShrinkAsync(ChannelHistory.Draw(failing.Min()), open);
        Assert.Fail($"{failing.Count} histories; {failing.Min()} made as small as it goes:\n  in order: {string.Join(", ", smallest.InOrder)}\n  as it came: {string.Join(", ", smallest.AsItCame)}\n{await DifferenceAsync(smallest, open)}");
    }

    private static async Task<string?> DifferenceAsync(ChannelHistory history, Func<long, Task<Books>> open)
    {
        var (right, came) = (await EndOfAsync(history.InOrder, open), await EndOfAsync(history.AsItCame, open));
        return right == came ? null : $"in order:\n{right}\nas it came:\n{came}";
    }

    private static async Task<string> EndOfAsync(IEnumerable<Told> messages, Func<long, Task<Books>> open)
    {
        await using var books = await open(Plenty);
        await books.TellAsync(messages);
        return await books.StateAsync();
    }

    private static async Task<ChannelHistory> ShrinkAsync(ChannelHistory failing, Func<long, Task<Books>> open)
    {
        foreach (var smaller in failing.Smaller())
            if (await DifferenceAsync(smaller, open) is not null) return await ShrinkAsync(smaller, open);
        return failing;
    }

    /// <param name="batches">Each is accepted in one call and decided before the next one comes.</param>
    private static async Task<string> DecideAsync(IEnumerable<IReadOnlyList<IncomingOrder>> batches)
    {
        await using var books = await Books.OpenAsync(quantity: 15);
        foreach (var batch in batches)
        {
            await books.AcceptAsync(batch);
            await books.WorkOffAsync();
        }

        return await books.StateAsync();
    }

    private static IEnumerable<IReadOnlyList<IncomingOrder>> Split(List<IncomingOrder> orders, Random dice)
    {
        for (var at = 0; at < orders.Count;)
        {
            var size = Math.Min(orders.Count - at, 1 + dice.Next(6));
            yield return orders.GetRange(at, size);
            at += size;
        }
    }
}
