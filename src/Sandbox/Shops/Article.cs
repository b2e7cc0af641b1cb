namespace Entrepot.Sandbox.Shops;

/// <summary>Something the shops offer.</summary>
/// <param name="Sku">The seller's code.</param>
/// <param name="PriceEurMinor">The list price in euro cents, tax included; each shop makes its own price tag from it.</param>
/// <param name="Popularity">How often it is bought, against the others' popularity.</param>
public sealed record Article(string Sku, string Title, long PriceEurMinor, bool IsAlcohol, long WeightGrams, int Popularity);
