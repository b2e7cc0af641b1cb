using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Amazon;

/// <summary>One order item.</summary>
internal static class AmazonLine
{
    public static IncomingLine Read(JsonFields item, string currency, bool isCancelled)
    {
        var product = item.Object("product", required: true);
        var quantity = item.Whole("quantityOrdered", required: true);
        var goods = AmazonMoney.Sum(item, "ITEM", currency);
        var price = AmazonMoney.Amount(product?.Object("price")?.Object("unitPrice")) ?? Share(goods, quantity, currency);
        var isSane = quantity is > 0 and <= OrderRules.QuantityMax && price is >= 0 and <= OrderRules.PriceMicrosMax;
        return new()
        {
            ExternalLineId = item.Text("orderItemId", required: true),
            Code = product?.Text("sellerSku") is { Length: > 0 } sku ? sku : product?.Text("asin") ?? "",
            Description = product?.Text("title") ?? "",
            Quantity = quantity,
            CancelledQuantity = Cancelled(item, quantity, isCancelled),
            UnitPriceMicros = price,
            AmountMinor = goods ?? (isSane ? LineAmount.Minor(quantity, price, currency) : 0),
            DiscountMinor = Math.Abs(AmazonMoney.Sum(item, "DISCOUNT", currency) ?? 0),
            TaxMinor = AmazonMoney.Sum(item, "TAX", currency) ?? 0,
        };
    }

    /// <summary>What is neither shipped nor to be shipped was cancelled; without those figures a carried-out cancellation means the whole item.</summary>
    private static long Cancelled(JsonFields item, long quantity, bool isCancelled)
    {
        if (isCancelled) return quantity;
        if (item.Object("cancellation")?.Object("cancellationExecution") is null) return 0;
        return item.Object("fulfillment") is { } fulfilment && fulfilment.Has("quantityFulfilled") && fulfilment.Has("quantityUnfulfilled")
            ? Math.Clamp(quantity - fulfilment.Whole("quantityFulfilled") - fulfilment.Whole("quantityUnfulfilled"), 0, quantity) : quantity;
    }

    private static long Share(long? minor, long quantity, string currency) =>
        minor is { } amount && quantity > 0 ? Rounding.DivideHalfEven((Int128)amount * 1_000_000, (Int128)quantity * (long)Currencies.Scale(currency)) : 0;
}

/// <summary>Amounts as Amazon writes them: a decimal string beside its currency.</summary>
internal static class AmazonMoney
{
    /// <summary>Of the grand total, else of the first price; empty while an order is pending and has neither.</summary>
    public static string Currency(JsonFields order, IReadOnlyList<JsonFields> items)
    {
        if (order.Object("proceeds")?.Object("grandTotal")?.Text("currencyCode") is { Length: > 0 } total) return total;
        return items.Select(item => item.Object("product")?.Object("price")?.Object("unitPrice")?.Text("currencyCode") ?? "").FirstOrDefault(code => code.Length > 0) ?? "";
    }

    /// <summary>In millionths; null when absent.</summary>
    public static long? Amount(JsonFields? money) => money?.Micros("amount");

    /// <summary>The proceeds of one type, in minor units; null when the type is absent.</summary>
    public static long? Sum(JsonFields holder, string type, string currency)
    {
        var proceeds = holder.Object("proceeds");
        if (proceeds is null) return null;
        long? sum = null;
        foreach (var breakdown in proceeds.Value.Objects("breakdowns"))
            if (breakdown.Text("type") == type) sum = (sum ?? 0) + (breakdown.Object("subtotal")?.Minor("amount", currency) ?? 0);
        return sum;
    }
}

/// <summary>What an order brought, by kind. The order's own breakdown counts where there is one, else the sum of its items'.</summary>
internal sealed record AmazonProceeds(long ShippingMinor, long DiscountMinor, long TaxMinor, long? TotalMinor, IReadOnlyList<IncomingLine> Services)
{
    /// <summary>Kinds that have no place of their own in an order.</summary>
    private static readonly (string Type, string Name)[] ServiceTypes =
        [("GIFT_WRAP", "Gift wrap"), ("COD_FEE", "Cash on delivery fee"), ("DELIVERY_TIP", "Delivery tip"), ("OTHER", "Other charge")];

    public static AmazonProceeds Of(JsonFields? proceeds, IReadOnlyList<JsonFields> items, string currency, JsonFaults faults)
    {
        long Sum(string type)
        {
            var own = proceeds?.Objects("breakdowns").Where(breakdown => breakdown.Text("type") == type).Select(breakdown => breakdown.Object("subtotal")?.Minor("amount", currency) ?? 0).ToList() ?? [];
            return own.Count > 0 ? own.Sum() : items.Sum(item => AmazonMoney.Sum(item, type, currency) ?? 0);
        }

        var services = ServiceTypes.Select(service => (service, Minor: Sum(service.Type))).Where(one => one.Minor != 0).Select(one => Service(one.service.Type, one.service.Name, one.Minor, currency, faults)).ToList();
        return new(Sum("SHIPPING"), Math.Abs(Sum("DISCOUNT")), Sum("TAX"), proceeds?.Object("grandTotal")?.Minor("amount", currency), services);
    }

    private static IncomingLine Service(string type, string name, long minor, string currency, JsonFaults faults)
    {
        if (minor < 0) faults.Add(ConnectorProblems.WrongKind($"proceeds.breakdowns.{type}", "an amount of at least zero"));
        return new()
        {
            ExternalLineId = type,
            Code = type,
            Description = name,
            Quantity = 1,
            UnitPriceMicros = Rounding.DivideHalfEven((Int128)minor * 1_000_000, (long)Currencies.Scale(currency)),
            AmountMinor = minor,
            IsService = true,
        };
    }
}
