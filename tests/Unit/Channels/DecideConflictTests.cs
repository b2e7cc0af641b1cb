using System.Net;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Features.Intake;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Channels;

[Storage]
public sealed class DecideConflictTests
{
    [Fact]
    public async Task Theirs_replaces_an_order_that_still_waits_and_what_was_replaced_is_kept()
    {
        await using var database = await Front.OpenAsync();
        var conflict = await ConflictAsync(database);

        (await DecideAsync(database, conflict, take: true)).IsOk.ShouldBeTrue();

        (await database.WaitingAsync()).ShouldHaveSingleItem().Order.Lines[0].Quantity.ShouldBe(5);
        (await database.AcceptAsync(Theirs()))[0].Outcome.ShouldBe(IntakeOutcome.Duplicate);
        var decision = await OneAsync<DecisionRow>(database);
        (decision.Kind, decision.Reason).ShouldBe((IntakeDecision.TookTheirs, "The shop mended it"));
        decision.Before!.ShouldContain("\"quantity\":2");
    }

    [Fact]
    public async Task Ours_stays_and_the_same_other_version_opens_no_new_conflict()
    {
        await using var database = await Front.OpenAsync();
        var conflict = await ConflictAsync(database);

        (await DecideAsync(database, conflict, take: false)).IsOk.ShouldBeTrue();
        await database.AcceptAsync(Theirs());

        (await database.WaitingAsync()).ShouldHaveSingleItem().Order.Lines[0].Quantity.ShouldBe(2);
        var row = await OneAsync<ConflictRow>(database);
        (row.Decided, row.Times).ShouldBe((IntakeDecision.KeptOurs, 2));
    }

    [Fact]
    public async Task A_conflict_is_decided_once()
    {
        await using var database = await Front.OpenAsync();
        var conflict = await ConflictAsync(database);
        await DecideAsync(database, conflict, take: false);

        (await DecideAsync(database, conflict, take: true)).Problem!.Code.ShouldBe("channels.conflict_decided");
        (await database.WaitingAsync()).ShouldHaveSingleItem().Order.Lines[0].Quantity.ShouldBe(2);
    }

    [Fact]
    public async Task An_order_in_the_book_is_the_books_to_change()
    {
        var book = new Book();
        await using var database = await Front.OpenAsync(services => services.AddSingleton<IOrderReplacing>(book));
        var conflict = await ConflictAsync(database);
        var taken = await database.TakeAllAsync();

        book.Answer = Problem.Conflict("orders.cannot_change", "Too late.");
        (await DecideAsync(database, conflict, take: true)).Problem!.Code.ShouldBe("orders.cannot_change");
        (await OneAsync<ConflictRow>(database)).Decided.ShouldBeNull();

        book.Answer = Result.Ok;
        (await DecideAsync(database, conflict, take: true)).IsOk.ShouldBeTrue();
        book.Asked.ShouldBe(taken[0].Order);
        (await OneAsync<IncomingRow>(database)).State.ShouldBe(IncomingState.Taken);
    }

    [Fact]
    public async Task The_page_shows_both_versions_and_takes_the_decision()
    {
        await using var host = await ChannelsHost.StartAsync();
        foreach (var order in new[] { Front.AnOrder("A-1"), Theirs() })
            await host.AskAsync(services => services.GetRequiredService<IOrderIntake>().AcceptAsync(Front.Shop, [order], [null], CancellationToken.None));
        var id = (await host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<ConflictRow>().SingleAsync())).Id;
        using var person = await host.OperatorAsync();

        var page = await person.GetStringAsync($"/imports/conflicts/{id}");
        page.ShouldContain("<bdi>2</bdi>");
        page.ShouldContain("<b><bdi>5</bdi></b>");

        (await ChannelsHost.SubmitAsync(person, $"/imports/conflicts/{id}", ("decision", "take"), ("reason", ""))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ChannelsHost.SubmitAsync(person, $"/imports/conflicts/{id}", ("decision", "take"), ("reason", "Mended"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await person.GetStringAsync("/imports/conflicts")).ShouldNotContain("A-1");
        (await person.GetStringAsync("/imports/conflicts?view=decided")).ShouldContain("A-1");
    }

    private static IncomingOrder Theirs() => Front.AnOrder("A-1", Front.ALine("1", 5));

    private static async Task<long> ConflictAsync(TestDatabase database)
    {
        await database.AcceptAsync(Front.AnOrder("A-1"));
        (await database.AcceptAsync(Theirs()))[0].Outcome.ShouldBe(IntakeOutcome.Conflict);
        return (await OneAsync<ConflictRow>(database)).Id;
    }

    private static async Task<Result> DecideAsync(TestDatabase database, long conflict, bool take)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<DecideConflict>().RunAsync(conflict, take, "The shop mended it", CancellationToken.None);
    }

    private static async Task<TRow> OneAsync<TRow>(TestDatabase database) where TRow : class
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<TRow>().SingleAsync();
    }

    /// <summary>Answers what it is told to, and remembers who was asked for.</summary>
    private sealed class Book : IOrderReplacing
    {
        public Result Answer { get; set; }
        public OrderId? Asked { get; private set; }

        public Task<Result> ReplaceAsync(OrderId order, IncomingOrder content, string text, CancellationToken ct)
        {
            Asked = order;
            return Task.FromResult(Answer);
        }
    }
}
