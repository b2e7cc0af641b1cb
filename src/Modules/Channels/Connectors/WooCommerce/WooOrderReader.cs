using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.WooCommerce;

/// <summary>WooCommerce's order (REST API v3), as the API lists it and as webhooks send it. Amounts are without tax, which stands beside them.</summary>
internal sealed class WooOrderReader : IOrderReader
{
    public string Format => "woocommerce";

    public Result<IReadOnlyList<JsonElement>> Find(JsonElement root) => OrderReaders.In(root, "order", "orders", "line_items", Format);

    public Result<IncomingOrder> Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("line_items", out _)) return ConnectorProblems.Misfit(Format, "an order has 'line_items'");
        var faults = new JsonFaults();
        var read = Read(new JsonFields(element, "", faults), faults);
        return faults.First is { } problem ? problem : read;
    }

    private static IncomingOrder Read(JsonFields order, JsonFaults faults)
    {
        var currency = order.Text("currency", required: true);
        var status = order.Text("status");
        var lines = order.Objects("line_items", required: true).Where(line => line.Whole("quantity", required: true) != 0).Select(line => Line(line, currency, status is "cancelled")).ToList();
        foreach (var fee in order.Objects("fee_lines")) ServiceLines.Add(lines, $"FEE:{fee.Text("id")}", fee.Text("name"), fee.Minor("total", currency) ?? 0, currency);
        var negative = order.Objects("fee_lines").Sum(fee => Math.Min(0, fee.Minor("total", currency) ?? 0)); // Plugins write discounts as fees below zero.

        var placed = Times.Utc(order.Text("date_created_gmt"));
        if (placed is null) faults.Add(ConnectorProblems.WrongKind("date_created_gmt", "a time, like 2026-11-02T12:00:00"));
        var billing = order.Object("billing");
        var shipping = order.Object("shipping");
        var isShippedElsewhere = shipping?.Text("address_1").Length > 0;
        return new()
        {
            ExternalNumber = order.Text("number") is { Length: > 0 } number ? number : order.Text("id", required: true),
            PlacedAt = placed ?? default,
            Currency = currency,
            ShipTo = (isShippedElsewhere ? shipping : billing) is { } to ? AddressOf(to, billing) : new(),
            BillTo = billing is { } bill ? AddressOf(bill, billing) : null,
            BuyerId = order.Text("customer_id") is { Length: > 0 } customer && customer != "0" ? customer : billing?.Text("email") ?? "",
            BuyerIsBusiness = billing?.Text("company").Length > 0,
            Lines = lines,
            ShippingMinor = order.Minor("shipping_total", currency) ?? 0,
            DiscountMinor = (order.Minor("discount_total", currency) ?? 0) - negative,
            TaxMinor = order.Minor("total_tax", currency) ?? 0,
            TotalMinor = order.Minor("total", currency),
            Payment = Payment(status, order.Text("date_paid_gmt").Length > 0),
            BuyerNote = order.Text("customer_note"),
            Tags = [.. order.Objects("coupon_lines").Select(coupon => coupon.Text("code")).Where(code => code.Length > 0)],
            RequestedService = order.Objects("shipping_lines").Select(line => line.Text("method_id") is { Length: > 0 } method ? method : line.Text("method_title")).FirstOrDefault(text => text.Length > 0),
            Flags = Flags(order, status),
        };
    }

    private static IncomingLine Line(JsonFields line, string currency, bool isCancelled)
    {
        var quantity = line.Whole("quantity", required: true);
        var amount = line.Minor("subtotal", currency) ?? 0;
        return new()
        {
            ExternalLineId = line.Text("id", required: true),
            Code = line.Text("sku") is { Length: > 0 } sku ? sku : line.Text("variation_id") is { Length: > 0 } variation && variation != "0" ? $"variation:{variation}" : $"product:{line.Text("product_id")}",
            Description = line.Text("name"),
            Quantity = quantity,
            CancelledQuantity = isCancelled ? quantity : 0,
            UnitPriceMicros = quantity is > 0 and <= OrderRules.QuantityMax ? ServiceLines.UnitMicros(amount, quantity, currency) : 0,
            AmountMinor = amount,
            DiscountMinor = Math.Max(0, amount - (line.Minor("total", currency) ?? amount)),
            TaxMinor = line.Minor("total_tax", currency) ?? 0,
        };
    }

    private static Address AddressOf(JsonFields address, JsonFields? billing) => new()
    {
        Name = $"{address.Text("first_name")} {address.Text("last_name")}".Trim(),
        Company = address.Text("company"),
        Line1 = address.Text("address_1"),
        Line2 = address.Text("address_2"),
        City = address.Text("city"),
        Province = address.Text("state"),
        Postcode = address.Text("postcode"),
        Country = address.Text("country"),
        Phone = address.Text("phone") is { Length: > 0 } phone ? phone : billing?.Text("phone") ?? "",
        Email = billing?.Text("email") ?? "",
    };

    private static PaymentState Payment(string status, bool isPaid) => status switch
    {
        "processing" or "completed" => PaymentState.Paid,
        "refunded" => PaymentState.Refunded,
        "failed" => PaymentState.Failed,
        _ => isPaid ? PaymentState.Paid : PaymentState.Pending, // pending, on-hold, checkout-draft, cancelled, and those of plugins.
    };

    private static IReadOnlyList<string> Flags(JsonFields order, string status)
    {
        var flags = new SortedSet<string>(StringComparer.Ordinal);
        if (status == "completed") flags.Add("shipped");
        if (order.Flag("prices_include_tax")) flags.Add("prices-with-tax");
        if (order.Text("payment_method") == "cod") flags.Add("cash-on-delivery");
        return [.. flags];
    }
}
