namespace Entrepot.Catalog.Contracts;

public interface ICatalogListing
{
    /// <summary>Every product of the company, in the order of their ids. One company's catalogue fits in memory; it is there already.</summary>
    Task<IReadOnlyList<Product>> AllAsync(CancellationToken ct);
}
