using System.Globalization;
using System.Text.Json;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Shopify;

/// <summary>Shopify's Order resource (Admin API): answers of <c>orders.json</c>, one order, or the body of a webhook. Amounts are in the shop's currency.</summary>
internal sealed class ShopifyOrderReader : IOrderReader
{
    public string Format => "shopify";

    public Result<IReadOnlyList<JsonElement>> Find(JsonElement root) => OrderReaders.In(root, "order", "orders", "line_items", Format);

    public Result<IncomingOrder> Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !(element.TryGetProperty("line_items", out _) || element.TryGetProperty("total_price", out _)))
            return ConnectorProblems.Misfit(Format, "an order has 'line_items' and 'total_price'");
        var faults = new JsonFaults();
        var order = new JsonFields(element, "", faults);
        var read = Read(order, faults);
        return faults.First is { } problem ? problem : read;
    }

    private static IncomingOrder Read(JsonFields order, JsonFaults faults)
    {
        var currency = order.Text("currency", required: true);
        var isTaxIncluded = order.Flag("taxes_included");
        var lines = ShopifyLines.Read(order, currency, isTaxIncluded);
        var duties = order.Object("original_total_duties_set")?.Object("shop_money")?.Minor("amount", currency) ?? 0;
        Service(lines, "DUTIES", "Import duties", duties, currency);
        Service(lines, "TIP", "Tip", order.Minor("total_tip_received", currency) ?? 0, currency);

        var shipping = order.Objects("shipping_lines");
        var attributes = order.Objects("note_attributes");
        var number = order.Text("name") is { Length: > 0 } name ? name : order.Text("id", required: true);
        if (!order.Has("created_at")) faults.Add(ConnectorProblems.Missing("created_at"));
        return new()
        {
            ExternalNumber = number,
            PlacedAt = order.Time("processed_at") ?? order.Time("created_at") ?? default,
            Currency = currency,
            ShipTo = order.Object("shipping_address") is { } shipTo ? AddressOf(shipTo, order) : new(),
            BillTo = order.Object("billing_address") is { } billTo ? AddressOf(billTo, order) : null,
            BuyerId = order.Object("customer")?.Text("id") ?? "",
            BuyerIsBusiness = order.Object("company") is not null,
            Lines = lines,
            ShippingMinor = shipping.Sum(line => line.Minor("price", currency) ?? 0),
            DiscountMinor = order.Minor("total_discounts", currency) ?? lines.Sum(line => line.DiscountMinor),
            TaxMinor = isTaxIncluded ? 0 : order.Minor("total_tax", currency) ?? 0,
            TotalMinor = order.Minor("total_price", currency),
            Payment = Payment(order.Text("financial_status")),
            Incoterm = duties > 0 ? Incoterm.Ddp : Incoterm.Dap,
            TaxCollectedByChannel = order.Objects("tax_lines").Any(tax => tax.Flag("channel_liable")),
            BuyerNote = string.Join('\n', attributes.Where(one => !IsGiftMessage(one)).Select(one => $"{one.Text("name")}: {one.Text("value")}").Prepend(order.Text("note")).Where(text => text.Length > 0)),
            GiftMessage = string.Join('\n', attributes.Where(IsGiftMessage).Select(one => one.Text("value"))),
            Tags = [.. order.Text("tags").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            RequestedService = shipping.Select(line => line.Text("code") is { Length: > 0 } code ? code : line.Text("title")).FirstOrDefault(text => text.Length > 0),
            Flags = Flags(order, isTaxIncluded),
        };
    }

    private static void Service(List<IncomingLine> lines, string code, string name, long minor, string currency)
    {
        if (minor == 0) return;
        lines.Add(new()
        {
            ExternalLineId = code,
            Code = code,
            Description = name,
            Quantity = 1,
            UnitPriceMicros = Rounding.DivideHalfEven((Int128)minor * 1_000_000, (long)Currencies.Scale(currency)),
            AmountMinor = minor,
            IsService = true,
        });
    }

    private static Address AddressOf(JsonFields address, JsonFields order)
    {
        var name = address.Text("name");
        return new()
        {
            Name = name.Length > 0 ? name : $"{address.Text("first_name")} {address.Text("last_name")}".Trim(),
            Company = address.Text("company"),
            Line1 = address.Text("address1"),
            Line2 = address.Text("address2"),
            City = address.Text("city"),
            Province = address.Text("province_code") is { Length: > 0 } code ? code : address.Text("province"),
            Postcode = address.Text("zip"),
            Country = address.Text("country_code") is { Length: > 0 } country ? country : Countries.Find(address.Text("country")) ?? "",
            Phone = address.Text("phone") is { Length: > 0 } phone ? phone : order.Text("phone"),
            Email = order.Text("email"),
        };
    }

    private static bool IsGiftMessage(JsonFields attribute) => attribute.Text("name").Contains("gift", StringComparison.OrdinalIgnoreCase) && attribute.Text("name").Contains("message", StringComparison.OrdinalIgnoreCase);

    private static PaymentState Payment(string status) => status switch
    {
        "paid" => PaymentState.Paid,
        "authorized" => PaymentState.Authorised,
        "partially_refunded" => PaymentState.PartlyRefunded,
        "refunded" => PaymentState.Refunded,
        "voided" or "expired" => PaymentState.Failed,
        _ => PaymentState.Pending, // pending, partially_paid, unpaid, and any that a later version adds: never ship on a guess.
    };

    private static IReadOnlyList<string> Flags(JsonFields order, bool isTaxIncluded)
    {
        var flags = new SortedSet<string>(StringComparer.Ordinal);
        if (order.Flag("test")) flags.Add("test");
        if (isTaxIncluded) flags.Add("tax-included");
        if (order.Text("fulfillment_status") is "fulfilled" or "partial") flags.Add(order.Text("fulfillment_status") == "fulfilled" ? "shipped" : "partially-shipped");
        if (order.Text("source_name") is { Length: > 0 } source && source != "web") flags.Add(string.Create(CultureInfo.InvariantCulture, $"source-{source.ToLowerInvariant().Replace('_', '-')}"));
        return [.. flags];
    }
}
