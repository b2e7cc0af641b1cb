using System.Diagnostics;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Http;

/// <summary>
/// A request that the database went away from. A call with an Idempotency-Key may be done again as a whole, so it waits
/// here until a standby has taken over and then runs again; anything else is told to come back, a page by itself.
/// </summary>
internal static class DatabaseAway
{
    /// <summary>A takeover lasts some seconds, and a page that asks more often only burdens the new primary.</summary>
    private const int AgainAfterSeconds = 5;

    /// <summary>Before the sign-in, which asks the database too.</summary>
    public static async Task Answer(HttpContext http, RequestDelegate next)
    {
        if (http.RequestServices.GetService<DatabaseEngine>() is not { } engine)
        {
            await next(http);
            return;
        }

        var outages = http.RequestServices.GetRequiredService<Outages>();
        var pause = TimeSpan.Zero;
        long? since = null;
        while (true)
        {
            try
            {
                await next(http);
                if (since is not null) outages.Back();
                return;
            }
            catch (Exception lost) when (engine.IsAway(lost) && !http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
            {
                outages.Lost(lost);
            }

            http.Response.Clear();
            since ??= Stopwatch.GetTimestamp();
            StartAnew(http);
            if (!Idempotency.IsAsked(http) || Stopwatch.GetElapsedTime(since.Value) > Patience.ForTakeover)
            {
                await SayAsync(http);
                return;
            }

            pause = Patience.Longer(pause);
            await Task.Delay(pause, http.RequestAborted);
        }
    }

    /// <summary>What the request's services have read and begun belongs to the connection that is gone.</summary>
    private static void StartAnew(HttpContext http)
    {
        var scope = http.RequestServices.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        http.Response.RegisterForDisposeAsync(scope);
        http.RequestServices = scope.ServiceProvider;
        if (http.Request.Body is not MemoryStream read) return; // Nobody has read it yet.

        var body = read.ToArray(); // Also where the route has closed it.
        http.Request.Body = new MemoryStream(body, 0, body.Length, writable: false, publiclyVisible: true);
    }

    private static async Task SayAsync(HttpContext http)
    {
        var problem = new Problem(ProblemKind.Unavailable, "platform.database_away", "The database is away for a moment. What was confirmed is safe; try again in a few seconds.");
        http.Response.Headers.RetryAfter = AgainAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (await BadRequests.ToProgramAsync(http, problem, StatusCodes.Status503ServiceUnavailable)) return;

        Culture.Enter(Look.LanguageOf(http.Request));
        var isGet = HttpMethods.IsGet(http.Request.Method);
        if (Web.IsHtmx(http.Request) && !isGet)
        {
            await PageResult.Refused(problem).ExecuteAsync(http);
            return;
        }

        _ = http.RequestServices.GetRequiredService<Web>().Csrf; // First: storing the token writes cache headers of its own.
        http.Response.Headers.CacheControl = "no-store";
        if (isGet) http.Response.Headers["Refresh"] = http.Response.Headers.RetryAfter;
        await new RazorComponentResult<AwayPage>(new { Reloads = isGet }) { StatusCode = StatusCodes.Status503ServiceUnavailable }.ExecuteAsync(http);
    }
}
