using System.Buffers;
using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;

namespace Entrepot.Channels.Connectors.Shopify;

/// <summary>
/// An order of the GraphQL API in the shape of the REST resource, which webhooks and exports have: one reader reads both, so
/// that the same order by either way has the same content.
/// </summary>
internal static class ShopifyResource
{
    public static JsonElement From(JsonElement order, IEnumerable<JsonElement> moreLines)
    {
        var buffer = new ArrayBufferWriter<byte>(8 << 10);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Copy(json, order, "id", "legacyResourceId");
            if (JsonPath.At(order, "legacyResourceId") is null) json.WriteString("id", ShopifyGraph.Tail(JsonPath.TextAt(order, "id")));
            foreach (var (name, of) in Plain) Copy(json, order, name, of);
            json.WriteString("financial_status", JsonPath.TextAt(order, "displayFinancialStatus").ToLowerInvariant());
            json.WriteString("fulfillment_status", JsonPath.TextAt(order, "displayFulfillmentStatus") switch { "FULFILLED" => "fulfilled", "PARTIALLY_FULFILLED" => "partial", _ => null });
            json.WriteString("tags", string.Join(", ", JsonPath.List(JsonPath.At(order, "tags")).Select(JsonPath.Text)));
            foreach (var (name, of) in Amounts) Amount(json, name, order, of);
            if (Price(order, "originalTotalDutiesSet") is { } duties) WriteDuties(json, duties);
            if (JsonPath.At(order, "customer", "id") is { } customer) Nested(json, "customer", () => json.WriteString("id", ShopifyGraph.Tail(JsonPath.Text(customer))));
            if (JsonPath.TextAt(order, "purchasingEntity", "__typename") == "PurchasingCompany") Nested(json, "company", () => { });
            Address(json, "billing_address", order, "billingAddress");
            Address(json, "shipping_address", order, "shippingAddress");
            Attributes(json, "note_attributes", order);
            Listed(json, "tax_lines", ShopifyGraph.Nodes(order, "taxLines"), tax => { Amount(json, "price", tax, "priceSet"); Copy(json, tax, "title", "title"); Copy(json, tax, "channel_liable", "channelLiable"); });
            Listed(json, "shipping_lines", ShopifyGraph.Nodes(order, "shippingLines"), line => { Copy(json, line, "code", "code"); Copy(json, line, "title", "title"); Amount(json, "price", line, "originalPriceSet"); });
            Listed(json, "line_items", ShopifyGraph.Nodes(order, "lineItems").Concat(moreLines), line => Line(json, line));
            Listed(json, "refunds", ShopifyGraph.Nodes(order, "refunds"), refund => Refund(json, refund));
            json.WriteEndObject();
        }

        return JsonSerializer.Deserialize<JsonElement>(buffer.WrittenSpan);
    }

    private static readonly (string Name, string Of)[] Plain =
    [
        ("name", "name"), ("created_at", "createdAt"), ("processed_at", "processedAt"), ("updated_at", "updatedAt"), ("cancelled_at", "cancelledAt"), ("cancel_reason", "cancelReason"),
        ("currency", "currencyCode"), ("taxes_included", "taxesIncluded"), ("test", "test"), ("source_name", "sourceName"), ("email", "email"), ("phone", "phone"), ("note", "note"),
    ];

    private static readonly (string Name, string Of)[] Amounts =
        [("total_price", "totalPriceSet"), ("total_tax", "totalTaxSet"), ("total_discounts", "totalDiscountsSet"), ("total_tip_received", "totalTipReceivedSet")];

    private static readonly (string Name, string Of)[] AddressFields =
    [
        ("name", "name"), ("first_name", "firstName"), ("last_name", "lastName"), ("company", "company"), ("address1", "address1"), ("address2", "address2"), ("city", "city"),
        ("province", "province"), ("province_code", "provinceCode"), ("zip", "zip"), ("country", "country"), ("country_code", "countryCodeV2"), ("phone", "phone"),
    ];

    private static void Line(Utf8JsonWriter json, JsonElement line)
    {
        json.WriteString("id", ShopifyGraph.Tail(JsonPath.TextAt(line, "id")));
        foreach (var name in (ReadOnlySpan<string>)["sku", "name", "title", "quantity"]) Copy(json, line, name, name);
        Copy(json, line, "current_quantity", "currentQuantity");
        Copy(json, line, "requires_shipping", "requiresShipping");
        Copy(json, line, "gift_card", "isGiftCard");
        if (JsonPath.At(line, "variant", "id") is { } variant) json.WriteString("variant_id", ShopifyGraph.Tail(JsonPath.Text(variant)));
        Amount(json, "price", line, "originalUnitPriceSet");
        Listed(json, "discount_allocations", ShopifyGraph.Nodes(line, "discountAllocations"), share => Amount(json, "amount", share, "allocatedAmountSet"));
        Listed(json, "tax_lines", ShopifyGraph.Nodes(line, "taxLines"), tax => Amount(json, "price", tax, "priceSet"));
        Attributes(json, "properties", line);
    }

    private static void Refund(Utf8JsonWriter json, JsonElement refund)
    {
        json.WriteString("id", ShopifyGraph.Tail(JsonPath.TextAt(refund, "id")));
        Copy(json, refund, "created_at", "createdAt");
        Copy(json, refund, "note", "note");
        Amount(json, "amount", refund, "totalRefundedSet");
        Listed(json, "refund_line_items", ShopifyGraph.Nodes(refund, "refundLineItems"), line =>
        {
            json.WriteString("line_item_id", ShopifyGraph.Tail(JsonPath.TextAt(line, "lineItem", "id")));
            Copy(json, line, "quantity", "quantity");
            json.WriteString("restock_type", JsonPath.TextAt(line, "restockType").ToLowerInvariant());
        });
    }

    private static void Address(Utf8JsonWriter json, string name, JsonElement order, string of)
    {
        if (JsonPath.At(order, of) is not { ValueKind: JsonValueKind.Object } address) return;
        Nested(json, name, () =>
        {
            foreach (var (field, from) in AddressFields) Copy(json, address, field, from);
        });
    }

    private static void Attributes(Utf8JsonWriter json, string name, JsonElement holder) =>
        Listed(json, name, ShopifyGraph.Nodes(holder, "customAttributes"), one => { Copy(json, one, "name", "key"); Copy(json, one, "value", "value"); });

    private static void WriteDuties(Utf8JsonWriter json, string amount) =>
        Nested(json, "original_total_duties_set", () => Nested(json, "shop_money", () => json.WriteString("amount", amount)));

    private static void Nested(Utf8JsonWriter json, string name, Action write)
    {
        json.WriteStartObject(name);
        write();
        json.WriteEndObject();
    }

    private static void Listed(Utf8JsonWriter json, string name, IEnumerable<JsonElement> items, Action<JsonElement> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Amount(Utf8JsonWriter json, string name, JsonElement holder, string of)
    {
        if (Price(holder, of) is { } amount) json.WriteString(name, amount);
    }

    private static string? Price(JsonElement holder, string of) => JsonPath.At(holder, of, "shopMoney", "amount") is { } amount ? JsonPath.Text(amount) : null;

    private static void Copy(Utf8JsonWriter json, JsonElement holder, string name, string of)
    {
        if (JsonPath.At(holder, of) is not { } value) return;
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
