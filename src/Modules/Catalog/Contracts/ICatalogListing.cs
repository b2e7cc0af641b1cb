namespace Entrepot.Catalog.Contracts;

/// <summary>The catalogue as a whole, for pages and use cases that look through it; the journey asks <see cref="ICatalog"/> for what its lines name.</summary>
public interface ICatalogListing
{
    /// <summary>Every product of the company, in the order of their ids. One company's catalogue fits in memory; it is there already.</summary>
    Task<IReadOnlyList<Product>> AllAsync(CancellationToken ct);
}
