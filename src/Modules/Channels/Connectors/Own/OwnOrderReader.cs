using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Own;

/// <summary>
/// Our own JSON: the properties of <see cref="IncomingOrder"/> in camel case. Amounts are decimals in major units, as
/// numbers or strings (<c>unitPrice</c>, <c>amount</c>, <c>shipping</c> …), or whole numbers under the names with their
/// unit (<c>unitPriceMicros</c>, <c>amountMinor</c> …). A field that is not known is refused: a slip of the pen in an
/// order must not pass for an absent field.
/// </summary>
internal sealed class OwnOrderReader : IOrderReader
{
    private static readonly FrozenSet<string> OrderNames = FrozenSet.ToFrozenSet(
    [
        "externalNumber", "placedAt", "currency", "shipTo", "countryText", "billTo", "buyerId", "buyerTaxId", "buyerIsBusiness", "lines", "shipping", "shippingMinor",
        "discount", "discountMinor", "tax", "taxMinor", "total", "totalMinor", "payment", "incoterm", "iossNumber", "taxCollectedByChannel", "buyerNote", "giftMessage",
        "tags", "requestedService", "shipBy", "deliverBy", "flags",
    ]);

    private static readonly FrozenSet<string> LineNames = FrozenSet.ToFrozenSet(
    [
        "externalLineId", "code", "description", "quantity", "cancelledQuantity", "unitPrice", "unitPriceMicros", "amount", "amountMinor", "discount", "discountMinor",
        "tax", "taxMinor", "isService",
    ]);

    private static readonly FrozenSet<string> AddressNames =
        FrozenSet.ToFrozenSet(["name", "company", "line1", "line2", "city", "province", "postcode", "country", "phone", "email"]);

    public string Format => "entrepot";

    public Result<IReadOnlyList<JsonElement>> Find(JsonElement root) => OrderReaders.In(root, "order", "orders", "externalNumber", Format);

    public Result<IncomingOrder> Read(JsonElement element)
    {
        var faults = new JsonFaults();
        if (element.ValueKind != JsonValueKind.Object) return ConnectorProblems.Misfit(Format, "an order is an object");
        var order = new JsonFields(element, "", faults);
        Known(order, OrderNames, faults);

        var currency = order.Text("currency", required: true);
        var lines = order.Objects("lines", required: true).Select((line, i) => Line(line, i, currency, faults)).ToList();
        var read = new IncomingOrder
        {
            ExternalNumber = order.Text("externalNumber", required: true),
            PlacedAt = order.Time("placedAt", required: true) ?? default,
            Currency = currency,
            ShipTo = order.Object("shipTo", required: true) is { } shipTo ? AddressOf(shipTo, faults) : new(),
            CountryText = order.Text("countryText"),
            BillTo = order.Object("billTo") is { } billTo ? AddressOf(billTo, faults) : null,
            BuyerId = order.Text("buyerId"),
            BuyerTaxId = order.Text("buyerTaxId"),
            BuyerIsBusiness = order.Flag("buyerIsBusiness"),
            Lines = lines,
            ShippingMinor = Minor(order, "shipping", currency, faults) ?? 0,
            DiscountMinor = Minor(order, "discount", currency, faults) ?? lines.Sum(line => line.DiscountMinor),
            TaxMinor = Minor(order, "tax", currency, faults) ?? lines.Sum(line => line.TaxMinor),
            TotalMinor = Minor(order, "total", currency, faults),
            Payment = order.Named("payment", PaymentState.Paid),
            Incoterm = order.Named("incoterm", Incoterm.Dap),
            IossNumber = order.Text("iossNumber") is { Length: > 0 } ioss ? ioss : null,
            TaxCollectedByChannel = order.Flag("taxCollectedByChannel"),
            BuyerNote = order.Text("buyerNote"),
            GiftMessage = order.Text("giftMessage"),
            Tags = order.Words("tags"),
            RequestedService = order.Text("requestedService") is { Length: > 0 } service ? service : null,
            ShipBy = order.Time("shipBy"),
            DeliverBy = order.Time("deliverBy"),
            Flags = order.Words("flags"),
        };
        return faults.First is { } problem ? problem : read;
    }

    private static IncomingLine Line(JsonFields line, int index, string currency, JsonFaults faults)
    {
        Known(line, LineNames, faults);
        var quantity = line.Whole("quantity", required: true);
        var price = Either(line, "unitPrice", line.Micros("unitPrice"), "unitPriceMicros", faults);
        if (price is null) faults.Add(ConnectorProblems.Missing($"{line.Path}.unitPrice"));
        var isSane = Math.Abs(quantity) <= OrderRules.QuantityMax && Math.Abs(price ?? 0) <= OrderRules.PriceMicrosMax;
        var reckoned = isSane ? LineAmount.Minor(quantity, price ?? 0, currency) : 0; // What is not sane is refused at the door.
        var amount = Minor(line, "amount", currency, faults) ?? reckoned;
        if (isSane && Math.Abs(amount - reckoned) > 1) faults.Add(ConnectorProblems.AmountMismatch($"{line.Path}.amount"));
        return new()
        {
            ExternalLineId = line.Text("externalLineId") is { Length: > 0 } id ? id : (index + 1).ToString(CultureInfo.InvariantCulture),
            Code = line.Text("code", required: true),
            Description = line.Text("description"),
            Quantity = quantity,
            CancelledQuantity = line.Whole("cancelledQuantity"),
            UnitPriceMicros = price ?? 0,
            AmountMinor = amount,
            DiscountMinor = Minor(line, "discount", currency, faults) ?? 0,
            TaxMinor = Minor(line, "tax", currency, faults) ?? 0,
            IsService = line.Flag("isService"),
        };
    }

    private static Address AddressOf(JsonFields address, JsonFaults faults)
    {
        Known(address, AddressNames, faults);
        return new()
        {
            Name = address.Text("name"),
            Company = address.Text("company"),
            Line1 = address.Text("line1"),
            Line2 = address.Text("line2"),
            City = address.Text("city"),
            Province = address.Text("province"),
            Postcode = address.Text("postcode"),
            Country = address.Text("country"),
            Phone = address.Text("phone"),
            Email = address.Text("email"),
        };
    }

    private static long? Minor(JsonFields fields, string name, string currency, JsonFaults faults) => Either(fields, name, fields.Minor(name, currency), name + "Minor", faults);

    private static long? Either(JsonFields fields, string name, long? value, string whole, JsonFaults faults)
    {
        if (!fields.Has(whole)) return value;
        if (value is not null) faults.Add(ConnectorProblems.Twice(name, whole));
        return fields.Whole(whole);
    }

    private static void Known(JsonFields fields, FrozenSet<string> names, JsonFaults faults)
    {
        foreach (var property in fields.Element.EnumerateObject())
            if (!names.Contains(property.Name)) faults.Add(ConnectorProblems.Unknown(fields.Path.Length == 0 ? property.Name : $"{fields.Path}.{property.Name}"));
    }
}
