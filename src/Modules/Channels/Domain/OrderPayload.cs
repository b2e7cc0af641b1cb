using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain;

/// <summary>
/// The stored form of an incoming order. It is written by hand because its bytes are the order's identity: fields in a
/// fixed sequence, and everything empty left out, so that a field added in a later version does not turn yesterday's
/// orders into conflicts. <see cref="OrderPayloadReader"/> reads it; a test fills every property and reads it back.
/// </summary>
internal sealed class OrderPayload : IDisposable
{
    private readonly ArrayBufferWriter<byte> buffer = new(16 * 1024);
    private readonly Utf8JsonWriter json;

    public OrderPayload() => json = new(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>
    /// The text to store and the SHA-256 of the content. Cancelled quantities are not part of the content: they grow
    /// over an order's life, and the same order sent again with one line cancelled is still the same order.
    /// </summary>
    public (string Text, byte[] Hash) Write(IncomingOrder order)
    {
        Write(order, withCancelled: false);
        var hash = SHA256.HashData(buffer.WrittenSpan);
        foreach (var line in order.Lines)
        {
            if (line.CancelledQuantity == 0) continue;
            Write(order, withCancelled: true);
            break;
        }

        return (Encoding.UTF8.GetString(buffer.WrittenSpan), hash);
    }

    public void Dispose() => json.Dispose();

    private void Write(IncomingOrder order, bool withCancelled)
    {
        buffer.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString("externalNumber"u8, order.ExternalNumber);
        json.WriteString("placedAt"u8, order.PlacedAt);
        json.WriteString("currency"u8, order.Currency);
        Write("shipTo"u8, order.ShipTo);
        Text("countryText"u8, order.CountryText);
        if (order.BillTo is { } billTo) Write("billTo"u8, billTo);
        Text("buyerId"u8, order.BuyerId);
        Text("buyerTaxId"u8, order.BuyerTaxId);
        Flag("buyerIsBusiness"u8, order.BuyerIsBusiness);
        json.WriteStartArray("lines"u8);
        foreach (var line in order.Lines) Write(line, withCancelled);
        json.WriteEndArray();
        Number("shippingMinor"u8, order.ShippingMinor);
        Number("discountMinor"u8, order.DiscountMinor);
        Number("taxMinor"u8, order.TaxMinor);
        if (order.TotalMinor is { } total) json.WriteNumber("totalMinor"u8, total);
        json.WriteString("payment"u8, Name(order.Payment));
        json.WriteString("incoterm"u8, Name(order.Incoterm));
        Text("iossNumber"u8, order.IossNumber);
        Flag("taxCollectedByChannel"u8, order.TaxCollectedByChannel);
        Text("buyerNote"u8, order.BuyerNote);
        Text("giftMessage"u8, order.GiftMessage);
        Words("tags"u8, order.Tags);
        Text("requestedService"u8, order.RequestedService);
        if (order.ShipBy is { } shipBy) json.WriteString("shipBy"u8, shipBy);
        if (order.DeliverBy is { } deliverBy) json.WriteString("deliverBy"u8, deliverBy);
        Words("flags"u8, order.Flags);
        json.WriteEndObject();
        json.Flush();
    }

    private void Write(ReadOnlySpan<byte> name, Address address)
    {
        json.WriteStartObject(name);
        Text("name"u8, address.Name);
        Text("company"u8, address.Company);
        Text("line1"u8, address.Line1);
        Text("line2"u8, address.Line2);
        Text("city"u8, address.City);
        Text("province"u8, address.Province);
        Text("postcode"u8, address.Postcode);
        Text("country"u8, address.Country);
        Text("phone"u8, address.Phone);
        Text("email"u8, address.Email);
        json.WriteEndObject();
    }

    private void Write(IncomingLine line, bool withCancelled)
    {
        json.WriteStartObject();
        json.WriteString("externalLineId"u8, line.ExternalLineId);
        json.WriteString("code"u8, line.Code);
        Text("description"u8, line.Description);
        json.WriteNumber("quantity"u8, line.Quantity);
        if (withCancelled) Number("cancelledQuantity"u8, line.CancelledQuantity);
        json.WriteNumber("unitPriceMicros"u8, line.UnitPriceMicros);
        json.WriteNumber("amountMinor"u8, line.AmountMinor);
        Number("discountMinor"u8, line.DiscountMinor);
        Number("taxMinor"u8, line.TaxMinor);
        Flag("isService"u8, line.IsService);
        json.WriteEndObject();
    }

    private void Text(ReadOnlySpan<byte> name, string? text)
    {
        if (!string.IsNullOrEmpty(text)) json.WriteString(name, text);
    }

    private void Number(ReadOnlySpan<byte> name, long number)
    {
        if (number != 0) json.WriteNumber(name, number);
    }

    private void Flag(ReadOnlySpan<byte> name, bool flag)
    {
        if (flag) json.WriteBoolean(name, true);
    }

    private void Words(ReadOnlySpan<byte> name, IReadOnlyList<string> words)
    {
        if (words.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static string Name<TEnum>(TEnum value) where TEnum : struct, Enum => Enum.GetName(value) ?? throw new ArgumentOutOfRangeException(nameof(value), value, "Not a named value.");
}
