using Entrepot.Kernel;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Ui;

/// <summary>Work that waits for a person, shown beside entries of the side bar. Registered scoped; asked at most every few seconds per company.</summary>
public interface INavCounts
{
    /// <summary>Keyed by <see cref="NavEntry.Href"/>; late when a deadline has passed. Zero is not shown.</summary>
    Task<IReadOnlyDictionary<string, (int Count, bool Late)>> CountAsync(CancellationToken ct);
}

/// <summary>The counts of one page, read before it is rendered: components render at the same time and must not share the database session.</summary>
internal sealed class NavCounts(IReadOnlyDictionary<string, (int Count, bool Late)> counts)
{
    private static readonly NavCounts None = new(new Dictionary<string, (int, bool)>());

    public (int Count, bool Late) this[string href] => counts.GetValueOrDefault(href);

    public static NavCounts Of(HttpContext http) => http.Items[typeof(NavCounts)] as NavCounts ?? None;

    public static async Task LoadAsync(HttpContext http)
    {
        var user = http.RequestServices.GetRequiredService<CurrentUser>();
        if (!user.IsSignedIn) return;

        var all = new Dictionary<string, (int, bool)>(StringComparer.Ordinal);
        var kept = http.RequestServices.GetRequiredService<Momentary<(TenantId, Type), IReadOnlyDictionary<string, (int, bool)>>>();
        foreach (var source in http.RequestServices.GetServices<INavCounts>())
            foreach (var (href, count) in await kept.GetAsync((user.Tenant, source.GetType()), () => source.CountAsync(CancellationToken.None)))
                all[href] = count;
        http.Items[typeof(NavCounts)] = new NavCounts(all);
    }
}
