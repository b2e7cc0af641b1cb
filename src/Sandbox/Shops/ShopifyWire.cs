namespace Entrepot.Sandbox.Shops;

/// <summary>The parts of Shopify's order (Admin REST API, webhook <c>orders/create</c>) that its shops fill; snake case on the wire, amounts as decimal texts.</summary>
internal static class ShopifyWire
{
    internal sealed record Order(
        long Id, string Name, long OrderNumber, DateTime CreatedAt, DateTime ProcessedAt, DateTime UpdatedAt, string Currency, string Email, string? Phone,
        string FinancialStatus, string? FulfillmentStatus, string? Note, string Tags, bool TaxesIncluded, bool Test, string SourceName, string Gateway,
        string SubtotalPrice, string TotalLineItemsPrice, string TotalDiscounts, string TotalTax, string TotalPrice, long TotalWeight,
        IReadOnlyList<LineItem> LineItems, IReadOnlyList<ShippingLine> ShippingLines, IReadOnlyList<TaxLine> TaxLines, IReadOnlyList<DiscountCode> DiscountCodes,
        Customer Customer, Address BillingAddress, Address ShippingAddress);

    internal sealed record LineItem(
        long Id, string Sku, string Title, string Name, long Quantity, string Price, long Grams, bool RequiresShipping, string FulfillmentService, string TotalDiscount, IReadOnlyList<TaxLine> TaxLines);

    internal sealed record ShippingLine(long Id, string Code, string Title, string Price, string Source);

    internal sealed record TaxLine(string Title, string Price, decimal Rate);

    internal sealed record DiscountCode(string Code, string Amount, string Type);

    internal sealed record Customer(long Id, string Email, string FirstName, string LastName);

    internal sealed record Address(
        string FirstName, string LastName, string Name, string? Company, string Address1, string? Address2, string City,
        string? Province, string? ProvinceCode, string? Zip, string Country, string CountryCode, string? Phone);
}
