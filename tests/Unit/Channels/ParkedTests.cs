using System.Net;
using Entrepot.Channels.Data;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Channels;

[Storage]
public sealed class ParkedTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("{\"externalNumber\":\"A-2\",\"lines\":[1]}")]
    [InlineData("{\"externalNumber\":\"A-2\",\"whatIsThis\":1}")]
    [InlineData("{\"externalNumber\":\"A-2\",\"payment\":\"Sold\"}")]
    [InlineData("{\"externalNumber\":\"another\",\"lines\":[{\"externalLineId\":\"1\",\"code\":\"X\"}]}")]
    public async Task An_order_that_cannot_be_read_is_parked_and_the_others_go_on(string payload)
    {
        await using var database = await Front.OpenAsync();
        var answers = await database.AcceptAsync(Front.AnOrder("A-1"), Front.AnOrder("A-2"), Front.AnOrder("A-3"));
        await SpoilAsync(database.Services, answers[1].IncomingId!.Value, payload);

        var taken = await database.TakeAllAsync();

        taken.Count.ShouldBe(2);
        var parked = (await RowsAsync(database)).Single(row => row.State == IncomingState.Parked);
        (parked.ExternalNumber, parked.ParkedAt).ShouldBe(("A-2", TestDatabase.Noon));
        parked.Error!.ShouldContain("cannot be read");
        (await database.WaitingAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task More_damaged_orders_than_a_batch_holds_do_not_hide_the_good_ones_behind_them()
    {
        await using var database = await Front.OpenAsync();
        var answers = await database.AcceptAsync([.. Enumerable.Range(1, 9).Select(n => Front.AnOrder($"A-{n}"))]);
        foreach (var answer in answers.Take(7)) await SpoilAsync(database.Services, answer.IncomingId!.Value, "nonsense");

        (await database.WaitingAsync(limit: 2)).Select(order => order.Order.ExternalNumber).ShouldBe(["A-8", "A-9"]);
    }

    [Fact]
    public async Task A_person_sees_a_parked_order_and_discards_it_with_a_reason_that_is_kept()
    {
        await using var host = await ChannelsHost.StartAsync();
        var id = await ParkedAsync(host);
        using var person = await host.OperatorAsync();

        (await person.GetStringAsync("/imports")).ShouldContain("Parked orders");
        (await person.GetStringAsync("/imports/parked")).ShouldContain("A-77");
        (await person.GetStringAsync($"/imports/parked/{id}")).ShouldContain("nonsense");

        var refused = await ChannelsHost.SubmitAsync(person, $"/imports/parked/{id}", ("decision", "discard"), ("reason", " "));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Page.ShouldContain("Say why");

        (await ChannelsHost.SubmitAsync(person, $"/imports/parked/{id}", ("decision", "discard"), ("reason", "Sent anew by the shop"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<IncomingRow>().SingleAsync())).State.ShouldBe(IncomingState.Discarded);
        var page = await person.GetStringAsync($"/imports/parked/{id}");
        page.ShouldContain("Sent anew by the shop");
        page.ShouldContain("Mei");
        (await ChannelsHost.SubmitAsync(person, $"/imports/parked/{id}", ("decision", "retry"), ("reason", "Again"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_retried_order_waits_again_and_is_parked_anew_as_long_as_nothing_was_mended()
    {
        await using var host = await ChannelsHost.StartAsync();
        var id = await ParkedAsync(host);
        using var program = await host.ProgramAsync("orders.release");

        (await ChannelsHost.PostAsync(program, $"/api/v1/incoming/{id}/retry?reason=mended", "{}")).Status.ShouldBe(HttpStatusCode.NoContent);
        await SpoilAsync(host.Services, id, await host.AskAsync(services => Task.FromResult(Written(Front.AnOrder("A-77")))));

        (await host.AskAsync(services => services.GetRequiredService<Entrepot.Channels.Contracts.IWaitingOrders>().NextAsync(10, CancellationToken.None))).ShouldHaveSingleItem();
        (await host.AskAsync(services => services.GetRequiredService<EntrepotDb>().Set<DecisionRow>().SingleAsync())).Reason.ShouldBe("mended");
    }

    private static async Task<long> ParkedAsync(ChannelsHost host)
    {
        var answer = (await host.AskAsync(services => services.GetRequiredService<Entrepot.Channels.Contracts.IOrderIntake>().AcceptAsync(Front.Shop, [Front.AnOrder("A-77")], [null], CancellationToken.None)))[0];
        await SpoilAsync(host.Services, answer.IncomingId!.Value, "nonsense");
        await host.InUnitAsync(async services => (await services.GetRequiredService<Entrepot.Channels.Contracts.IWaitingOrders>().NextAsync(10, CancellationToken.None)).ShouldBeEmpty());
        return answer.IncomingId!.Value;
    }

    /// <summary>As a damaged disk or a newer version would leave it.</summary>
    private static async Task SpoilAsync(IServiceProvider services, long id, string payload)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(TestDatabase.Ours);
        await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Database.ExecuteSqlAsync($"UPDATE channels_incoming_content SET payload = {payload} WHERE incoming_id = {id}");
    }

    private static string Written(Entrepot.Channels.Contracts.IncomingOrder order)
    {
        using var payload = new Entrepot.Channels.Domain.OrderPayload();
        return payload.Write(order).Text;
    }

    private static async Task<List<IncomingRow>> RowsAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<IncomingRow>().ToListAsync();
    }
}
