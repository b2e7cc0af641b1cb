using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Http;

/// <summary>What a server takes on at once, and what it tells everybody else.</summary>
public sealed class OverloadTests : IAsyncDisposable
{
    private const int CallsMax = 4;
    private const int PagesMax = 2;

    /// <summary>Twice what runs may wait, see the class.</summary>
    private const int WaitingMax = 2 * CallsMax;

    private static readonly TenantId Ours = new(1);
    private static readonly TenantId Theirs = new(2);

    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ServiceProvider services;

    public OverloadTests()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Entrepot:Http:CallsMax", $"{CallsMax}"), new("Entrepot:Http:PagesMax", $"{PagesMax}")]).Build();
        services = new ServiceCollection().AddLogging().AddSingleton(new Overload(configuration)).AddScoped<CurrentUser>().BuildServiceProvider();
    }

    [Fact]
    public async Task What_is_too_much_is_told_at_once_and_what_waits_too_long_is_told_then()
    {
        var all = Enumerable.Range(0, CallsMax + WaitingMax + 3).Select(_ => Call("/api/v1/orders")).ToList();

        var excess = await Task.WhenAll(all.Skip(CallsMax + WaitingMax).Select(call => call.Answer));
        excess.ShouldAllBe(answer => answer.Status == 503 && answer.RetryAfterSeconds >= 1 && answer.RetryAfterSeconds <= 3);
        (await BodyAsync(all[^1])).GetProperty("type").GetString().ShouldBe("platform.server_busy");

        var waited = await Task.WhenAll(all.Skip(CallsMax).Take(WaitingMax).Select(call => call.Answer));
        waited.ShouldAllBe(answer => answer.Status == 503 && answer.RetryAfterSeconds >= 1);

        done.SetResult();
        (await Task.WhenAll(all.Take(CallsMax).Select(call => call.Answer))).ShouldAllBe(answer => answer.Status == 200);
    }

    [Fact]
    public async Task Who_waits_takes_the_place_of_who_ends()
    {
        var all = Enumerable.Range(0, CallsMax + WaitingMax).Select(_ => Call("/api/v1/orders")).ToList();
        done.SetResult();

        (await Task.WhenAll(all.Select(call => call.Answer))).ShouldAllBe(answer => answer.Status == 200);
    }

    [Fact]
    public async Task One_company_gets_half_and_another_one_still_has_room()
    {
        var theirs = Enumerable.Range(0, CallsMax).Select(_ => Call("/api/v1/orders", Theirs)).ToList();
        var refused = await theirs[^1].Answer; // Two run, one waits: the fourth is too much.
        refused.Status.ShouldBe(429);
        refused.RetryAfterSeconds.ShouldBeInRange(1, 3);
        (await BodyAsync(theirs[^1])).GetProperty("type").GetString().ShouldBe("platform.too_many_calls");

        var ours = Call("/api/v1/orders", Ours);
        ours.HasBegun.ShouldBeTrue();
        (await theirs[2].Answer).Status.ShouldBe(429, "it waited for a second");
        done.SetResult();
        (await Task.WhenAll(ours.Answer, theirs[0].Answer, theirs[1].Answer)).ShouldAllBe(answer => answer.Status == 200);
    }

    [Fact]
    public async Task A_flood_of_calls_shuts_nobody_out_of_the_pages_and_health_is_never_refused()
    {
        var calls = Enumerable.Range(0, CallsMax + WaitingMax + 1).Select(_ => Call("/api/v1/orders")).ToList();
        (await calls[^1].Answer).Status.ShouldBe(503);

        foreach (var path in new[] { "/orders", "/health/ready", "/metrics", "/live" }) Call(path).HasBegun.ShouldBeTrue(path);
        done.SetResult();
        await Task.WhenAll(calls.Select(call => call.Answer));
    }

    [Fact]
    public async Task A_person_is_told_in_a_line_of_text()
    {
        var pages = Enumerable.Range(0, PagesMax + (2 * PagesMax) + 1).Select(_ => Call("/orders")).ToList();

        var answer = await pages[^1].Answer;
        (answer.Status, answer.RetryAfterSeconds > 0).ShouldBe((503, true));
        pages[^1].Http.Response.ContentType.ShouldNotBeNull().ShouldStartWith("text/plain");
        done.SetResult();
        await Task.WhenAll(pages.Select(page => page.Answer));
    }

    [Fact]
    public async Task A_place_comes_back_when_a_call_fails()
    {
        done.SetException(new InvalidOperationException("a bug"));
        for (var call = 0; call < 2 * CallsMax; call++) await Should.ThrowAsync<InvalidOperationException>(Call("/api/v1/orders", Ours).Answer);
    }

    public async ValueTask DisposeAsync() => await services.DisposeAsync();

    /// <summary>A request that runs until <see cref="done"/> says so.</summary>
    private Request Call(string path, TenantId? company = null)
    {
        var scope = services.CreateScope();
        if (company is { } whose) scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(whose, null, "a program", []);
        var request = new Request(new DefaultHttpContext { RequestServices = scope.ServiceProvider });
        request.Http.Request.Path = path;
        request.Http.Response.Body = new MemoryStream();
        request.Answer = AnswerAsync(request);
        return request;
    }

    private async Task<(int Status, int RetryAfterSeconds)> AnswerAsync(Request request)
    {
        await Overload.LimitAll(request.Http, http => Overload.LimitCompany(http, async _ =>
        {
            request.HasBegun = true;
            await done.Task;
        }));
        return (request.Http.Response.StatusCode, int.TryParse(request.Http.Response.Headers.RetryAfter, out var seconds) ? seconds : 0);
    }

    private static async Task<JsonElement> BodyAsync(Request request)
    {
        request.Http.Response.Body.Position = 0;
        return (await JsonDocument.ParseAsync(request.Http.Response.Body)).RootElement;
    }

    private sealed class Request(HttpContext http)
    {
        public HttpContext Http => http;
        public bool HasBegun { get; set; }
        public Task<(int Status, int RetryAfterSeconds)> Answer { get; set; } = Task.FromResult((0, 0));
    }
}
