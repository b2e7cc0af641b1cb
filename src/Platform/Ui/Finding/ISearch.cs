using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Ui;

/// <summary>Something that the search in the top bar found.</summary>
/// <param name="Name">What it is known by: a number, a SKU, a tracking number.</param>
/// <param name="Note">What tells it apart from others: the buyer, the product's name.</param>
/// <param name="Href">The page it is on, a path of this site.</param>
/// <param name="IsExact">The name is the very text that was searched for.</param>
public sealed record Hit(string Name, Sentence Note, string Href, bool IsExact)
{
    /// <summary>Where it stands, for what has a life; null for what has none.</summary>
    public StatusWord? Status { get; init; }
}

/// <summary>What a module contributes to the search in the top bar; registered with <see cref="SearchRegistration.AddSearch{TSearch}"/>.</summary>
public interface ISearch
{
    /// <summary>What it finds, in English, e.g. <c>Orders</c>; translated when shown.</summary>
    string Title { get; }

    /// <summary>Who may not has no hits.</summary>
    string Permission { get; }

    /// <summary>Places of the title among the others.</summary>
    int Order { get; }

    /// <summary>The best hits, exact ones first, by an index: a search must not grow with the company's age.</summary>
    Task<IReadOnlyList<Hit>> FindAsync(string text, int limit, CancellationToken ct);
}

public static class SearchRegistration
{
    public static IServiceCollection AddSearch<TSearch>(this IServiceCollection services) where TSearch : class, ISearch =>
        services.AddScoped<ISearch, TSearch>();
}
