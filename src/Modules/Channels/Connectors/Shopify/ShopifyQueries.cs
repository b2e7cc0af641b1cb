namespace Entrepot.Channels.Connectors.Shopify;

/// <summary>What is asked of the GraphQL Admin API, version 2026-10.</summary>
internal static class ShopifyQueries
{
    public const string Version = "2026-10";

    private const string Money = "{ shopMoney { amount currencyCode } }";

    private const string Address = "{ name firstName lastName company address1 address2 city province provinceCode zip country countryCodeV2 phone }";

    private const string Lines = $$"""
        nodes {
          id sku name title quantity currentQuantity requiresShipping isGiftCard
          variant { id }
          originalUnitPriceSet {{Money}}
          discountAllocations { allocatedAmountSet {{Money}} }
          taxLines { title ratePercentage priceSet {{Money}} }
          customAttributes { key value }
        }
        pageInfo { hasNextPage endCursor }
        """;

    /// <summary>Everything of an order that there is a place for; refunds and parcels tell what became of it.</summary>
    private const string Order = $$"""
        id legacyResourceId name createdAt processedAt updatedAt cancelledAt cancelReason currencyCode taxesIncluded test sourceName
        displayFinancialStatus displayFulfillmentStatus returnStatus email phone note tags
        customAttributes { key value }
        totalPriceSet {{Money}} totalTaxSet {{Money}} totalDiscountsSet {{Money}} totalTipReceivedSet {{Money}} originalTotalDutiesSet {{Money}}
        customer { id }
        purchasingEntity { __typename }
        billingAddress {{Address}}
        shippingAddress {{Address}}
        taxLines { title ratePercentage channelLiable priceSet {{Money}} }
        shippingLines(first: 10) { nodes { id title code originalPriceSet {{Money}} } }
        refunds(first: 20) { id createdAt note totalRefundedSet {{Money}} refundLineItems(first: 50) { nodes { quantity restockType lineItem { id } } } }
        fulfillments(first: 20) { id createdAt status trackingInfo { company number url } }
        lineItems(first: 50) { {{Lines}} }
        """;

    public const string Orders = $$"""
        query orders($first: Int!, $after: String, $query: String!) {
          orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
            nodes { {{Order}} }
            pageInfo { hasNextPage endCursor }
          }
        }
        """;

    public const string OneOrder = $$"""
        query order($id: ID!) {
          order(id: $id) { {{Order}} }
        }
        """;

    public const string MoreLines = $$"""
        query lines($id: ID!, $after: String!) {
          order(id: $id) { lineItems(first: 250, after: $after) { {{Lines}} } }
        }
        """;

    public const string Check = """
        query check {
          shop { name myshopifyDomain currencyCode }
          currentAppInstallation { accessScopes { handle } }
        }
        """;

    public const string Locations = """
        query locations {
          locations(first: 50) { nodes { id name isActive fulfillsOnlineOrders } }
        }
        """;

    public const string Items = """
        query items($query: String!) {
          inventoryItems(first: 250, query: $query) { nodes { id sku } }
        }
        """;

    /// <summary>Quantities are set, and never compared: we are the ones who know. The key makes a repetition harmless, and is demanded since 2026-04.</summary>
    public const string SetQuantities = """
        mutation setQuantities($input: InventorySetQuantitiesInput!, $key: String!) {
          inventorySetQuantities(input: $input) @idempotent(key: $key) {
            inventoryAdjustmentGroup { createdAt changes { name delta } }
            userErrors { code field message }
          }
        }
        """;

    private const string ToFulfil = """
        id name
        fulfillments(first: 50) { id status trackingInfo { number } }
        fulfillmentOrders(first: 50) { nodes { id status assignedLocation { location { id } } lineItems(first: 100) { nodes { id remainingQuantity lineItem { id } } } } }
        """;

    public const string FulfilmentOrders = $$"""
        query fulfilmentOrders($id: ID!) {
          order(id: $id) { {{ToFulfil}} }
        }
        """;

    public const string FulfilmentOrdersByName = $$"""
        query fulfilmentOrdersByName($query: String!) {
          orders(first: 5, query: $query) { nodes { {{ToFulfil}} } }
        }
        """;

    public const string Fulfil = """
        mutation fulfil($fulfillment: FulfillmentInput!, $message: String) {
          fulfillmentCreate(fulfillment: $fulfillment, message: $message) {
            fulfillment { id status }
            userErrors { field message }
          }
        }
        """;
}
