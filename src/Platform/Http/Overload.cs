using System.Diagnostics.Metrics;
using System.Globalization;
using System.Threading.RateLimiting;
using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Entrepot.Platform.Watching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Http;

/// <summary>
/// What a server takes on at once. More than it can do would make every caller wait until all of them give up; so the excess is
/// told within a second to come back: 429 where one company sends more than its share, 503 where all together do.
/// </summary>
/// <remarks>
/// Programs and people have lanes of their own: a flood of orders does not shut anybody out of the pages. Health, numbers for
/// operators and the live stream, which has a limit of its own, pass by; scripts and styles never come here.
/// </remarks>
internal sealed class Overload : IDisposable
{
    /// <summary>Calls under way. Orders that come one by one share a commit, up to 512 of them: fewer would leave the disk idle, more would only wait inside. <c>Entrepot:Http:CallsMax</c> says otherwise.</summary>
    private const int CallsMax = 512;

    /// <summary>Pages under way: each takes processor time, and two processors draw some hundred a second. <c>Entrepot:Http:PagesMax</c> says otherwise.</summary>
    private const int PagesMax = 128;

    /// <summary>A caller who waits longer is better told so: the programs we know give up after five to thirty seconds.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(1);

    /// <summary>Requests that wait for one of those under way; a waiting one is some kilobytes. Twice what runs is what may be served within <see cref="WaitMax"/> on a good day.</summary>
    private const int WaitingForEach = 2;

    /// <summary>After so many seconds a refused caller may ask again, each after another of them, so that they do not come back together.</summary>
    private const int RetryAfterSecondsMax = 3;

    private static readonly string[] PassBy = ["/health", "/metrics", "/live"];

    private readonly Lane calls;
    private readonly Lane pages;
    private readonly Counter<long>? refused;

    public Overload(IConfiguration? configuration = null, Signals? signals = null)
    {
        calls = new(configuration?.GetValue<int?>("Entrepot:Http:CallsMax") ?? CallsMax);
        pages = new(configuration?.GetValue<int?>("Entrepot:Http:PagesMax") ?? PagesMax);
        refused = signals?.Meter.CreateCounter<long>("entrepot.requests.refused", "{request}", "Requests that were told to come back later, by whether their company or the server had too many.");
    }

    /// <summary>Before the sign-in, which asks the database.</summary>
    public static Task LimitAll(HttpContext http, RequestDelegate next) => Of(http).LimitAllAsync(http, next);

    /// <summary>After the sign-in: who asks is known.</summary>
    public static Task LimitCompany(HttpContext http, RequestDelegate next) => Of(http).LimitCompanyAsync(http, next);

    public void Dispose()
    {
        calls.Dispose();
        pages.Dispose();
    }

    private static Overload Of(HttpContext http) => http.RequestServices.GetRequiredService<Overload>();

    private async Task LimitAllAsync(HttpContext http, RequestDelegate next)
    {
        if (LaneOf(http) is not { } lane)
        {
            await next(http);
            return;
        }

        using var place = await lane.EnterAsync(http.RequestAborted);
        if (place is null) await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, OverloadProblems.ServerBusy(), "server");
        else await next(http);
    }

    private async Task LimitCompanyAsync(HttpContext http, RequestDelegate next)
    {
        var user = http.RequestServices.GetRequiredService<CurrentUser>();
        if (!user.IsSignedIn || LaneOf(http) is not { } lane)
        {
            await next(http);
            return;
        }

        using var place = await lane.EnterAsync(user.Tenant, http.RequestAborted);
        if (place is null) await RefuseAsync(http, StatusCodes.Status429TooManyRequests, OverloadProblems.TooManyCalls(), "company");
        else await next(http);
    }

    private Lane? LaneOf(HttpContext http)
    {
        foreach (var path in PassBy)
            if (http.Request.Path.StartsWithSegments(path)) return null;
        return http.Request.Path.StartsWithSegments("/api") ? calls : pages;
    }

    private async Task RefuseAsync(HttpContext http, int status, Problem problem, string whose)
    {
        refused?.Add(1, new KeyValuePair<string, object?>("whose", whose));
        http.Response.Headers.RetryAfter = (1 + Chance.Below(RetryAfterSecondsMax)).ToString(CultureInfo.InvariantCulture);
        if (await BadRequests.ToProgramAsync(http, problem, status)) return;
        await Results.Text(problem.Message.ToString(), "text/plain", statusCode: status).ExecuteAsync(http); // A page would cost what there is too little of.
    }

    /// <summary>So many at once for all, and half of it for one company, so that there is always room for another.</summary>
    private sealed class Lane(int max) : IDisposable
    {
        private readonly ConcurrencyLimiter all = new(Options(max, max * WaitingForEach));

        /// <summary>Who waits here has a place of the server already: few may, or one company's would fill it.</summary>
        private readonly PartitionedRateLimiter<TenantId> companies = PartitionedRateLimiter.Create<TenantId, TenantId>(
            company => RateLimitPartition.GetConcurrencyLimiter(company, _ => Options(Math.Max(1, max / 2), max / 4)));

        /// <returns>Null where there was no room within <see cref="WaitMax"/>.</returns>
        public Task<RateLimitLease?> EnterAsync(CancellationToken ct) => WaitAsync(all.AttemptAcquire(), token => all.AcquireAsync(1, token), ct);

        public Task<RateLimitLease?> EnterAsync(TenantId company, CancellationToken ct) => WaitAsync(companies.AttemptAcquire(company), token => companies.AcquireAsync(company, 1, token), ct);

        public void Dispose()
        {
            all.Dispose();
            companies.Dispose();
        }

        private static async Task<RateLimitLease?> WaitAsync(RateLimitLease first, Func<CancellationToken, ValueTask<RateLimitLease>> wait, CancellationToken ct)
        {
            if (first.IsAcquired) return first;
            first.Dispose();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(WaitMax);
            try
            {
                var lease = await wait(patience.Token);
                if (lease.IsAcquired) return lease;
                lease.Dispose();
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // It has waited long enough.
            }

            return null;
        }

        private static ConcurrencyLimiterOptions Options(int max, int waiting) => new() { PermitLimit = max, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst };
    }
}
