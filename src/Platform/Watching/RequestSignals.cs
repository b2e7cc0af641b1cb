using System.Globalization;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Watching;

/// <summary>Says on a request's span and in its log lines which route it was and whose: the route's pattern, never the path or the query, which may hold what somebody searched for.</summary>
internal static class RequestSignals
{
    public static async Task Tell(HttpContext http, RequestDelegate next)
    {
        var user = http.RequestServices.GetRequiredService<CurrentUser>();
        var span = http.Features.Get<IHttpActivityFeature>()?.Activity;
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route";
        if (span is { IsAllDataRequested: true })
        {
            span.DisplayName = $"{http.Request.Method} {route}";
            span.SetTag("http.request.method", http.Request.Method).SetTag("http.route", route);
            if (user.IsSignedIn) span.SetTag(Signals.TenantLabel, user.Tenant.Value);
        }

        using var scope = user.IsSignedIn ? http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RequestSignals)).BeginScope(Signals.LogScope(user.Tenant)) : null;
        await next(http);
        if (span is { IsAllDataRequested: true }) span.SetTag("http.response.status_code", http.Response.StatusCode.ToString(CultureInfo.InvariantCulture));
    }
}
