using Entrepot.Channels.Contracts;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels;

[Storage]
public sealed class CancelOrderLinesTests
{
    [Fact]
    public async Task A_cancellation_of_a_waiting_order_goes_along_with_it()
    {
        var listener = new Listener();
        await using var database = await OpenAsync(listener.Register);
        await database.AcceptAsync(AnOrder("1", ALine("a", 5), ALine("b", 1)));

        (await database.CancelAsync(Cancel("C1", "1", ("a", 2)), Cancel("C2", "1", ("a", 1)))).ShouldAllBe(outcome => outcome == CancellationOutcome.Applied);

        (await database.WaitingAsync()).ShouldHaveSingleItem().Cancelled.ShouldBe(new Dictionary<string, long> { ["a"] = 3 });
        (await listener.AfterWorkAsync(database)).ShouldBeEmpty("the order book does not know the order yet");
    }

    [Fact]
    public async Task A_cancellation_of_a_taken_order_is_told_to_the_order_book_once()
    {
        var listener = new Listener();
        await using var database = await OpenAsync(listener.Register);
        await database.AcceptAsync(AnOrder("1", ALine("a", 5), ALine("b", 1)));
        var order = (await database.TakeAllAsync())[0].Order;

        await database.CancelAsync(Cancel("C1", "1", ("a", 2), ("b", 1)));
        (await database.CancelAsync(Cancel("C1", "1", ("a", 2), ("b", 1))))[0].ShouldBe(CancellationOutcome.Duplicate);

        var heard = (await listener.AfterWorkAsync(database)).ShouldHaveSingleItem();
        heard.Order.ShouldBe(order);
        heard.Source.ShouldBe("C1");
        heard.Lines.ShouldBe([new("a", 2), new("b", 1)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("z", 1)]
    [InlineData("a", 6)]
    [InlineData("a", 0)]
    public async Task A_cancellation_that_does_not_fit_changes_nothing(string line, long quantity)
    {
        var listener = new Listener();
        await using var database = await OpenAsync(listener.Register);
        await database.AcceptAsync(AnOrder("1", ALine("a", 5), ALine("b", 1)));
        await database.TakeAllAsync();

        (await database.CancelAsync(Cancel("C1", "1", ("b", 1), (line, quantity))))[0].ShouldBe(CancellationOutcome.Unmatched);

        (await listener.AfterWorkAsync(database)).ShouldBeEmpty();
        (await database.CancelAsync(Cancel("C2", "1", ("b", 1))))[0].ShouldBe(CancellationOutcome.Applied, "nothing of it was used up");
    }

    [Fact]
    public async Task No_more_than_was_ordered_can_be_cancelled_over_time()
    {
        await using var database = await OpenAsync();
        await database.AcceptAsync(AnOrder("1", ALine("a", 3)));

        var first = await database.CancelAsync(Cancel("C1", "1", ("a", 2)));
        var second = await database.CancelAsync(Cancel("C2", "1", ("a", 2)));

        (first[0], second[0]).ShouldBe((CancellationOutcome.Applied, CancellationOutcome.Unmatched));
    }

    [Fact]
    public async Task An_order_sent_again_with_more_of_it_cancelled_is_a_duplicate_that_cancels_the_difference()
    {
        var listener = new Listener();
        await using var database = await OpenAsync(listener.Register);
        await database.AcceptAsync(AnOrder("1", ALine("a", 5, cancelled: 1)));
        await database.TakeAllAsync();

        var answers = await database.AcceptAsync(AnOrder("1", ALine("a", 5, cancelled: 3)), AnOrder("1", ALine("a", 5, cancelled: 3)), AnOrder("1", ALine("a", 5, cancelled: 2)));

        answers.ShouldAllBe(answer => answer.Outcome == IntakeOutcome.Duplicate);
        (await listener.AfterWorkAsync(database)).ShouldHaveSingleItem().Lines.ShouldBe([new("a", 3)], "all that is cancelled of the line, the piece of the first delivery included");
    }

    [Fact]
    public async Task A_cancellation_that_comes_before_its_order_goes_along_with_it()
    {
        var listener = new Listener();
        await using var database = await OpenAsync(listener.Register);

        (await database.CancelAsync(Cancel("C1", "1", ("a", 2)), Cancel("C2", "1", ("a", 1), ("b", 1)), Cancel("C3", "2", ("a", 1)))).ShouldAllBe(outcome => outcome == CancellationOutcome.Early);
        (await database.CancelAsync(Cancel("C1", "1", ("a", 2))))[0].ShouldBe(CancellationOutcome.Duplicate);
        await database.AcceptAsync(AnOrder("1", ALine("a", 5), ALine("b", 1)));

        (await database.WaitingAsync()).ShouldHaveSingleItem().Cancelled.ShouldBe(new Dictionary<string, long> { ["a"] = 3, ["b"] = 1 }, ignoreOrder: true);
        (await listener.AfterWorkAsync(database)).ShouldBeEmpty("the order book does not know the order yet");
        (await database.CancelAsync(Cancel("C1", "1", ("a", 2)), Cancel("C4", "1", ("a", 3)))).ShouldBe([CancellationOutcome.Duplicate, CancellationOutcome.Unmatched], "they have been used");
    }

    [Fact]
    public async Task An_early_cancellation_that_does_not_fit_its_order_changes_nothing()
    {
        await using var database = await OpenAsync();
        await database.CancelAsync(Cancel("C1", "1", ("a", 1), ("z", 1)));

        await database.AcceptAsync(AnOrder("1", ALine("a", 1)));

        (await database.WaitingAsync()).ShouldHaveSingleItem().Cancelled.ShouldBeEmpty();
        (await database.CancelAsync(Cancel("C2", "1", ("a", 1))))[0].ShouldBe(CancellationOutcome.Applied, "nothing of it was used up");
    }

    [Fact]
    public async Task An_order_that_comes_twice_at_once_counts_what_was_cancelled_early()
    {
        await using var database = await OpenAsync();
        await database.CancelAsync(Cancel("C1", "1", ("a", 2)));

        await database.AcceptAsync(AnOrder("1", ALine("a", 5)), AnOrder("1", ALine("a", 5, cancelled: 3)));

        (await database.WaitingAsync()).ShouldHaveSingleItem().Cancelled.ShouldBe(new Dictionary<string, long> { ["a"] = 3 }, "two of the three were known");
    }

    private static IncomingCancellation Cancel(string reference, string number, params (string Line, long Quantity)[] lines) =>
        new(reference, number, TestDatabase.Noon, [.. lines.Select(line => new CancelledLine(line.Line, line.Quantity))]);
}
