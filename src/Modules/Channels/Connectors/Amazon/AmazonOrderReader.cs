using System.Text.Json;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Amazon;

/// <summary>
/// Amazon Selling Partner API, Orders v2026-01-01: answers of <c>searchOrders</c> and <c>getOrder</c>. Proceeds other
/// than goods, shipping, tax and discount (gift wrap, cash-on-delivery fee, tip) become lines of services, so that the
/// order adds up to its grand total.
/// </summary>
internal sealed class AmazonOrderReader : IOrderReader
{
    public string Format => "amazon";

    public Result<IReadOnlyList<JsonElement>> Find(JsonElement root) => OrderReaders.In(root, "order", "orders", "orderId", Format);

    public Result<IncomingOrder> Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("orderId", out _)) return ConnectorProblems.Misfit(Format, "an order has an 'orderId'");
        var faults = new JsonFaults();
        var order = new JsonFields(element, "", faults);
        order.Object("salesChannel", required: true);
        var items = order.Objects("orderItems", required: true).Where(item => item.Whole("quantityOrdered", required: true) != 0).ToList(); // None is left of those.
        var read = Read(order, items, faults);
        return faults.First is { } problem ? problem : read;
    }

    private static IncomingOrder Read(JsonFields order, IReadOnlyList<JsonFields> items, JsonFaults faults)
    {
        var currency = AmazonMoney.Currency(order, items);
        var proceeds = AmazonProceeds.Of(order.Object("proceeds"), items, currency, faults);
        var fulfilment = order.Object("fulfillment");
        var status = fulfilment?.Text("fulfillmentStatus") ?? "";
        var lines = items.Select(item => AmazonLine.Read(item, currency, isCancelled: status == "CANCELLED")).ToList();
        lines.AddRange(proceeds.Services);

        var buyer = order.Object("buyer");
        var recipient = order.Object("recipient");
        var registration = order.Object("tax")?.Objects("taxRegistrations").Where(one => one.Text("entityType") == "BUYER").Cast<JsonFields?>().FirstOrDefault();
        var flags = AmazonFlags.Of(order, items, status);
        return new()
        {
            ExternalNumber = order.Text("orderId", required: true),
            PlacedAt = order.Time("createdTime", required: true) ?? default,
            Currency = currency,
            ShipTo = recipient?.Object("deliveryAddress") is { } address ? AmazonAddress.Read(address, buyer?.Text("buyerEmail") ?? "") : new(),
            BillTo = registration?.Object("taxRegistrationAddress") is { } registered ? AmazonAddress.Read(registered, "") : null,
            BuyerId = buyer?.Text("buyerEmail") ?? "",
            BuyerTaxId = registration?.Text("taxRegistrationNumber") ?? "",
            BuyerIsBusiness = flags.Contains("amazon-business") || registration?.Text("taxRegistrationType") == "BUSINESS",
            Lines = lines,
            ShippingMinor = proceeds.ShippingMinor,
            DiscountMinor = proceeds.DiscountMinor,
            TaxMinor = proceeds.TaxMinor,
            TotalMinor = proceeds.TotalMinor,
            Payment = status is "PENDING" or "PENDING_AVAILABILITY" ? PaymentState.Pending : PaymentState.Paid,
            Incoterm = IsTaxCollected(items) ? Incoterm.Ddp : Incoterm.Dap,
            IossNumber = items.Select(IossNumber).FirstOrDefault(number => number.Length > 0),
            TaxCollectedByChannel = IsTaxCollected(items),
            BuyerNote = recipient?.Object("deliveryPreference") is { } preference ? Join(preference.Text("addressInstruction"), preference.Text("dropOffLocation")) : "",
            GiftMessage = Join([.. items.Select(GiftMessage).Distinct()]),
            Tags = Tags(order, buyer),
            RequestedService = fulfilment?.Text("fulfillmentServiceLevel") is { Length: > 0 } level ? level : null,
            ShipBy = fulfilment?.Object("shipByWindow")?.Time("latestDateTime"),
            DeliverBy = fulfilment?.Object("deliverByWindow")?.Time("latestDateTime"),
            Flags = flags,
        };
    }

    private static bool IsTaxCollected(IReadOnlyList<JsonFields> items) =>
        items.Any(item => item.Object("tax")?.Objects("taxCollections").Any(collection => collection.Text("model") == "MARKETPLACE_FACILITATOR") == true);

    private static string IossNumber(JsonFields item) => item.Object("fulfillment")?.Object("shipping")?.Object("internationalShipping")?.Text("iossNumber") ?? "";

    private static string GiftMessage(JsonFields item) => item.Object("fulfillment")?.Object("packing")?.Object("giftOption")?.Text("giftMessage") ?? "";

    private static List<string> Tags(JsonFields order, JsonFields? buyer)
    {
        List<string> tags = [.. order.Objects("orderAliases").Select(alias => alias.Text("aliasId")).Where(alias => alias.Length > 0)];
        if (buyer?.Text("buyerPurchaseOrderNumber") is { Length: > 0 } purchaseOrder) tags.Add(purchaseOrder);
        return tags;
    }

    private static string Join(params string[] texts) => string.Join('\n', texts.Where(text => text.Length > 0));
}
