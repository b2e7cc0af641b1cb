using System.Buffers;
using System.Text;
using System.Text.Json;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain;

/// <summary>
/// Reads what <see cref="OrderPayload"/> wrote. By hand, because the serialiser's generated code sets an init-only
/// property that is absent to null instead of leaving its default, and because every order passes here once.
/// </summary>
internal static class OrderPayloadReader
{
    /// <summary>The stored order with this number; a refusal when the text was damaged, or written by a newer version.</summary>
    public static Result<IncomingOrder> TryRead(string payload, string number)
    {
        try
        {
            var order = Read(payload);
            if (order.Lines.Count == 0) return ChannelsProblems.Unreadable("it has no lines.");
            return order.ExternalNumber == number ? order : ChannelsProblems.Unreadable($"it says number '{order.ExternalNumber}'.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            return ChannelsProblems.Unreadable(fault.Message);
        }
    }

    public static IncomingOrder Read(string payload)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(payload.Length));
        try
        {
            var json = new Utf8JsonReader(bytes.AsSpan(0, Encoding.UTF8.GetBytes(payload, bytes)));
            json.Read();
            return Order(ref json);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static IncomingOrder Order(ref Utf8JsonReader json)
    {
        string number = "", currency = "", countryText = "", buyerId = "", buyerTaxId = "", buyerNote = "", giftMessage = "";
        string? iossNumber = null, requestedService = null;
        DateTime placedAt = default;
        DateTime? shipBy = null, deliverBy = null;
        Address shipTo = new();
        Address? billTo = null;
        var lines = new List<IncomingLine>();
        IReadOnlyList<string> tags = [], flags = [];
        long shipping = 0, discount = 0, tax = 0;
        long? total = null;
        bool isBusiness = false, taxCollected = false;
        var payment = PaymentState.Paid;
        var incoterm = Incoterm.Dap;

        while (NextName(ref json) is { } name)
        {
            switch (name)
            {
                case "externalNumber": number = Text(ref json); break;
                case "placedAt": placedAt = json.GetDateTime(); break;
                case "currency": currency = Text(ref json); break;
                case "shipTo": shipTo = AddressOf(ref json); break;
                case "countryText": countryText = Text(ref json); break;
                case "billTo": billTo = AddressOf(ref json); break;
                case "buyerId": buyerId = Text(ref json); break;
                case "buyerTaxId": buyerTaxId = Text(ref json); break;
                case "buyerIsBusiness": isBusiness = json.GetBoolean(); break;
                case "lines": while (json.Read() && json.TokenType != JsonTokenType.EndArray) lines.Add(Line(ref json)); break;
                case "shippingMinor": shipping = json.GetInt64(); break;
                case "discountMinor": discount = json.GetInt64(); break;
                case "taxMinor": tax = json.GetInt64(); break;
                case "totalMinor": total = json.GetInt64(); break;
                case "payment": payment = Enum.Parse<PaymentState>(Text(ref json)); break;
                case "incoterm": incoterm = Enum.Parse<Incoterm>(Text(ref json)); break;
                case "iossNumber": iossNumber = Text(ref json); break;
                case "taxCollectedByChannel": taxCollected = json.GetBoolean(); break;
                case "buyerNote": buyerNote = Text(ref json); break;
                case "giftMessage": giftMessage = Text(ref json); break;
                case "tags": tags = Words(ref json); break;
                case "requestedService": requestedService = Text(ref json); break;
                case "shipBy": shipBy = json.GetDateTime(); break;
                case "deliverBy": deliverBy = json.GetDateTime(); break;
                case "flags": flags = Words(ref json); break;
                default: throw Unknown(name);
            }
        }

        return new()
        {
            ExternalNumber = number,
            PlacedAt = placedAt,
            Currency = currency,
            ShipTo = shipTo,
            CountryText = countryText,
            BillTo = billTo,
            BuyerId = buyerId,
            BuyerTaxId = buyerTaxId,
            BuyerIsBusiness = isBusiness,
            Lines = lines,
            ShippingMinor = shipping,
            DiscountMinor = discount,
            TaxMinor = tax,
            TotalMinor = total,
            Payment = payment,
            Incoterm = incoterm,
            IossNumber = iossNumber,
            TaxCollectedByChannel = taxCollected,
            BuyerNote = buyerNote,
            GiftMessage = giftMessage,
            Tags = tags,
            RequestedService = requestedService,
            ShipBy = shipBy,
            DeliverBy = deliverBy,
            Flags = flags,
        };
    }

    private static IncomingLine Line(ref Utf8JsonReader json)
    {
        string id = "", code = "", description = "";
        long quantity = 0, cancelled = 0, price = 0, amount = 0, discount = 0, tax = 0;
        var isService = false;
        while (NextName(ref json) is { } name)
        {
            switch (name)
            {
                case "externalLineId": id = Text(ref json); break;
                case "code": code = Text(ref json); break;
                case "description": description = Text(ref json); break;
                case "quantity": quantity = json.GetInt64(); break;
                case "cancelledQuantity": cancelled = json.GetInt64(); break;
                case "unitPriceMicros": price = json.GetInt64(); break;
                case "amountMinor": amount = json.GetInt64(); break;
                case "discountMinor": discount = json.GetInt64(); break;
                case "taxMinor": tax = json.GetInt64(); break;
                case "isService": isService = json.GetBoolean(); break;
                default: throw Unknown(name);
            }
        }

        return new()
        {
            ExternalLineId = id,
            Code = code,
            Description = description,
            Quantity = quantity,
            CancelledQuantity = cancelled,
            UnitPriceMicros = price,
            AmountMinor = amount,
            DiscountMinor = discount,
            TaxMinor = tax,
            IsService = isService,
        };
    }

    private static Address AddressOf(ref Utf8JsonReader json)
    {
        var address = new Address();
        while (NextName(ref json) is { } name)
        {
            var text = Text(ref json);
            address = name switch
            {
                "name" => address with { Name = text },
                "company" => address with { Company = text },
                "line1" => address with { Line1 = text },
                "line2" => address with { Line2 = text },
                "city" => address with { City = text },
                "province" => address with { Province = text },
                "postcode" => address with { Postcode = text },
                "country" => address with { Country = text },
                "phone" => address with { Phone = text },
                "email" => address with { Email = text },
                _ => throw Unknown(name),
            };
        }

        return address;
    }

    /// <summary>The next property's name with the reader on its value; null at the object's end.</summary>
    private static string? NextName(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.EndObject) return null;
        var name = json.GetString();
        json.Read();
        return name;
    }

    private static List<string> Words(ref Utf8JsonReader json)
    {
        var words = new List<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray) words.Add(Text(ref json));
        return words;
    }

    private static string Text(ref Utf8JsonReader json) => json.GetString() ?? "";

    private static InvalidOperationException Unknown(string name) => new($"A stored order holds '{name}', which this version does not know. It was written by a newer one.");
}
