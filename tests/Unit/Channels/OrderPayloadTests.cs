using System.Text.Json;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;

namespace Entrepot.Unit.Channels;

public sealed class OrderPayloadTests
{
    [Fact]
    public void An_order_with_every_property_filled_comes_back_the_same()
    {
        using var payload = new OrderPayload();
        var order = Full();

        Everything(OrderPayloadReader.Read(payload.Write(order).Text)).ShouldBe(Everything(order));
    }

    [Fact]
    public void No_property_of_an_order_is_left_out_of_what_is_stored()
    {
        using var payload = new OrderPayload();
        var stored = JsonDocument.Parse(payload.Write(Full()).Text).RootElement;

        Missing(typeof(IncomingOrder), stored).ShouldBeEmpty();
        Missing(typeof(IncomingLine), stored.GetProperty("lines")[0]).ShouldBeEmpty();
        Missing(typeof(Address), stored.GetProperty("shipTo")).ShouldBeEmpty();
    }

    [Fact]
    public void An_almost_empty_order_comes_back_the_same()
    {
        using var payload = new OrderPayload();
        var order = Front.AnOrder("1", new IncomingLine { ExternalLineId = "1", Code = "FREE", Quantity = 1, UnitPriceMicros = 0, AmountMinor = 0 }) with { BuyerId = "", Payment = PaymentState.Pending };

        Everything(OrderPayloadReader.Read(payload.Write(order).Text)).ShouldBe(Everything(order));
    }

    [Fact]
    public void Cancelled_quantities_do_not_change_the_hash_and_anything_else_does()
    {
        using var payload = new OrderPayload();
        var order = Front.AnOrder("1", Front.ALine("1", 3));
        var hash = payload.Write(order).Hash;

        payload.Write(order with { Lines = [Front.ALine("1", 3, cancelled: 2)] }).Hash.ShouldBe(hash);
        payload.Write(order with { Lines = [Front.ALine("1", 2)] }).Hash.ShouldNotBe(hash);
        payload.Write(order with { Currency = "EUR" }).Hash.ShouldNotBe(hash);
        payload.Write(order with { Payment = PaymentState.Pending }).Hash.ShouldNotBe(hash);
        payload.Write(order with { ShipTo = order.ShipTo with { Postcode = "SW1" } }).Hash.ShouldNotBe(hash);
    }

    private static string Everything(IncomingOrder order) => JsonSerializer.Serialize(order);

    /// <summary>What people add to an order in the book; no channel sends it, so nothing is stored of it at the door.</summary>
    private static readonly string[] OfTheBook = [nameof(IncomingOrder.ChosenService), nameof(IncomingLine.MovedQuantity)];

    private static IEnumerable<string> Missing(Type type, JsonElement stored) => type.GetProperties()
        .Where(property => property.CanWrite && !OfTheBook.Contains(property.Name) && !stored.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(property.Name), out _)).Select(property => $"{type.Name}.{property.Name}");

    private static IncomingOrder Full() => new()
    {
        ExternalNumber = "N-1",
        PlacedAt = TestDatabase.Noon,
        Currency = "JPY",
        ShipTo = FullAddress("to"),
        CountryText = "Channel Islands",
        BillTo = FullAddress("bill"),
        BuyerId = "b",
        BuyerTaxId = "t",
        BuyerIsBusiness = true,
        Lines =
        [
            new()
            {
                ExternalLineId = "1", Code = "C", Description = "壶 \"quoted\" <b>", Quantity = 3, CancelledQuantity = 1, UnitPriceMicros = 1, AmountMinor = 2,
                DiscountMinor = 3, TaxMinor = 4, IsService = true,
            },
        ],
        ShippingMinor = 5,
        DiscountMinor = 6,
        TaxMinor = 7,
        TotalMinor = 8,
        Payment = PaymentState.PartlyRefunded,
        Incoterm = Incoterm.Ddp,
        IossNumber = "IM1234567890",
        TaxCollectedByChannel = true,
        BuyerNote = "n\nm",
        GiftMessage = "g",
        Tags = ["a", "b"],
        RequestedService = "express",
        ShipBy = TestDatabase.Noon.AddHours(1),
        DeliverBy = TestDatabase.Noon.AddTicks(12_345),
        Flags = ["prime"],
    };

    private static Address FullAddress(string mark) => new()
    {
        Name = mark + "n",
        Company = mark + "c",
        Line1 = mark + "1",
        Line2 = mark + "2",
        City = mark + "t",
        Province = mark + "p",
        Postcode = mark + "z",
        Country = "JP",
        Phone = mark + "f",
        Email = mark + "@",
    };
}
