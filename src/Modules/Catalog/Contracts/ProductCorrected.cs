using Entrepot.Kernel;

namespace Entrepot.Catalog.Contracts;

/// <summary>Sides of a product that decisions about its orders rest on.</summary>
[Flags]
public enum ProductAspects
{
    None = 0,

    /// <summary>Weight and size.</summary>
    Measures = 1,

    /// <summary>HS code, country of origin, tariff lines.</summary>
    Classification = 2,

    /// <summary>Battery, liquid, alcohol, category: what may be carried and sold where.</summary>
    Nature = 4,

    /// <summary>Names and the description for customs.</summary>
    Words = 8,

    Barcodes = 16,

    /// <summary>What a bundle is made of.</summary>
    Parts = 32,

    /// <summary>What one piece cost to buy.</summary>
    Cost = 64,
}

/// <summary>A person or a program corrected a product; orders that waited for what it said can be decided anew.</summary>
/// <param name="Barcodes">Codes that mean this product from now on and did not before.</param>
/// <param name="By">Who did it.</param>
public sealed record ProductCorrected(ProductId Product, string Sku, ProductAspects Changed, IReadOnlyList<string> Barcodes, string By);
