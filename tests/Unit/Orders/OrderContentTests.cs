using System.Text.Json;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Domain;

namespace Entrepot.Unit.Orders;

/// <summary>What the book keeps of an order can be read back, also where it is nothing.</summary>
public sealed class OrderContentTests
{
    [Fact]
    public void A_free_gift_is_read_back_as_it_was_written()
    {
        var order = new IncomingOrder
        {
            ExternalNumber = "A-1",
            PlacedAt = TestDatabase.Noon,
            Currency = "EUR",
            ShipTo = new() { Name = "Ada Lovelace", Country = "GB" },
            Lines = [new() { ExternalLineId = "1", Code = "STICKER", Quantity = 1, UnitPriceMicros = 0, AmountMinor = 0 }],
        };

        Again(order).Lines.Single().ShouldBe(order.Lines[0]);
    }

    [Fact]
    public void An_order_full_of_nothing_is_read_back()
    {
        var order = new IncomingOrder
        {
            ExternalNumber = "",
            PlacedAt = TestDatabase.Noon,
            Currency = "",
            ShipTo = new(),
            Lines = [new() { ExternalLineId = "", Code = "", Quantity = 0, UnitPriceMicros = 0, AmountMinor = 0 }],
            Incoterm = default,
            Payment = default,
        };

        var read = Again(order);

        read.Lines.Single().ShouldBe(order.Lines[0]);
        (read.Payment, read.Incoterm).ShouldBe((default(PaymentState), default(Incoterm)));
    }

    [Fact]
    public void A_trace_is_read_back_with_its_alternatives_and_sources()
    {
        IReadOnlyList<TraceEntry> trace =
        [
            new("reserve", "split", "") { Alternatives = [new("FRA", "3.08 EUR", "", Chosen: true), new("SZX", "", "has none of it", Chosen: false)], Sources = [new("A rate", "demo"), new("A law", "gov", new(2026, 7, 1))] },
            new("vouchers", "posted", "Receivable."),
        ];

        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(trace, OrderJson.Default.IReadOnlyListTraceEntry), OrderJson.Default.IReadOnlyListTraceEntry)!;

        read.Select(entry => (entry.Stage, entry.Outcome, entry.Detail)).ShouldBe([("reserve", "split", ""), ("vouchers", "posted", "Receivable.")]);
        read[0].Alternatives.ShouldBe(trace[0].Alternatives);
        read[0].Sources.ShouldBe(trace[0].Sources);
        read[1].Alternatives.ShouldBeEmpty();
    }

    private static IncomingOrder Again(IncomingOrder order) =>
        JsonSerializer.Deserialize(JsonSerializer.Serialize(order, OrderJson.Default.IncomingOrder), OrderJson.Default.IncomingOrder)!;
}
