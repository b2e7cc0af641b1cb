using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Entrepot.Platform.Watching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Http;

/// <summary>
/// What a server takes on at once. More than it can do would make every caller wait until all of them give up; so the excess is
/// told at once to come back: 429 where one company sends more than its share, 503 where all together do.
/// </summary>
/// <remarks>
/// Programs and people have lanes of their own: a flood of orders does not shut anybody out of the pages. Health, numbers for
/// operators and the live stream, which has a limit of its own, pass by; scripts and styles never come here.
/// A refusal must cost next to nothing, or a flood takes the machine from those who were let in: a program's call is refused
/// before its body is read, its key looked at or its route found, and leaves no line in the log.
/// </remarks>
internal sealed class Overload : IDisposable
{
    /// <summary>Calls under way. Orders that come one by one share a commit, up to 512 of them: fewer would leave the disk idle, more would only wait inside. <c>Entrepot:Http:CallsMax</c> says otherwise.</summary>
    private const int CallsMax = 512;

    /// <summary>Pages under way: each takes processor time, and two processors draw some hundred a second. <c>Entrepot:Http:PagesMax</c> says otherwise.</summary>
    private const int PagesMax = 128;

    /// <summary>After so many seconds a refused caller may ask again, each after another of them, so that they do not come back together.</summary>
    private const int RetryAfterSecondsMax = 3;

    /// <summary>Programs that are known by what they sign in with; beyond it they are got to know anew.</summary>
    private const int CallersMax = 10_000;

    private static readonly string[] PassBy = ["/health", "/metrics", "/live"];
    private static readonly byte[] Busy = Json(OverloadProblems.ServerBusy(), StatusCodes.Status503ServiceUnavailable);
    private static readonly byte[] TooMany = Json(OverloadProblems.TooManyCalls(), StatusCodes.Status429TooManyRequests);

    private readonly TimeProvider clock;
    private readonly int callsMax;
    private readonly Admission calls;
    private readonly ConcurrentDictionary<TenantId, Admission> companies = [];

    /// <summary>By the hash of the header they sign in with, of which one in four thousand millions is another's: whose calls they were when they were last let in.</summary>
    private readonly ConcurrentDictionary<int, Admission> callers = [];
    private readonly PageLane pages;
    private readonly Counter<long>? refused;

    public Overload(IConfiguration? configuration = null, Signals? signals = null, TimeProvider? clock = null)
    {
        this.clock = clock ?? TimeProvider.System;
        callsMax = configuration?.GetValue<int?>("Entrepot:Http:CallsMax") ?? CallsMax;
        calls = new(callsMax, this.clock);
        pages = new(configuration?.GetValue<int?>("Entrepot:Http:PagesMax") ?? PagesMax);
        refused = signals?.Meter.CreateCounter<long>("entrepot.requests.refused", "{request}", "Requests that were told to come back later, by whether their company or the server had too many.");
    }

    /// <summary>Before everything else. A company that has as many calls under way as it may is known by the header, which its next call carries too.</summary>
    public Task LimitCalls(HttpContext http, RequestDelegate next)
    {
        if (!IsCall(http)) return next(http);
        if (callers.TryGetValue(Caller(http), out var company) && company.IsFull) return RefuseCall(http, StatusCodes.Status429TooManyRequests, TooMany, "company");
        return calls.TryEnter() ? LetInAsync(calls, http, next) : RefuseCall(http, StatusCodes.Status503ServiceUnavailable, Busy, "server");
    }

    /// <summary>Before the sign-in, which asks the database.</summary>
    public async Task LimitPages(HttpContext http, RequestDelegate next)
    {
        if (!IsPage(http))
        {
            await next(http);
            return;
        }

        using var place = await pages.EnterAsync(http.RequestAborted);
        if (place is null) await RefusePageAsync(http, StatusCodes.Status503ServiceUnavailable, OverloadProblems.ServerBusy(), "server");
        else await next(http);
    }

    /// <summary>After the sign-in: who asks is known.</summary>
    public async Task LimitCompany(HttpContext http, RequestDelegate next)
    {
        var user = http.RequestServices.GetRequiredService<CurrentUser>();
        if (user.IsSignedIn && IsCall(http))
        {
            var company = companies.GetOrAdd(user.Tenant, _ => new(Math.Max(1, callsMax / 2), clock));
            Know(Caller(http), company);
            if (company.TryEnter()) await LetInAsync(company, http, next);
            else await RefuseCall(http, StatusCodes.Status429TooManyRequests, TooMany, "company");
        }
        else if (user.IsSignedIn && IsPage(http))
        {
            using var place = await pages.EnterAsync(user.Tenant, http.RequestAborted);
            if (place is null) await RefusePageAsync(http, StatusCodes.Status429TooManyRequests, OverloadProblems.TooManyCalls(), "company");
            else await next(http);
        }
        else
        {
            await next(http);
        }
    }

    public void Dispose() => pages.Dispose();

    private async Task LetInAsync(Admission places, HttpContext http, RequestDelegate next)
    {
        var entered = clock.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            places.Leave(entered);
        }
    }

    private static bool IsCall(HttpContext http) => http.Request.Path.StartsWithSegments("/api");

    private static bool IsPage(HttpContext http)
    {
        foreach (var path in PassBy)
            if (http.Request.Path.StartsWithSegments(path)) return false;
        return !IsCall(http);
    }

    private static int Caller(HttpContext http) => HashCode.Combine(http.Request.Headers.Authorization, http.Request.Headers["X-Api-Key"], http.Request.Headers.Cookie);

    private void Know(int caller, Admission company)
    {
        if (callers.TryGetValue(caller, out var known) && ReferenceEquals(known, company)) return;
        if (callers.Count >= CallersMax) callers.Clear();
        callers[caller] = company;
    }

    private Task RefuseCall(HttpContext http, int status, byte[] body, string whose)
    {
        Count(whose);
        var answer = http.Response;
        (answer.StatusCode, answer.ContentType, answer.ContentLength) = (status, "application/problem+json", body.Length);
        answer.Headers.RetryAfter = RetryAfter();
        return answer.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    /// <summary>One line: a page would cost what there is too little of.</summary>
    private Task RefusePageAsync(HttpContext http, int status, Problem problem, string whose)
    {
        Count(whose);
        http.Response.Headers.RetryAfter = RetryAfter();
        return Results.Text(problem.Message.ToString(), "text/plain", statusCode: status).ExecuteAsync(http);
    }

    private void Count(string whose) => refused?.Add(1, new KeyValuePair<string, object?>("whose", whose));

    private static string RetryAfter() => (1 + Chance.Below(RetryAfterSecondsMax)).ToString(CultureInfo.InvariantCulture);

    private static byte[] Json(Problem problem, int status) => JsonSerializer.SerializeToUtf8Bytes(new { type = problem.Code, title = problem.Message.ToString(), status });
}
