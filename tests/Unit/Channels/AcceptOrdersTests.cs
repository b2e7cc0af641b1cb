using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels;

[Storage]
public sealed class AcceptOrdersTests
{
    [Fact]
    public async Task An_accepted_order_waits_for_the_journey_as_it_was_sent()
    {
        await using var database = await OpenAsync();
        var order = AnOrder("A-1") with { BuyerNote = "please\nring", Payment = PaymentState.Pending, Flags = ["prime"], TotalMinor = 510 };

        var answer = (await database.AcceptAsync(order))[0];

        answer.Outcome.ShouldBe(IntakeOutcome.Accepted);
        var waiting = (await database.WaitingAsync()).ShouldHaveSingleItem();
        waiting.IncomingId.ShouldBe(answer.IncomingId!.Value);
        waiting.Channel.Code.ShouldBe("shop");
        waiting.ReceivedAt.ShouldBe(database.Clock.Now);
        System.Text.Json.JsonSerializer.Serialize(waiting.Order).ShouldBe(System.Text.Json.JsonSerializer.Serialize(order));
    }

    [Fact]
    public async Task The_same_order_again_is_a_duplicate_and_changes_nothing()
    {
        await using var database = await OpenAsync();
        var first = (await database.AcceptAsync(AnOrder("A-1")))[0];

        var again = await database.AcceptAsync(AnOrder("A-1"), AnOrder("A-1"));

        again.ShouldAllBe(answer => answer.Outcome == IntakeOutcome.Duplicate && answer.IncomingId == first.IncomingId);
        (await database.WaitingAsync()).Count.ShouldBe(1);
        (await ConflictsAsync(database)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_number_with_other_content_is_kept_as_a_conflict_and_counted()
    {
        await using var database = await OpenAsync();
        await database.AcceptAsync(AnOrder("A-1"));

        var answers = await database.AcceptAsync(AnOrder("A-1", ALine("1", 3)), AnOrder("A-1", ALine("1", 3)), AnOrder("A-1", ALine("1", 4)));

        answers.ShouldAllBe(answer => answer.Outcome == IntakeOutcome.Conflict && answer.Problem!.Code == "channels.content_conflict");
        (await database.WaitingAsync()).ShouldHaveSingleItem().Order.Lines[0].Quantity.ShouldBe(2, "the first stays as it is");
        (await ConflictsAsync(database)).Select(conflict => conflict.Times).ShouldBe([2, 1], ignoreOrder: true);
    }

    [Fact]
    public async Task A_bad_order_is_refused_and_the_others_are_accepted()
    {
        await using var database = await OpenAsync();

        var answers = await database.AcceptAsync(AnOrder("A-1"), AnOrder("A-2") with { Lines = [] }, AnOrder("A-3"));

        answers.Select(answer => answer.Outcome).ShouldBe([IntakeOutcome.Accepted, IntakeOutcome.Refused, IntakeOutcome.Accepted]);
        answers[1].Problem!.Code.ShouldBe("channels.no_lines");
        (await database.WaitingAsync()).Select(order => order.Order.ExternalNumber).ShouldBe(["A-1", "A-3"]);
    }

    [Fact]
    public async Task Two_channels_may_use_the_same_number()
    {
        await using var database = await OpenAsync();
        await database.InUnitAsync(services => services.GetRequiredService<ISalesChannels>().AddAsync(new(new(72), "other", "Other", "api", "EUR"), Ct));
        await database.AcceptAsync(AnOrder("A-1"));

        await using var scope = database.As(TestDatabase.Ours);
        var answer = await scope.ServiceProvider.GetRequiredService<IOrderIntake>().AcceptAsync(new(72), [AnOrder("A-1")], [null], Ct);

        answer[0].Outcome.ShouldBe(IntakeOutcome.Accepted);
    }

    [Fact]
    public async Task The_oldest_orders_come_first_and_taken_or_parked_ones_not_at_all()
    {
        await using var database = await OpenAsync();
        await database.AcceptAsync(AnOrder("1"), AnOrder("2"), AnOrder("3"), AnOrder("4"));

        await database.InUnitAsync(async services =>
        {
            var waiting = services.GetRequiredService<IWaitingOrders>();
            var next = await waiting.NextAsync(2, Ct);
            next.Select(order => order.Order.ExternalNumber).ShouldBe(["1", "2"]);
            waiting.Taken([(next[0].IncomingId, new(500))]);
            waiting.Park(next[1].IncomingId, "it broke");
        });

        (await database.WaitingAsync()).Select(order => order.Order.ExternalNumber).ShouldBe(["3", "4"]);
        await using var scope = database.As(TestDatabase.Ours);
        (await scope.ServiceProvider.GetRequiredService<IWaitingOrders>().CountAsync(Ct)).ShouldBe(2);
    }

    [Fact]
    public async Task A_parked_order_waits_again_after_a_retry_and_only_then()
    {
        await using var database = await OpenAsync();
        var id = (await database.AcceptAsync(AnOrder("1")))[0].IncomingId!.Value;
        (await RetryAsync(database, id)).Problem?.Code.ShouldBe("channels.not_parked");
        await database.InUnitAsync(services =>
        {
            services.GetRequiredService<IWaitingOrders>().Park(id, "it broke");
            return Task.CompletedTask;
        });
        (await database.WaitingAsync()).ShouldBeEmpty();

        (await RetryAsync(database, id)).IsOk.ShouldBeTrue();

        (await database.WaitingAsync()).ShouldHaveSingleItem().IncomingId.ShouldBe(id);
    }

    [Fact]
    public async Task An_order_cannot_be_taken_twice()
    {
        await using var database = await OpenAsync();
        await database.AcceptAsync(AnOrder("1"));
        var (incoming, order) = (await database.TakeAllAsync())[0];

        await Should.ThrowAsync<InvalidOperationException>(() => database.InUnitAsync(services =>
        {
            services.GetRequiredService<IWaitingOrders>().Taken([(incoming, order)]);
            return Task.CompletedTask;
        }));
    }

    [Fact]
    public async Task Many_callers_with_the_same_orders_store_each_once()
    {
        await using var database = await OpenAsync();
        IncomingOrder[] orders = [.. Enumerable.Range(0, 100).Select(i => AnOrder($"N-{i}"))];

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => database.AcceptAsync(orders))));

        answers.SelectMany(one => one).Count(answer => answer.Outcome == IntakeOutcome.Accepted).ShouldBe(100);
        answers.SelectMany(one => one).Count(answer => answer.Outcome == IntakeOutcome.Duplicate).ShouldBe(700);
        (await database.WaitingAsync()).Count.ShouldBe(100);
    }

    /// <summary>The law of the front door: how orders were cut into batches makes no difference.</summary>
    [Fact]
    public void Cutting_orders_into_batches_does_not_change_the_answers() => Prop.ForAll(Sent().ToArbitrary(), sent =>
    {
        var (orders, cuts) = sent;
        var together = AnswersAsync(orders, [orders.Length]).GetAwaiter().GetResult();
        var cut = AnswersAsync(orders, cuts).GetAwaiter().GetResult();
        return (together.Answers.SequenceEqual(cut.Answers) && together.Cancelled.SequenceEqual(cut.Cancelled))
            .Label($"{string.Join(",", together.Answers)} / {string.Join(",", cut.Answers)}; {string.Join(",", together.Cancelled)} / {string.Join(",", cut.Cancelled)}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    private static Gen<(IncomingOrder[] Orders, int[] Cuts)> Sent() =>
        from count in Gen.Choose(1, 14)
        from orders in Gen.ArrayOf(
            from number in Gen.Choose(1, 4)
            from quantity in Gen.Choose(2, 3)
            from cancelled in Gen.Choose(0, 2)
            select AnOrder($"N{number}", ALine("1", quantity, cancelled: cancelled)), count)
        from cuts in Gen.ArrayOf(Gen.Choose(1, 4), count)
        select (orders, cuts);

    private static async Task<(List<string> Answers, List<string> Cancelled)> AnswersAsync(IncomingOrder[] orders, int[] sizes)
    {
        await using var database = await OpenAsync();
        var answers = new List<string>();
        var at = 0;
        foreach (var size in sizes.Append(orders.Length))
        {
            var batch = orders.Skip(at).Take(size).ToArray();
            at += batch.Length;
            if (batch.Length > 0) answers.AddRange((await database.AcceptAsync(batch)).Select(answer => $"{answer.ExternalNumber} {answer.Outcome}"));
        }

        var cancelled = (await database.WaitingAsync()).Select(order => $"{order.Order.ExternalNumber} {order.Order.Lines[0].CancelledQuantity + order.Cancelled.GetValueOrDefault("1")}");
        return (answers, [.. cancelled.Order(StringComparer.Ordinal)]);
    }

    private static async Task<Entrepot.Kernel.Result> RetryAsync(TestDatabase database, long id)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<Entrepot.Channels.Features.Intake.DecideParked>().RunAsync(id, Entrepot.Channels.Data.IntakeDecision.Retried, "mended", Ct);
    }

    private static async Task<List<ConflictRow>> ConflictsAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<ConflictRow>().ToListAsync(Ct);
    }
}
