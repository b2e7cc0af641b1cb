using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Catalog.Domain;

/// <summary>A product as a file has it, with all its facts.</summary>
/// <param name="Barcodes">All of them, the one that labels show first.</param>
/// <param name="Parts">Null leaves what is on file.</param>
internal sealed record ImportedProduct(Product Product, IReadOnlyList<string> Barcodes, IReadOnlyList<(string Sku, long Quantity)>? Parts);

/// <summary>What became of it.</summary>
/// <param name="Changed">Nothing where it was the same already.</param>
internal readonly record struct ProductPut(ProductId Id, ProductAspects Changed, bool IsNew);
