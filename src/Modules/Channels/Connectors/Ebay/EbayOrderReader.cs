using System.Text.Json;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Ebay;

/// <summary>eBay's Fulfillment API 1.20: answers of <c>getOrders</c> and <c>getOrder</c>. What eBay collects and remits is tax that the buyer paid and we never see.</summary>
internal sealed class EbayOrderReader : IOrderReader
{
    public string Format => "ebay";

    public Result<IReadOnlyList<JsonElement>> Find(JsonElement root) => OrderReaders.In(root, "order", "orders", "orderId", Format);

    public Result<IncomingOrder> Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("orderId", out _)) return ConnectorProblems.Misfit(Format, "an order has an 'orderId'");
        var faults = new JsonFaults();
        var read = Read(new JsonFields(element, "", faults));
        return faults.First is { } problem ? problem : read;
    }

    private static IncomingOrder Read(JsonFields order)
    {
        var prices = order.Object("pricingSummary", required: true);
        var currency = prices?.Object("total", required: true)?.Text("currency", required: true) ?? "";
        var items = order.Objects("lineItems", required: true);
        var isCancelled = order.Object("cancelStatus")?.Text("cancelState") == "CANCELED";
        var lines = items.Select(item => Line(item, currency, isCancelled)).ToList();
        long Price(string name) => prices?.Object(name)?.Minor("value", currency) ?? 0;

        ServiceLines.Add(lines, "FEE", "Fee", Price("fee"), currency);
        ServiceLines.Add(lines, "ADJUSTMENT", "Price adjustment", Price("adjustment"), currency);
        var discount = Math.Abs(Price("priceDiscount")) + Math.Abs(Price("deliveryDiscount")) + Math.Max(0, -Price("adjustment"));
        var (shipping, total) = (Price("deliveryCost"), Price("total"));
        var step = order.Objects("fulfillmentStartInstructions").Select(one => one.Object("shippingStep")).FirstOrDefault(one => one is not null);
        var buyer = order.Object("buyer");
        var collected = items.SelectMany(item => item.Objects("ebayCollectAndRemitTaxes")).ToList();
        return new()
        {
            ExternalNumber = order.Text("orderId", required: true),
            PlacedAt = order.Time("creationDate", required: true) ?? default,
            Currency = currency,
            ShipTo = step?.Object("shipTo") is { } shipTo ? AddressOf(shipTo) : new(),
            BillTo = buyer?.Object("buyerRegistrationAddress") is { } registered ? AddressOf(registered) : null,
            BuyerId = buyer?.Text("username") ?? "",
            BuyerTaxId = buyer?.Object("taxIdentifier")?.Text("taxpayerId") ?? "",
            Lines = lines,
            ShippingMinor = shipping,
            DiscountMinor = discount,
            TaxMinor = Math.Max(0, total - lines.Sum(line => line.AmountMinor) - shipping + discount), // The rest of the total: collected tax stands in it, and nowhere else.
            TotalMinor = total,
            Payment = Payment(order.Text("orderPaymentStatus")),
            Incoterm = collected.Count > 0 ? Incoterm.Ddp : Incoterm.Dap,
            IossNumber = collected.Select(tax => tax.Object("ebayReference")).Where(reference => reference?.Text("name") == "IOSS").Select(reference => reference?.Text("value")).FirstOrDefault(),
            TaxCollectedByChannel = order.Flag("ebayCollectAndRemitTax") || collected.Count > 0,
            BuyerNote = order.Text("buyerCheckoutNotes"),
            GiftMessage = string.Join('\n', items.Select(item => item.Object("giftDetails")?.Text("message") ?? "").Where(text => text.Length > 0).Distinct()),
            Tags = order.Text("salesRecordReference") is { Length: > 0 } record ? [record] : [],
            RequestedService = step?.Text("shippingServiceCode") is { Length: > 0 } service ? service : null,
            ShipBy = items.Select(item => item.Object("lineItemFulfillmentInstructions")?.Time("shipByDate")).Min(),
            DeliverBy = items.Select(item => item.Object("lineItemFulfillmentInstructions")?.Time("maxEstimatedDeliveryDate")).Max(),
            Flags = Flags(order),
        };
    }

    private static IncomingLine Line(JsonFields item, string currency, bool isCancelled)
    {
        var quantity = item.Whole("quantity", required: true);
        var cost = item.Object("lineItemCost", required: true)?.Minor("value", currency) ?? 0;
        return new()
        {
            ExternalLineId = item.Text("lineItemId", required: true),
            Code = item.Text("sku") is { Length: > 0 } sku ? sku : $"item:{item.Text("legacyItemId")}{(item.Text("legacyVariationId") is { Length: > 0 } variation && variation != "0" ? ":" + variation : "")}",
            Description = item.Text("title"),
            Quantity = quantity,
            CancelledQuantity = isCancelled ? quantity : 0,
            UnitPriceMicros = ServiceLines.UnitMicros(cost, quantity, currency),
            AmountMinor = cost,
            DiscountMinor = item.Object("discountedLineItemCost")?.Minor("value", currency) is { } discounted ? Math.Max(0, cost - discounted) : 0,
            TaxMinor = item.Objects("taxes").Sum(tax => tax.Object("amount")?.Minor("value", currency) ?? 0) + item.Objects("ebayCollectAndRemitTaxes").Sum(tax => tax.Object("amount")?.Minor("value", currency) ?? 0),
        };
    }

    private static Address AddressOf(JsonFields contact)
    {
        var address = contact.Object("contactAddress");
        return new()
        {
            Name = contact.Text("fullName"),
            Company = contact.Text("companyName"),
            Line1 = address?.Text("addressLine1") ?? "",
            Line2 = address?.Text("addressLine2") ?? "",
            City = address?.Text("city") ?? "",
            Province = address?.Text("stateOrProvince") is { Length: > 0 } state ? state : address?.Text("county") ?? "",
            Postcode = address?.Text("postalCode") ?? "",
            Country = address?.Text("countryCode") ?? "",
            Phone = contact.Object("primaryPhone")?.Text("phoneNumber") ?? "",
            Email = contact.Text("email"),
        };
    }

    private static PaymentState Payment(string status) => status switch
    {
        "PAID" => PaymentState.Paid,
        "PARTIALLY_REFUNDED" => PaymentState.PartlyRefunded,
        "FULLY_REFUNDED" => PaymentState.Refunded,
        "FAILED" => PaymentState.Failed,
        _ => PaymentState.Pending,
    };

    private static IReadOnlyList<string> Flags(JsonFields order)
    {
        var flags = new SortedSet<string>(StringComparer.Ordinal);
        if (order.Text("orderFulfillmentStatus") is "FULFILLED" or "IN_PROGRESS") flags.Add(order.Text("orderFulfillmentStatus") == "FULFILLED" ? "shipped" : "partially-shipped");
        if (order.Object("cancelStatus")?.Text("cancelState") is "IN_PROGRESS" || order.Object("cancelStatus")?.Objects("cancelRequests").Any(one => one.Text("cancelRequestState") == "REQUESTED") == true) flags.Add("cancellation-requested");
        if (order.Object("program")?.Object("fulfillmentProgram")?.Text("fulfilledBy") == "EBAY") flags.Add("fulfilled-by-ebay");
        if (order.Object("program")?.Object("authenticityVerification") is not null) flags.Add("authenticity-verification");
        if (order.Objects("fulfillmentStartInstructions").Any(one => one.Flag("ebaySupportedFulfillment"))) flags.Add("ebay-international-shipping");
        return [.. flags];
    }
}
