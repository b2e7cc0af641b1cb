namespace Entrepot.Sandbox.Shops;

/// <summary>The parts of Amazon's order (Selling Partner API, Orders v2026-01-01, <c>getOrder</c>) that a merchant-fulfilled order fills; camel case on the wire.</summary>
internal static class AmazonWire
{
    internal sealed record GetOrderResponse(Order Order);

    internal sealed record Order(
        string OrderId, DateTime CreatedTime, DateTime LastUpdatedTime, IReadOnlyList<string> Programs, SalesChannel SalesChannel, Buyer Buyer, Recipient Recipient,
        Proceeds Proceeds, Fulfillment Fulfillment, IReadOnlyList<OrderItem> OrderItems);

    internal sealed record SalesChannel(string ChannelName, string MarketplaceId, string MarketplaceName);

    internal sealed record Buyer(string BuyerName, string BuyerEmail);

    internal sealed record Recipient(Address DeliveryAddress);

    internal sealed record Address(
        string Name, string AddressLine1, string? AddressLine2, string City, string? StateOrRegion, string PostalCode, string CountryCode, string? Phone, string AddressType);

    internal sealed record Proceeds(Money GrandTotal, IReadOnlyList<Breakdown> Breakdowns);

    internal sealed record Breakdown(string Type, Money Subtotal, IReadOnlyList<DetailedBreakdown>? DetailedBreakdowns = null);

    internal sealed record DetailedBreakdown(string Subtype, Money Value);

    internal sealed record Money(string Amount, string CurrencyCode);

    internal sealed record Fulfillment(string FulfillmentStatus, string FulfilledBy, string FulfillmentServiceLevel, Window ShipByWindow, Window DeliverByWindow);

    internal sealed record Window(DateTime EarliestDateTime, DateTime LatestDateTime);

    internal sealed record OrderItem(
        string OrderItemId, long QuantityOrdered, Product Product, ItemProceeds Proceeds, ItemFulfillment Fulfillment, ItemTax? Tax);

    internal sealed record Product(string Asin, string Title, string SellerSku, Condition Condition, Price Price);

    internal sealed record Condition(string ConditionType, string ConditionSubtype);

    internal sealed record Price(Money UnitPrice);

    internal sealed record ItemProceeds(Money ProceedsTotal, IReadOnlyList<Breakdown> Breakdowns);

    internal sealed record ItemFulfillment(long QuantityFulfilled, long QuantityUnfulfilled, Shipping? Shipping);

    internal sealed record Shipping(InternationalShipping InternationalShipping);

    internal sealed record InternationalShipping(string IossNumber);

    internal sealed record ItemTax(IReadOnlyList<TaxCalculation> TaxCalculationBreakdowns, IReadOnlyList<TaxCollection> TaxCollections);

    internal sealed record TaxCalculation(string ReportingScheme);

    internal sealed record TaxCollection(string Model, string ResponsibleParty);
}
