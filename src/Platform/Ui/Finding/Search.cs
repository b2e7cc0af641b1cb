using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Platform.Ui;

/// <summary>What was searched for and found, by kind; kinds without a hit are absent.</summary>
public sealed record Findings(string Text, IReadOnlyList<(string Title, IReadOnlyList<Hit> Hits)> Groups);

/// <summary>The search in the top bar: straight to the thing where there is exactly one, else to a page of what was found.</summary>
internal sealed class Search(IEnumerable<ISearch> searches, CurrentUser user)
{
    /// <summary>Of one kind; more are found by the lists with their filters.</summary>
    private const int HitsMax = 20;

    /// <summary>The longest number of a channel or carrier, and room for a name.</summary>
    private const int TextMax = 100;

    /// <summary>Of one kind below the bar while one types: what can be chosen with a few strokes of an arrow key.</summary>
    private const int ProposalsMax = 5;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/search", async (string? q, Search search, CancellationToken ct) =>
        {
            var found = await search.RunAsync(q ?? "", ct);
            return Only(found) is { } hit ? PageResult.Go(hit.Href) : PageResult.Show<SearchPage>(new { Found = found });
        });
        routes.MapGet("/search/proposals", async (string? q, Search search, CancellationToken ct) =>
            PageResult.Show<SearchProposals>(new { Found = await search.RunAsync(q ?? "", ct, ProposalsMax) }));
    }

    public async Task<Findings> RunAsync(string asked, CancellationToken ct, int limit = HitsMax)
    {
        var text = asked.Trim();
        if (text.Length is 0 or > TextMax) return new(text, []);

        var groups = new List<(string, IReadOnlyList<Hit>)>();
        foreach (var search in searches.Where(search => user.Can(search.Permission)).OrderBy(search => search.Order)) // One after the other: they share a database session.
            if (await search.FindAsync(text, limit, ct) is { Count: > 0 } hits) groups.Add((search.Title, hits));
        return new(text, groups);
    }

    /// <summary>The one hit, or the one that is exactly what was typed.</summary>
    private static Hit? Only(Findings found)
    {
        var all = found.Groups.SelectMany(group => group.Hits).ToList();
        if (all.Count == 1) return all[0];
        var exact = all.Where(hit => hit.IsExact).DistinctBy(hit => hit.Href).ToList();
        return exact.Count == 1 ? exact[0] : null;
    }
}
