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

    /// <summary>Twice what runs may wait for a page.</summary>
    private const int WaitingMax = 2 * PagesMax;

    private static readonly TenantId Ours = new(1);
    private static readonly TenantId Theirs = new(2);

    private TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Clock clock = new();
    private int asked;
    private readonly Overload overload;
    private readonly ServiceProvider services;

    public OverloadTests()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Entrepot:Http:CallsMax", $"{CallsMax}"), new("Entrepot:Http:PagesMax", $"{PagesMax}")]).Build();
        overload = new(configuration, clock: clock);
        services = new ServiceCollection().AddLogging().AddScoped<CurrentUser>().BuildServiceProvider();
    }

    [Fact]
    public async Task A_call_that_is_too_much_is_told_at_once_to_come_back()
    {
        var all = Enumerable.Range(0, CallsMax + 3).Select(_ => Call("/api/v1/orders")).ToList();

        var excess = await Task.WhenAll(all.Skip(CallsMax).Select(call => call.Answer));
        excess.ShouldAllBe(answer => answer.Status == 503 && answer.RetryAfterSeconds >= 1 && answer.RetryAfterSeconds <= 3);
        (await BodyAsync(all[^1])).GetProperty("type").GetString().ShouldBe("platform.server_busy");

        done.SetResult();
        (await Task.WhenAll(all.Take(CallsMax).Select(call => call.Answer))).ShouldAllBe(answer => answer.Status == 200);
        (await Call("/api/v1/orders").Answer).Status.ShouldBe(200, "there is room again");
    }

    [Fact]
    public async Task Who_waits_for_a_page_takes_the_place_of_who_ends_and_who_waits_too_long_is_told_so()
    {
        var all = Enumerable.Range(0, PagesMax + WaitingMax).Select(_ => Call("/orders")).ToList();
        (await Task.WhenAll(all.Skip(PagesMax).Select(page => page.Answer))).ShouldAllBe(answer => answer.Status == 503 && answer.RetryAfterSeconds >= 1);

        var late = Call("/orders");
        done.SetResult();
        (await Task.WhenAll(all.Take(PagesMax).Append(late).Select(page => page.Answer))).ShouldAllBe(answer => answer.Status == 200);
    }

    [Fact]
    public async Task While_every_call_takes_long_fewer_are_let_in_and_as_many_as_before_when_they_are_fast_again()
    {
        await PassAsync(CallsMax, TimeSpan.FromMilliseconds(150));
        await PassAsync(CallsMax - 1, TimeSpan.FromMilliseconds(150));
        (await LetInAsync()).ShouldBe(CallsMax - 2, "each had waited in a queue, twice");

        for (var window = 0; window < CallsMax; window++)
        {
            clock.Pass(TimeSpan.FromMilliseconds(150));
            await PassAsync(1, TimeSpan.Zero);
        }

        (await LetInAsync()).ShouldBe(CallsMax);
    }

    [Fact]
    public async Task One_company_gets_half_and_another_one_still_has_room()
    {
        var theirs = Enumerable.Range(0, CallsMax - 1).Select(_ => Call("/api/v1/orders", Theirs)).ToList();
        var refused = await theirs[^1].Answer;
        refused.Status.ShouldBe(429);
        refused.RetryAfterSeconds.ShouldBeInRange(1, 3);
        (await BodyAsync(theirs[^1])).GetProperty("type").GetString().ShouldBe("platform.too_many_calls");

        var ours = Call("/api/v1/orders", Ours);
        ours.HasBegun.ShouldBeTrue();
        done.SetResult();
        (await Task.WhenAll(ours.Answer, theirs[0].Answer, theirs[1].Answer)).ShouldAllBe(answer => answer.Status == 200);
    }

    [Fact]
    public async Task A_company_that_has_too_many_calls_under_way_is_refused_before_anybody_looks_who_asks()
    {
        var theirs = Enumerable.Range(0, CallsMax / 2).Select(_ => Call("/api/v1/orders", Theirs)).ToList();

        (await Call("/api/v1/orders", Theirs).Answer).Status.ShouldBe(429);
        asked.ShouldBe(theirs.Count);

        done.SetResult();
        await Task.WhenAll(theirs.Select(call => call.Answer));
        (await Call("/api/v1/orders", Theirs).Answer).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_flood_of_calls_shuts_nobody_out_of_the_pages_and_health_is_never_refused()
    {
        var calls = Enumerable.Range(0, CallsMax + 1).Select(_ => Call("/api/v1/orders")).ToList();
        (await calls[^1].Answer).Status.ShouldBe(503);

        foreach (var path in new[] { "/orders", "/health/ready", "/metrics", "/live" }) Call(path).HasBegun.ShouldBeTrue(path);
        done.SetResult();
        await Task.WhenAll(calls.Select(call => call.Answer));
    }

    [Fact]
    public async Task A_person_is_told_in_a_line_of_text()
    {
        var pages = Enumerable.Range(0, PagesMax + WaitingMax + 1).Select(_ => Call("/orders")).ToList();

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

    public async ValueTask DisposeAsync()
    {
        overload.Dispose();
        await services.DisposeAsync();
    }

    /// <summary>A request that runs until <see cref="done"/> says so.</summary>
    private Request Call(string path, TenantId? company = null)
    {
        var scope = services.CreateScope();
        if (company is { } whose) scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(whose, null, "a program", []);
        var request = new Request(new DefaultHttpContext { RequestServices = scope.ServiceProvider });
        request.Http.Request.Path = path;
        request.Http.Request.Headers.Authorization = company?.ToString();
        request.Http.Response.Body = new MemoryStream();
        request.Answer = AnswerAsync(request);
        return request;
    }

    private async Task<(int Status, int RetryAfterSeconds)> AnswerAsync(Request request)
    {
        await overload.LimitCalls(request.Http, http => overload.LimitPages(http, async _ =>
        {
            Interlocked.Increment(ref asked);
            await overload.LimitCompany(http, async _ =>
            {
                request.HasBegun = true;
                await done.Task;
            });
        }));
        return (request.Http.Response.StatusCode, int.TryParse(request.Http.Response.Headers.RetryAfter, out var seconds) ? seconds : 0);
    }

    /// <summary>So many calls at once, all of which take so long.</summary>
    private async Task PassAsync(int calls, TimeSpan time)
    {
        done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var under = Enumerable.Range(0, calls).Select(_ => Call("/api/v1/orders")).ToList();
        under.ShouldAllBe(call => call.HasBegun);
        clock.Pass(time);
        done.SetResult();
        await Task.WhenAll(under.Select(call => call.Answer));
    }

    /// <summary>How many of a crowd are let in; no time passes.</summary>
    private async Task<int> LetInAsync()
    {
        done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, 2 * CallsMax).Select(_ => Call("/api/v1/orders")).ToList();
        done.SetResult();
        return (await Task.WhenAll(all.Select(call => call.Answer))).Count(answer => answer.Status == 200);
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

    /// <summary>Stands still unless it is told to go on.</summary>
    private sealed class Clock : TimeProvider
    {
        private long passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => passed;

        public void Pass(TimeSpan time) => passed += time.Ticks;
    }
}
