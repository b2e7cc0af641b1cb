using Entrepot.Channels.Contracts;
using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels;

/// <summary>Orders that come in through several processes at once, and while journeys run.</summary>
[Storage("postgres")]
public sealed class TakingInTests
{
    [Fact]
    public async Task New_orders_do_not_wait_for_a_unit_of_work_that_is_under_way()
    {
        await using var database = await OpenAsync();
        await using var scope = database.As(TestDatabase.Ours);
        await using var journey = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(Ct);

        var answers = await database.AcceptAsync(AnOrder("A-1")).WaitAsync(TimeSpan.FromMinutes(1));

        answers[0].Outcome.ShouldBe(IntakeOutcome.Accepted);
    }

    [Fact]
    public async Task The_same_order_through_many_doors_at_once_is_accepted_once()
    {
        await using var database = await OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => database.AcceptAsync(AnOrder("A-1"), AnOrder("A-2")))));

        answers.SelectMany(answer => answer).Count(answer => answer.Outcome == IntakeOutcome.Accepted).ShouldBe(2);
        answers.SelectMany(answer => answer).Count(answer => answer.Outcome == IntakeOutcome.Duplicate).ShouldBe(22);
        (await database.WaitingAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_order_that_comes_again_with_more_cancelled_waits_for_what_is_under_way()
    {
        await using var database = await OpenAsync();
        await database.AcceptAsync(AnOrder("A-1", ALine("1", 3)));
        await using var scope = database.As(TestDatabase.Ours);
        Task<IReadOnlyList<IntakeAnswer>> again;
        await using (await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(Ct))
        {
            again = database.AcceptAsync(AnOrder("A-1", ALine("1", 3, cancelled: 2)));
            (await Task.WhenAny(again, Task.Delay(TimeSpan.FromMilliseconds(300)))).ShouldNotBe(again);
        }

        (await again)[0].Outcome.ShouldBe(IntakeOutcome.Duplicate);
        (await database.WaitingAsync()).ShouldHaveSingleItem().Cancelled["1"].ShouldBe(2);
    }
}
