using System.Net;
using Entrepot.Kernel;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Platform.Watching;

/// <summary>
/// The numbers for Prometheus. A collector on the same machine needs no key and sees the whole installation; from
/// elsewhere a key with <c>settings.edit</c> is needed, and what belongs to other companies is left out.
/// </summary>
internal static class MetricsRoute
{
    /// <summary>A proxy on this machine speaks for somebody elsewhere, and says so in one of these.</summary>
    private static readonly string[] SpeaksForAnother = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", async (HttpContext http, CurrentUser user, MetricsText metrics, Watch watch, CancellationToken ct) =>
        {
            var isAllowed = user.Can("settings.edit");
            if (!isAllowed && !IsFromHere(http)) return new Problem(ProblemKind.Forbidden, "platform.metrics_not_allowed", "Ask from the server's own machine, or with an API key that has the permission settings.edit.").ToHttp();

            await watch.LookAsync(ct);
            return Results.Text(metrics.Write(isAllowed ? user.Tenant : null), "text/plain; version=0.0.4", System.Text.Encoding.UTF8);
        }).AllowAnonymous().WithSummary("Numbers in Prometheus' text format");

    private static bool IsFromHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !SpeaksForAnother.Any(http.Request.Headers.ContainsKey);
}
