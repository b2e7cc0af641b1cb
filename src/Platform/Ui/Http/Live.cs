using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Entrepot.Platform.Ui;

/// <summary>
/// Numbers that change while a page is open. Registered scoped; asked every few seconds per company and language, in a
/// scope that belongs to the company.
/// </summary>
public interface ILiveNumbers
{
    /// <summary>Who may see them; empty for everybody of the company.</summary>
    string Permission { get; }

    /// <summary>Key (the <c>Live</c> of a <c>Stat</c>) to text, formatted with <see cref="Formats"/> in the current language.</summary>
    Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken ct);
}

/// <summary>The stream behind <c>/live</c>: what has changed, every few seconds, until the page is hidden or the server stops.</summary>
internal sealed class Live(IServiceScopeFactory scopes, Momentary<(TenantId, string, int), IReadOnlyDictionary<string, string>> kept, IHostApplicationLifetime life)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>Each open tab costs a connection and a timer; beyond this many a browser is told to come back later.</summary>
    private const int MostStreams = 2_000;

    private int open;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/live", (HttpContext http, CurrentUser user, Live live) => live.Answer(http, user)).ExcludeFromDescription();

    private IResult Answer(HttpContext http, CurrentUser user)
    {
        if (!user.IsSignedIn) return TypedResults.Unauthorized();
        if (open >= MostStreams) return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);

        // Without the second token a shutdown would wait half a minute for open tabs.
        var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        http.Response.RegisterForDispose(end);
        return TypedResults.ServerSentEvents(NumbersAsync(user, CultureInfo.CurrentUICulture.Name, end.Token));
    }

    private async IAsyncEnumerable<SseItem<Dictionary<string, string>>> NumbersAsync(CurrentUser user, string language, [EnumeratorCancellation] CancellationToken ct)
    {
        Interlocked.Increment(ref open);
        try
        {
            var shown = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var n = 0; !ct.IsCancellationRequested; n++)
            {
                var changed = await ChangesAsync(user, language, shown);
                if (changed.Count > 0 || n == 0)
                    yield return new(changed, "numbers") { EventId = n.ToString(CultureInfo.InvariantCulture), ReconnectionInterval = Pause };
                try { await Task.Delay(Pause, ct); }
                catch (OperationCanceledException) { yield break; }
            }
        }
        finally { Interlocked.Decrement(ref open); }
    }

    private async Task<Dictionary<string, string>> ChangesAsync(CurrentUser user, string language, Dictionary<string, string> shown)
    {
        Culture.Enter(language);
        Discretion.Enter(user);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(user.Tenant, "live");

        var changed = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var source in scope.ServiceProvider.GetServices<ILiveNumbers>())
        {
            number++;
            if (source.Permission.Length > 0 && !user.Can(source.Permission)) continue;
            foreach (var (key, text) in await kept.GetAsync((user.Tenant, Discretion.HidesMoney ? language + Discretion.Veil : language, number), () => source.ReadAsync(life.ApplicationStopping)))
                if (shown.GetValueOrDefault(key) != text) shown[key] = changed[key] = text;
        }
        return changed;
    }
}
