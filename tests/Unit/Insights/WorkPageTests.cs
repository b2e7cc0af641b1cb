using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Unit.Routes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Insights;

/// <summary>The work queue as people and programs see it.</summary>
[Storage]
public sealed class WorkPageTests
{
    [Fact]
    public async Task The_list_shows_what_waits_and_what_is_parked_with_its_error()
    {
        await using var host = await WithWorkAsync();
        using var person = await host.ProgramAsync(ProductHost.Ours, "work.view");

        var all = await person.GetStringAsync("/work");
        all.ShouldContain("test.book");
        all.ShouldContain("CNS-3");
        all.ShouldContain("the carrier was away");
        var parked = await person.GetStringAsync("/work?view=parked");
        parked.ShouldContain("CNS-1");
        parked.ShouldNotContain("CNS-3");
        (await person.GetStringAsync("/work?q=CNS-2")).ShouldNotContain("CNS-1");
        (await person.GetStringAsync("/work?destination=ups%40peer")).ShouldNotContain("CNS-3");
    }

    [Fact]
    public async Task An_items_page_shows_its_failures_and_hides_texts_that_may_name_a_buyer()
    {
        await using var host = await WithWorkAsync();
        using var person = await host.ProgramAsync(ProductHost.Ours, "work.view");

        var page = await person.GetStringAsync($"/work/{await IdAsync(host, "CNS-1")}");

        page.ShouldContain("attempt five");
        page.ShouldContain("4711");
        page.ShouldContain("not shown");
        page.ShouldNotContain("Ottokar Nimmersatt");
    }

    [Fact]
    public async Task A_parked_item_that_is_tried_again_asks_the_other_side_first()
    {
        await using var host = await WithWorkAsync();
        using var program = await host.ProgramAsync(ProductHost.Ours, "work.view", "work.edit");
        var id = await IdAsync(host, "CNS-1");

        (await program.PostAsync($"/api/v1/work/{id}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await program.PostAsync($"/api/v1/work/{id}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var item = (await ItemsAsync(host)).Single(item => item.Id == id);
        (item.State, item.Attempts, item.DueAt).ShouldBe((WorkState.Waiting, 1, host.Clock.Now));
        (await program.PostAsync("/api/v1/work/99/retry", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Work_is_discarded_with_a_reason_that_stands_in_the_change_log_and_never_without_one()
    {
        await using var host = await WithWorkAsync();
        using var program = await host.ProgramAsync(ProductHost.Ours, "work.view", "work.edit");
        var id = await IdAsync(host, "CNS-1");

        (await program.PostAsJsonAsync($"/api/v1/work/{id}/discard", new { reason = " " })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ItemsAsync(host)).ShouldContain(item => item.Id == id);
        (await program.PostAsJsonAsync($"/api/v1/work/{id}/discard", new { reason = "Booked by telephone" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await ItemsAsync(host)).ShouldNotContain(item => item.Id == id);
        var change = (await host.AskAsync(ProductHost.Ours, services => services.GetRequiredService<ChangeLog>().OfAsync(WorkDesk.Subject, CancellationToken.None))).Single();
        (change.Field, change.Before, change.Reason).ShouldBe(("Work discarded", $"test.book · CNS-1 · {id}", "Booked by telephone"));
        (await program.GetStringAsync("/work")).ShouldContain("Booked by telephone");
        (await program.PostAsJsonAsync($"/api/v1/work/{id}/discard", new { reason = "again" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_being_worked_on_is_neither_tried_again_nor_discarded()
    {
        await using var host = await WithWorkAsync();
        using var program = await host.ProgramAsync(ProductHost.Ours, "work.view", "work.edit");
        var id = await IdAsync(host, "CNS-4");

        (await program.PostAsync($"/api/v1/work/{id}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await program.PostAsJsonAsync($"/api/v1/work/{id}/discard", new { reason = "why not" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await host.AskAsync(ProductHost.Ours, services => services.GetRequiredService<WorkDesk>().DiscardAllAsync(new(), "all of it", CancellationToken.None))).Value.ShouldBe(4);
        (await ItemsAsync(host)).Select(item => item.Key).ShouldBe(["CNS-4"]);
    }

    [Fact]
    public async Task All_that_a_filter_finds_is_tried_again_at_once()
    {
        await using var host = await WithWorkAsync();

        var answer = await host.AskAsync(ProductHost.Ours, services => services.GetRequiredService<WorkDesk>().RetryAllAsync(new(WorkState.Parked), CancellationToken.None));

        answer.Value.ShouldBe(2);
        (await ItemsAsync(host)).ShouldNotContain(item => item.State == WorkState.Parked);
        (await host.AskAsync(ProductHost.Ours, services => services.GetRequiredService<WorkDesk>().RetryAllAsync(new(WorkState.Parked), CancellationToken.None))).Problem!.Code.ShouldBe("platform.work_nothing_selected");
    }

    [Fact]
    public async Task The_queue_is_shown_to_those_who_may_see_it_and_is_their_own_companys()
    {
        await using var host = await WithWorkAsync();
        using var other = await host.ProgramAsync(ProductHost.Ours, "orders.view");
        (await other.GetAsync("/work")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var viewer = await host.ProgramAsync(ProductHost.Ours, "work.view");
        (await viewer.PostAsync($"/api/v1/work/{await IdAsync(host, "CNS-1")}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var stranger = await host.ProgramAsync(ProductHost.Theirs, "work.view", "work.edit");
        (await stranger.GetFromJsonAsync<JsonElement>("/api/v1/work")).GetProperty("total").GetInt64().ShouldBe(0);
        (await stranger.PostAsync($"/api/v1/work/{await IdAsync(host, "CNS-1")}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_API_lists_by_state_and_kind()
    {
        await using var host = await WithWorkAsync();
        using var program = await host.ProgramAsync(ProductHost.Ours, "work.view");

        var found = await program.GetFromJsonAsync<JsonElement>("/api/v1/work?state=parked&kind=test.book");

        found.GetProperty("total").GetInt64().ShouldBe(2);
        found.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("key").GetString()).ShouldBe(["CNS-1", "CNS-2"], ignoreOrder: true);
    }

    private static async Task<ProductHost> WithWorkAsync()
    {
        var host = await ProductHost.StartEmptyAsync();
        await host.AskAsync(ProductHost.Ours, async services =>
        {
            var db = services.GetRequiredService<EntrepotDb>();
            var ids = services.GetRequiredService<IdBlocks>();
            await using var unit = await db.BeginAsync(CancellationToken.None);
            WorkItem Item(string kind, string key, WorkState state, string destination = "") => new()
            {
                TenantId = db.Tenant,
                Id = ids.Next(),
                Kind = kind,
                Key = key,
                Destination = destination,
                State = state,
                CreatedAt = TestDatabase.Noon.AddHours(-3),
                DueAt = TestDatabase.Noon.AddMinutes(5),
                Payload = """{"Consignment":4711,"To":{"Name":"Ottokar Nimmersatt"},"At":"2026-11-02"}""",
                Attempts = state == WorkState.Parked ? 5 : 0,
                Error = state == WorkState.Parked ? "the carrier was away" : null,
                Failures = state == WorkState.Parked ? "attempt five\nattempt four" : null,
                LeaseUntil = state == WorkState.Running ? TestDatabase.Noon.AddMinutes(1) : null,
            };
            db.Writes.Insert<WorkItem>([Item("test.book", "CNS-1", WorkState.Parked, "ups@peer"), Item("test.book", "CNS-2", WorkState.Parked, "ups@peer"), Item("test.step", "CNS-3", WorkState.Waiting), Item("test.book", "CNS-4", WorkState.Running, "ups@peer"), Item("test.step", "CNS-5", WorkState.Suspect)]);
            return await unit.CommitAsync(CancellationToken.None);
        });
        return host;
    }

    private static Task<List<WorkItem>> ItemsAsync(ProductHost host) => host.AskAsync(ProductHost.Ours, services => services.GetRequiredService<EntrepotDb>().Set<WorkItem>().ToListAsync());

    private static async Task<long> IdAsync(ProductHost host, string key) => (await ItemsAsync(host)).Single(item => item.Key == key).Id;
}
