using System.Net;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Routes.Planted;

namespace Entrepot.Unit.Routes;

/// <summary>A call with an Idempotency-Key has one effect and one answer, however often it is sent.</summary>
[Storage]
public sealed class IdempotencyTests
{
    private readonly Planted planted = new();

    [Fact]
    public async Task Every_changing_route_of_the_API_gives_its_first_answer_again()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var program = await host.ProgramAsync(ProductHost.Ours);
        var calls = (from route in host.Routes
                     let path = "/" + route.RoutePattern.RawText!.TrimStart('/')
                     where path.StartsWith("/api/v1/", StringComparison.Ordinal)
                     from method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                     where method != "GET"
                     select (Method: method, Path: System.Text.RegularExpressions.Regex.Replace(path, "\\{[^}]+\\}", "1"))).ToList();

        var forgetful = new List<string>();
        foreach (var (call, i) in calls.Select((call, i) => (call, i)))
        {
            var first = await SendAsync(program, call.Path, $"key {i}", method: call.Method);
            var again = await SendAsync(program, call.Path, $"key {i}", method: call.Method);
            if (again != first with { IsReplayed = true }) forgetful.Add($"{call.Method} {call.Path}: {first.Status}, then {again.Status}");
        }

        forgetful.ShouldBeEmpty();
        calls.Count.ShouldBeGreaterThan(40);
    }

    [Fact]
    public async Task A_call_sent_again_gets_the_first_answer_word_for_word_and_does_nothing()
    {
        await using var host = await ProductHost.StartEmptyAsync(planted.Map);
        using var program = await host.ProgramAsync(ProductHost.Ours);

        var first = await SendAsync(program, Mounted, "key-1", "\"耳机\"");
        var again = await SendAsync(program, Mounted, "key-1", "\"耳机\"");

        (first.Status, first.Location, first.IsReplayed).ShouldBe((HttpStatusCode.Created, "/planted/7", false));
        first.Body.ShouldStartWith("\"耳机\"");
        again.ShouldBe(first with { IsReplayed = true });
        (await EffectsAsync(host, ProductHost.Ours)).ShouldBe(1);
        (await SendAsync(program, Mounted, null)).Body.ShouldNotBe(first.Body, "without a key every call counts");
        (await EffectsAsync(host, ProductHost.Ours)).ShouldBe(2);
    }

    [Theory]
    [InlineData("POST", Mounted, "{ }")]
    [InlineData("POST", Mounted + "?loud=1", "{}")]
    [InlineData("POST", Mounted + "/status", "{}")]
    [InlineData("PUT", Mounted, "{}")]
    public async Task A_key_is_good_for_one_request_only(string method, string path, string body)
    {
        await using var host = await ProductHost.StartEmptyAsync(planted.Map);
        using var program = await host.ProgramAsync(ProductHost.Ours);
        await SendAsync(program, Mounted, "key-1");

        var other = await SendAsync(program, path, "key-1", body, method);

        other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        other.Body.ShouldContain("idempotency.key_reused");
        (await EffectsAsync(host, ProductHost.Ours)).ShouldBe(1);
    }

    [Theory]
    [InlineData(0, ' ')]
    [InlineData(256, 'k')]
    [InlineData(3, '\t')]
    public async Task A_key_that_is_none_is_refused_and_nothing_is_done(int length, char letter)
    {
        await using var host = await ProductHost.StartEmptyAsync(planted.Map);
        using var program = await host.ProgramAsync(ProductHost.Ours);
        var key = length < 2 ? "" : "a" + new string(letter, length - 2) + "z";

        var answer = await SendAsync(program, Mounted, key);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Body.ShouldContain("Idempotency-Key");
        (await EffectsAsync(host, ProductHost.Ours)).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_call_while_the_first_runs_is_asked_to_come_back()
    {
        await using var host = await ProductHost.StartEmptyAsync(planted.Map);
        using var program = await host.ProgramAsync(ProductHost.Ours);

        var first = SendAsync(program, Mounted + "/waits", "key-1");
        await planted.Entered;
        var meanwhile = await SendAsync(program, Mounted + "/waits", "key-1");
        planted.Open();

        (meanwhile.Status, meanwhile.RetryAfter).ShouldBe((HttpStatusCode.Conflict, "1"));
        (await first).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(program, Mounted + "/waits", "key-1")).ShouldBe(await first with { IsReplayed = true });
        (await EffectsAsync(host, ProductHost.Ours)).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_calls_at_once_exactly_one_has_an_effect()
    {
        await using var host = await ProductHost.StartEmptyAsync(planted.Map);
        using var program = await host.ProgramAsync(ProductHost.Ours);

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => SendAsync(program, Mounted, "key-1")));

        answers.Where(answer => answer.Status != HttpStatusCode.Conflict).Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        (await EffectsAsync(host, ProductHost.Ours)).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_is_known_for_a_day_at_least_and_then_swept()
    {
        await using var host = await ProductHost.StartEmptyAsync(planted.Map);
        using var program = await host.ProgramAsync(ProductHost.Ours);
        var first = await SendAsync(program, Mounted, "key-1");

        host.Clock.Now += TimeSpan.FromHours(24);
        (await SendAsync(program, Mounted, "key-1")).ShouldBe(first with { IsReplayed = true });

        host.Clock.Now += TimeSpan.FromHours(25);
        (await SendAsync(program, Mounted, "key-1")).IsReplayed.ShouldBeFalse("its day has passed");
        (await EffectsAsync(host, ProductHost.Ours)).ShouldBe(2);

        var work = host.Services.GetRequiredService<WorkRunner>();
        await work.RunTurnAsync(ProductHost.Ours, WorkRunner.BatchMax, CancellationToken.None); // Puts the schedules into the queue.
        host.Clock.Now += TimeSpan.FromHours(50);
        await work.RunDueAsync(ProductHost.Ours, CancellationToken.None);
        (await host.AskAsync(ProductHost.Ours, services => services.GetRequiredService<EntrepotDb>().Set<IdempotencyRow>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_key_belongs_to_one_caller_of_one_company()
    {
        await using var host = await ProductHost.StartEmptyAsync(planted.Map);
        using var program = await host.ProgramAsync(ProductHost.Ours);
        using var colleague = await host.ProgramAsync(ProductHost.Ours);
        using var stranger = await host.ProgramAsync(ProductHost.Theirs);

        var answers = new[] { await SendAsync(program, Mounted, "key-1"), await SendAsync(colleague, Mounted, "key-1"), await SendAsync(stranger, Mounted, "key-1") };

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created && !answer.IsReplayed);
        answers.Select(answer => answer.Body).Distinct().Count().ShouldBe(3, "nobody sees what another was answered");
        (await EffectsAsync(host, ProductHost.Ours)).ShouldBe(2);
        (await EffectsAsync(host, ProductHost.Theirs)).ShouldBe(1);
    }

    [Theory]
    [InlineData("/api/v1/orders/7/cancel", "{\"reason\":\"late\"}", 404)]
    [InlineData("/api/v1/orders/release", "{", 400)]
    public async Task A_refusal_is_an_answer_too(string path, string body, int status)
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var program = await host.ProgramAsync(ProductHost.Ours);

        var first = await SendAsync(program, path, "key-1", body);
        var again = await SendAsync(program, path, "key-1", body);

        ((int)first.Status).ShouldBe(status);
        again.ShouldBe(first with { IsReplayed = true });
    }

    [Fact]
    public async Task Too_many_calls_and_our_own_failures_are_no_answers()
    {
        await using var host = await ProductHost.StartEmptyAsync(planted.Map);
        using var program = await host.ProgramAsync(ProductHost.Ours);
        planted.Statuses.Enqueue(429);
        planted.Statuses.Enqueue(503);

        var statuses = new List<int>();
        for (var i = 0; i < 4; i++) statuses.Add((int)(await SendAsync(program, Mounted + "/status", "key-1")).Status);

        statuses.ShouldBe([429, 503, 200, 200]);
    }

    [Fact]
    public async Task An_effect_whose_answer_was_lost_is_in_doubt_and_not_done_again()
    {
        await using var host = await ProductHost.StartEmptyAsync(planted.Map);
        using var program = await host.ProgramAsync(ProductHost.Ours);

        var first = await SendAsync(program, Mounted + "/fails", "key-1");
        var soon = await SendAsync(program, Mounted + "/fails", "key-1");
        host.Clock.Now += TimeSpan.FromMinutes(2);
        var later = await SendAsync(program, Mounted + "/fails", "key-1");

        first.Status.ShouldBe(HttpStatusCode.InternalServerError);
        (soon.Status, soon.RetryAfter).ShouldBe((HttpStatusCode.Conflict, "1"));
        later.Status.ShouldBe(HttpStatusCode.Conflict);
        later.Body.ShouldContain("idempotency.in_doubt");
        (await EffectsAsync(host, ProductHost.Ours)).ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_failed_before_its_commit_runs_again()
    {
        await using var host = await ProductHost.StartEmptyAsync(planted.Map);
        using var program = await host.ProgramAsync(ProductHost.Ours);
        planted.FailsBeforeCommit = true;

        (await SendAsync(program, Mounted + "/fails", "key-1")).Status.ShouldBe(HttpStatusCode.InternalServerError);
        planted.FailsBeforeCommit = false;
        await SendAsync(program, Mounted + "/fails", "key-1");

        (await EffectsAsync(host, ProductHost.Ours)).ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_done_under_a_key_that_another_process_took_meanwhile()
    {
        await using var host = await ProductHost.StartEmptyAsync(planted.Map);
        using var program = await host.ProgramAsync(ProductHost.Ours);

        var answer = await SendAsync(program, Mounted + "/overtaken", "key-1");

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Body.ShouldContain("idempotency.key_reused");
        (await EffectsAsync(host, ProductHost.Ours)).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_said_only_once_is_not_readable_in_the_database()
    {
        await using var host = await ProductHost.StartEmptyAsync();
        using var program = await host.ProgramAsync(ProductHost.Ours);

        var created = await SendAsync(program, "/api/v1/api-keys", "key-1", "{\"name\":\"shop\",\"permissions\":[\"orders.view\"]}");
        var again = await SendAsync(program, "/api/v1/api-keys", "key-1", "{\"name\":\"shop\",\"permissions\":[\"orders.view\"]}");

        created.Body.ShouldContain("ent_");
        again.Body.ShouldBe(created.Body);
        var row = await host.AskAsync(ProductHost.Ours, services => services.GetRequiredService<EntrepotDb>().Set<IdempotencyRow>().SingleAsync());
        row.ToString().ShouldNotContain("ent_");
    }
}
