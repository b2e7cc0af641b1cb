namespace Entrepot.Channels.Contracts;

/// <summary>
/// Makes up what real but stripped order data lacks to be shipped: a buyer's address in the country that is given, and
/// a product for each article code. The same input gives the same answer for ever, so that an import can be repeated.
/// For tests and demonstrations; nothing it makes up may leave the house.
/// </summary>
public interface ITestWorld
{
    /// <summary>The orders with an address each, in the same order. One that has an address, or whose country is not known, is returned as it is.</summary>
    IReadOnlyList<IncomingOrder> Complete(IReadOnlyList<IncomingOrder> orders);

    /// <summary>Adds a product for each code of goods that the catalogue does not know. Opens a unit of work of its own.</summary>
    /// <param name="hsCodeOf">HS code for a description, 6 to 10 digits or empty; null leaves products to be classified later.</param>
    /// <returns>How many products were added.</returns>
    Task<int> AddProductsAsync(SalesChannel channel, IReadOnlyList<IncomingOrder> orders, Func<string, string>? hsCodeOf, CancellationToken ct);
}
