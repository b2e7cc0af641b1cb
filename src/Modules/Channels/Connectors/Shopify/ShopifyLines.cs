using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain;

namespace Entrepot.Channels.Connectors.Shopify;

/// <summary>The line items of an order, with what was cancelled of them.</summary>
internal static class ShopifyLines
{
    public static List<IncomingLine> Read(JsonFields order, string currency, bool isTaxIncluded)
    {
        var isCancelled = order.Has("cancelled_at");
        var cancelled = Cancelled(order);
        return [.. order.Objects("line_items", required: true).Select(line => Line(line, currency, isTaxIncluded, isCancelled, cancelled))];
    }

    private static IncomingLine Line(JsonFields line, string currency, bool isTaxIncluded, bool isCancelled, Dictionary<string, long> cancelled)
    {
        var id = line.Text("id", required: true);
        var quantity = line.Whole("quantity", required: true);
        var price = line.Micros("price") ?? 0;
        var isSane = quantity is > 0 and <= OrderRules.QuantityMax && price is >= 0 and <= OrderRules.PriceMicrosMax;
        var allocated = line.Objects("discount_allocations");
        var isShipped = !line.Has("requires_shipping") || line.Flag("requires_shipping");
        return new()
        {
            ExternalLineId = id,
            Code = line.Text("sku") is { Length: > 0 } sku ? sku : line.Text("variant_id") is { Length: > 0 } variant ? $"variant:{variant}" : $"line:{line.Text("title")}",
            Description = line.Text("name") is { Length: > 0 } name ? name : line.Text("title"),
            Quantity = quantity,
            CancelledQuantity = isCancelled ? quantity : Math.Clamp(cancelled.GetValueOrDefault(id), 0, Math.Max(0, quantity)),
            UnitPriceMicros = price,
            AmountMinor = isSane ? LineAmount.Minor(quantity, price, currency) : 0,
            DiscountMinor = allocated.Count > 0 ? allocated.Sum(share => share.Minor("amount", currency) ?? 0) : line.Minor("total_discount", currency) ?? 0,
            TaxMinor = isTaxIncluded ? 0 : line.Objects("tax_lines").Sum(tax => tax.Minor("price", currency) ?? 0),
            IsService = !isShipped || line.Flag("gift_card"),
        };
    }

    /// <summary>
    /// What will never be shipped: refunded with restock type <c>cancel</c>, or taken out of the order without a refund.
    /// Any other refund is of goods that were shipped, and somebody else's business.
    /// </summary>
    private static Dictionary<string, long> Cancelled(JsonFields order)
    {
        var cancelled = new Dictionary<string, long>(StringComparer.Ordinal);
        var returned = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var refund in order.Objects("refunds").SelectMany(refund => refund.Objects("refund_line_items")))
        {
            var sums = refund.Text("restock_type") == "cancel" ? cancelled : returned;
            var id = refund.Text("line_item_id");
            sums[id] = sums.GetValueOrDefault(id) + refund.Whole("quantity");
        }

        foreach (var line in order.Objects("line_items"))
        {
            var id = line.Text("id");
            var removed = line.Has("current_quantity") ? line.Whole("quantity") - line.Whole("current_quantity") - returned.GetValueOrDefault(id) : 0;
            cancelled[id] = Math.Max(removed, cancelled.GetValueOrDefault(id));
        }

        return cancelled;
    }
}
