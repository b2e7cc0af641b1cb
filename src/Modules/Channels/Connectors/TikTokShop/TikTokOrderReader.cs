using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.TikTokShop;

/// <summary>TikTok Shop's order (Order API 202309): a line is one piece. Tax is what the total has beyond goods, shipping, fees and discounts.</summary>
internal sealed class TikTokOrderReader : IOrderReader
{
    private static readonly (string Field, string Name)[] Fees =
    [
        ("small_order_fee", "Small order fee"), ("retail_delivery_fee", "Retail delivery fee"), ("buyer_service_fee", "Buyer service fee"),
        ("handling_fee", "Handling fee"), ("shipping_insurance_fee", "Shipping insurance"), ("item_insurance_fee", "Item insurance"),
    ];

    public string Format => "tiktok-shop";

    public Result<IReadOnlyList<JsonElement>> Find(JsonElement root) =>
        OrderReaders.In(root.ValueKind == JsonValueKind.Object && JsonPath.At(root, "data") is { ValueKind: JsonValueKind.Object } data ? data : root, "order", "orders", "line_items", Format);

    public Result<IncomingOrder> Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("line_items", out _)) return ConnectorProblems.Misfit(Format, "an order has 'line_items'");
        var faults = new JsonFaults();
        var read = Read(new JsonFields(element, "", faults));
        return faults.First is { } problem ? problem : read;
    }

    private static IncomingOrder Read(JsonFields order)
    {
        var payment = order.Object("payment", required: true);
        var currency = payment?.Text("currency", required: true) ?? "";
        var status = order.Text("status", required: true);
        var lines = order.Objects("line_items", required: true).Select(line => Line(line, currency, status == "CANCELLED")).ToList();
        var discount = lines.Sum(line => line.DiscountMinor);
        foreach (var (field, name) in Fees) ServiceLines.Add(lines, field.ToUpperInvariant(), name, payment?.Minor(field, currency) ?? 0, currency);
        var (shipping, total) = (payment?.Minor("shipping_fee", currency) ?? 0, payment?.Minor("total_amount", currency));
        var rest = total is { } paid ? paid - lines.Sum(line => line.AmountMinor) + discount - shipping : 0;
        return new()
        {
            ExternalNumber = order.Text("id", required: true),
            PlacedAt = Times.OfSeconds(order.Whole("create_time", required: true)) ?? default,
            Currency = currency,
            ShipTo = order.Object("recipient_address") is { } to ? AddressOf(to, order) : new(),
            BuyerId = order.Text("user_id"),
            BuyerTaxId = order.Text("cpf"),
            Lines = lines,
            ShippingMinor = shipping,
            DiscountMinor = discount + Math.Max(0, -rest),
            TaxMinor = Math.Max(0, rest),
            TotalMinor = total,
            Payment = status is "UNPAID" or "ON_HOLD" ? PaymentState.Pending : PaymentState.Paid,
            BuyerNote = string.Join('\n', new[] { order.Text("buyer_message"), order.Object("recipient_address")?.Object("delivery_preferences")?.Text("drop_off_location") ?? "" }.Where(text => text.Length > 0)),
            RequestedService = order.Text("delivery_option_name") is { Length: > 0 } service ? service : null,
            ShipBy = Times.OfSeconds(order.Whole("shipping_due_time")) ?? Times.OfSeconds(order.Whole("rts_sla_time")),
            DeliverBy = Times.OfSeconds(order.Whole("delivery_due_time")),
            Flags = Flags(order, status),
        };
    }

    private static IncomingLine Line(JsonFields line, string currency, bool isCancelled)
    {
        var price = line.Minor("original_price", currency) ?? line.Minor("sale_price", currency) ?? 0;
        return new()
        {
            ExternalLineId = line.Text("id", required: true),
            Code = line.Text("seller_sku") is { Length: > 0 } sku ? sku : $"sku:{line.Text("sku_id")}",
            Description = line.Text("sku_name") is { Length: > 0 } name ? $"{line.Text("product_name")} - {name}" : line.Text("product_name"),
            Quantity = 1,
            CancelledQuantity = isCancelled || line.Text("display_status") == "CANCELLED" ? 1 : 0,
            UnitPriceMicros = ServiceLines.UnitMicros(price, 1, currency),
            AmountMinor = price,
            DiscountMinor = (line.Minor("seller_discount", currency) ?? 0) + (line.Minor("platform_discount", currency) ?? 0),
            TaxMinor = line.Objects("item_tax").Sum(tax => tax.Minor("tax_amount", currency) ?? 0),
        };
    }

    private static Address AddressOf(JsonFields address, JsonFields order)
    {
        var districts = address.Objects("district_info").ToLookup(district => district.Text("address_level"), district => district.Text("address_name"));
        string District(string level) => districts[level].FirstOrDefault("");
        var line1 = address.Text("address_line1").Trim();
        return new()
        {
            Name = address.Text("name") is { Length: > 0 } name ? name : $"{address.Text("first_name")} {address.Text("last_name")}".Trim(),
            Line1 = line1.Length > 0 ? line1 : address.Text("address_detail") is { Length: > 0 } detail ? detail : address.Text("full_address"),
            Line2 = string.Join(", ", new[] { address.Text("address_line2"), address.Text("address_line3"), address.Text("address_line4") }.Select(text => text.Trim()).Where(text => text.Length > 0)),
            City = address.Text("post_town") is { Length: > 0 } town ? town : District("L3") is { Length: > 0 } third ? third : District("L2"),
            Province = District("L1"),
            Postcode = address.Text("postal_code"),
            Country = address.Text("region_code"),
            Phone = address.Text("phone_number"),
            Email = order.Text("buyer_email"),
        };
    }

    private static IReadOnlyList<string> Flags(JsonFields order, string status)
    {
        var flags = new SortedSet<string>(StringComparer.Ordinal);
        if (order.Flag("is_cod")) flags.Add("cash-on-delivery");
        if (order.Flag("is_sample_order")) flags.Add("sample");
        if (order.Flag("is_replacement_order")) flags.Add("replacement");
        if (order.Flag("is_exchange_order")) flags.Add("exchange");
        if (order.Flag("is_buyer_request_cancel")) flags.Add("cancellation-requested");
        if (order.Text("fulfillment_type") == "FULFILLMENT_BY_TIKTOK") flags.Add("fulfilled-by-tiktok");
        if (order.Text("shipping_type") == "TIKTOK") flags.Add("tiktok-shipping");
        if (order.Text("order_type") is "PRE_ORDER" or "MADE_TO_ORDER" or "BACK_ORDER") flags.Add(order.Text("order_type").ToLowerInvariant().Replace('_', '-'));
        if (status is "IN_TRANSIT" or "DELIVERED" or "COMPLETED" or "AWAITING_COLLECTION") flags.Add("shipped");
        if (status == "PARTIALLY_SHIPPING") flags.Add("partially-shipped");
        return [.. flags];
    }
}
