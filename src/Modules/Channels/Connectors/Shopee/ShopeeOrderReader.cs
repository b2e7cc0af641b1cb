using System.Globalization;
using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Shopee;

/// <summary>
/// Shopee's order (Open Platform v2, <c>get_order_detail</c>). It tells what the buyer paid in all and what the articles cost
/// after discount; what is between them is shipping, or vouchers when it is below zero.
/// </summary>
internal sealed class ShopeeOrderReader : IOrderReader
{
    /// <summary>What one line of an address may hold; Shopee writes all of it into one text.</summary>
    private const int AddressLineMax = 255;

    public string Format => "shopee";

    public Result<IReadOnlyList<JsonElement>> Find(JsonElement root) =>
        OrderReaders.In(root.ValueKind == JsonValueKind.Object && JsonPath.At(root, "response") is { ValueKind: JsonValueKind.Object } response ? response : root, "order", "order_list", "order_sn", Format);

    public Result<IncomingOrder> Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("order_sn", out _)) return ConnectorProblems.Misfit(Format, "an order has an 'order_sn'");
        var faults = new JsonFaults();
        var read = Read(new JsonFields(element, "", faults), faults);
        return faults.First is { } problem ? problem : read;
    }

    private static IncomingOrder Read(JsonFields order, JsonFaults faults)
    {
        var currency = order.Text("currency", required: true);
        var status = order.Text("order_status", required: true);
        var lines = order.Objects("item_list", required: true).Select(item => Line(item, currency, status == "CANCELLED")).ToList();
        var discount = lines.Sum(line => line.DiscountMinor);
        var total = order.Minor("total_amount", currency);
        var rest = total is { } paid ? paid - (lines.Sum(line => line.AmountMinor) - discount) : order.Minor("estimated_shipping_fee", currency) ?? 0;
        var address = order.Object("recipient_address");
        if (order.Whole("create_time", required: true) <= 0) faults.Add(ConnectorProblems.WrongKind("create_time", "a time in seconds since 1970"));
        return new()
        {
            ExternalNumber = order.Text("order_sn", required: true),
            PlacedAt = Times.OfSeconds(order.Whole("create_time")) ?? default,
            Currency = currency,
            ShipTo = address is { } to ? AddressOf(to) : new(),
            BuyerId = order.Text("buyer_user_id") is { Length: > 0 } buyer ? buyer : order.Text("buyer_username"),
            BuyerTaxId = order.Text("buyer_cpf_id"),
            Lines = lines,
            ShippingMinor = Math.Max(0, rest),
            DiscountMinor = discount + Math.Max(0, -rest),
            TotalMinor = total,
            Payment = status == "UNPAID" ? PaymentState.Pending : PaymentState.Paid,
            BuyerNote = order.Text("message_to_seller"),
            RequestedService = order.Text("shipping_carrier") is { Length: > 0 } carrier ? carrier : null,
            ShipBy = Times.OfSeconds(order.Whole("ship_by_date")),
            Flags = Flags(order, status),
        };
    }

    private static IncomingLine Line(JsonFields item, string currency, bool isCancelled)
    {
        var quantity = item.Whole("model_quantity_purchased", required: true);
        var (original, discounted) = (item.Micros("model_original_price") ?? 0, item.Micros("model_discounted_price") ?? 0);
        if (original == 0) original = discounted;
        var isSane = quantity is > 0 and <= OrderRules.QuantityMax && original is >= 0 and <= OrderRules.PriceMicrosMax;
        var amount = isSane ? LineAmount.Minor(quantity, original, currency) : 0;
        return new()
        {
            ExternalLineId = $"{item.Text("order_item_id") switch { "" or "0" => item.Text("item_id", required: true), var id => id }}:{item.Text("model_id")}{(item.Text("promotion_group_id") is { Length: > 0 } group && group != "0" ? ":" + group : "")}",
            Code = item.Text("model_sku") is { Length: > 0 } model ? model : item.Text("item_sku") is { Length: > 0 } sku ? sku : $"item:{item.Text("item_id")}:{item.Text("model_id")}",
            Description = item.Text("model_name") is { Length: > 0 } name ? $"{item.Text("item_name")} - {name}" : item.Text("item_name"),
            Quantity = quantity,
            CancelledQuantity = isCancelled ? quantity : 0,
            UnitPriceMicros = original,
            AmountMinor = amount,
            DiscountMinor = isSane ? Math.Max(0, amount - LineAmount.Minor(quantity, Math.Clamp(discounted, 0, original), currency)) : 0,
        };
    }

    private static Address AddressOf(JsonFields address)
    {
        var full = address.Text("full_address");
        return new()
        {
            Name = address.Text("name"),
            Line1 = full[..Math.Min(full.Length, AddressLineMax)],
            Line2 = full.Length > AddressLineMax ? full[AddressLineMax..Math.Min(full.Length, 2 * AddressLineMax)] : string.Join(", ", new[] { address.Text("town"), address.Text("district") }.Where(text => text.Length > 0)),
            City = address.Text("city"),
            Province = address.Text("state"),
            Postcode = address.Text("zipcode"),
            Country = address.Text("region"),
            Phone = address.Text("phone"),
        };
    }

    private static IReadOnlyList<string> Flags(JsonFields order, string status)
    {
        var flags = new SortedSet<string>(StringComparer.Ordinal);
        if (order.Flag("cod")) flags.Add("cash-on-delivery");
        if (order.Text("fulfillment_flag") == "fulfilled_by_shopee") flags.Add("fulfilled-by-shopee");
        if (status == "IN_CANCEL") flags.Add("cancellation-requested");
        if (status is "SHIPPED" or "TO_CONFIRM_RECEIVE" or "COMPLETED" or "TO_RETURN") flags.Add("shipped");
        if (order.Flag("goods_to_declare")) flags.Add("goods-to-declare");
        return [.. flags];
    }
}
