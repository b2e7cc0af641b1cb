using System.Text.Json;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;

namespace Entrepot.Unit.Channels;

/// <summary>The marketplaces' own examples, read as orders.</summary>
public sealed class ConnectorTests
{
    [Fact]
    public void Every_order_in_amazons_own_examples_is_read()
    {
        var orders = AmazonExamples();

        orders.Count.ShouldBeGreaterThan(7);
        orders.Select(order => OrderRules.Check(order)?.Message).ShouldAllBe(problem => problem == null);
        orders.Select(order => order.ExternalNumber).Distinct().Count().ShouldBe(orders.Count);
    }

    [Fact]
    public void An_amazon_order_of_a_business_keeps_its_tax_number_and_its_promises()
    {
        var order = AmazonExamples().Single(order => order.ExternalNumber == "171-2345678-9012345");

        (order.Currency, order.TotalMinor, order.BuyerIsBusiness, order.BuyerTaxId).ShouldBe(("BRL", 159_990, true, "1234567890"));
        (order.ShipTo.Line1, order.ShipTo.City, order.ShipTo.Province, order.ShipTo.Country).ShouldBe(("Avenida Paulista, 1000", "São Paulo", "SP", "BR"));
        order.Flags.ShouldBe(["amazon-business", "delivery-by-amazon"]);
        order.ShipBy.ShouldBe(new DateTime(2024, 12, 24, 23, 59, 59, DateTimeKind.Utc));
        order.Lines.Single().ShouldSatisfyAllConditions(
            line => line.Code.ShouldBe("DELL-I15-BR-001"), line => line.UnitPriceMicros.ShouldBe(1_599_900_000), line => line.AmountMinor.ShouldBe(159_990), line => line.CancelledQuantity.ShouldBe(0));
    }

    [Fact]
    public void Amazons_shipping_tax_gift_and_ioss_are_kept()
    {
        var british = AmazonExamples().Single(order => order.ExternalNumber == "202-1234567-8901234");
        (british.ShippingMinor, british.TaxMinor, british.TotalMinor, british.Lines[0].AmountMinor).ShouldBe((1000, 400, 10_397, 8997));
        british.GiftMessage.ShouldStartWith("Happy Christmas!");

        var turkish = AmazonExamples().Single(order => order.Currency == "TRY");
        (turkish.TaxCollectedByChannel, turkish.Incoterm, turkish.BuyerTaxId, turkish.BillTo?.City).ShouldBe((true, Incoterm.Ddp, "TR1234567890", "Istanbul"));
    }

    [Fact]
    public void A_yen_has_no_decimals_and_a_tip_is_a_service()
    {
        var japanese = AmazonExamples().Single(order => order.Currency == "JPY");
        (japanese.TotalMinor, japanese.Lines[1].AmountMinor, japanese.Lines[1].UnitPriceMicros).ShouldBe((19_940, 13_960, 6_980_000_000));

        var american = AmazonExamples().Single(order => order.ExternalNumber == "123-4567890-1234567");
        american.Lines.Single(line => line.IsService).ShouldSatisfyAllConditions(line => line.Code.ShouldBe("DELIVERY_TIP"), line => line.AmountMinor.ShouldBe(500));
        american.Flags.ShouldContain("replacement");
    }

    [Theory]
    [InlineData("{\"fulfillmentStatus\":\"CANCELLED\"}", "{}", 3)]
    [InlineData("{\"fulfillmentStatus\":\"UNSHIPPED\"}", "{\"cancellationExecution\":{\"cancelledBy\":\"BUYER\"}}", 3)]
    [InlineData("{\"fulfillmentStatus\":\"UNSHIPPED\"}", "{\"cancellationRequest\":{\"requester\":\"BUYER\"}}", 0)]
    public void What_amazon_has_cancelled_is_cancelled_and_what_a_buyer_wishes_is_a_flag(string fulfilment, string cancellation, long cancelled)
    {
        var order = Amazon($$$$"""
            {"orderId":"1","createdTime":"2026-01-01T00:00:00Z","lastUpdatedTime":"2026-01-01T00:00:00Z","salesChannel":{"channelName":"AMAZON"},"fulfillment":{{{{fulfilment}}}},
             "orderItems":[{"orderItemId":"1","quantityOrdered":3,"product":{"sellerSku":"A","price":{"unitPrice":{"amount":"1.00","currencyCode":"EUR"}}},"cancellation":{{{{cancellation}}}}}]}
            """).Value;

        order.Lines[0].CancelledQuantity.ShouldBe(cancelled);
        order.Flags.Contains("cancellation-requested").ShouldBe(cancellation.Contains("Request", StringComparison.Ordinal));
    }

    [Fact]
    public void A_part_that_amazon_has_cancelled_is_what_is_neither_shipped_nor_to_be_shipped()
    {
        var order = Amazon("""
            {"orderId":"1","createdTime":"2026-01-01T00:00:00Z","salesChannel":{"channelName":"AMAZON"},"fulfillment":{"fulfillmentStatus":"PENDING"},
             "orderItems":[{"orderItemId":"1","quantityOrdered":5,"product":{"asin":"B0"},"cancellation":{"cancellationExecution":{}},"fulfillment":{"quantityFulfilled":1,"quantityUnfulfilled":2,
               "shipping":{"internationalShipping":{"iossNumber":"IM1234567890"},"shippingConstraints":{"signatureConfirmation":"MANDATORY"}}}},
              {"orderItemId":"2","quantityOrdered":0,"product":{"asin":"B1"}}]}
            """).Value;

        (order.Lines.Single().CancelledQuantity, order.Lines[0].Code, order.Payment, order.IossNumber, order.Currency).ShouldBe((2, "B0", PaymentState.Pending, "IM1234567890", ""));
        order.Flags.ShouldBe(["signature-required"]);
    }

    [Theory]
    [InlineData("[]", null)]
    [InlineData("{\"errors\":[{\"code\":\"InvalidInput\"}]}", "channels.json_misfit")]
    [InlineData("\"text\"", "channels.json_misfit")]
    [InlineData("{\"orderId\":\"1\"}", "channels.json_missing")]
    [InlineData("{\"orderId\":\"1\",\"salesChannel\":{},\"orderItems\":{}}", "channels.json_wrong_kind")]
    public void What_amazon_never_sends_is_refused(string json, string? code)
    {
        using var document = JsonDocument.Parse(json);
        var reader = OrderReaders.Find("amazon")!;
        var found = reader.Find(document.RootElement);
        var problem = found.Problem ?? found.Value.Select(order => reader.Read(order).Problem).FirstOrDefault();

        problem?.Code.ShouldBe(code);
    }

    [Fact]
    public void Shopifys_own_example_is_read()
    {
        var single = Shopify("order.json").Single().Value;

        (single.ExternalNumber, single.BuyerId, single.Payment, single.TotalMinor, single.TaxMinor).ShouldBe(("#1001", "207119551", PaymentState.Authorised, 40_994, 1194));
        (single.ShipTo.Name, single.ShipTo.Province, single.ShipTo.Postcode, single.ShipTo.Country, single.ShipTo.Email).ShouldBe(("Bob Norman", "KY", "40202", "US", "bob.norman@hostmail.com"));
        single.PlacedAt.ShouldBe(new DateTime(2008, 1, 10, 16, 0, 0, DateTimeKind.Utc));
        single.Lines.Select(line => (line.Code, line.Quantity, line.AmountMinor)).ShouldBe([("IPOD2008GREEN", 1, 19_900), ("IPOD2008RED", 1, 19_900), ("IPOD2008BLACK", 1, 19_900)]);
        single.BuyerNote.ShouldBe("custom engraving: Happy Birthday\ncolour: green");
        single.RequestedService.ShouldBe("Free Shipping");
        OrderRules.Check(single).ShouldBeNull();
        Shopify("orders.json").Single().Problem?.Message.ShouldBe("'line_items' is missing.", "an abridged order cannot be shipped");
    }

    [Fact]
    public void Shopifys_discounts_duties_gift_cards_and_cancellations_are_kept()
    {
        var order = ReadShopify("""
            {"id":9,"name":"#9","created_at":"2026-01-01T00:00:00+01:00","currency":"EUR","financial_status":"partially_refunded","cancelled_at":null,"taxes_included":true,"total_tax":"2.00","total_discounts":"1.50",
             "total_price":"22.50","tags":"vip, wholesale ,","note":"ring twice","note_attributes":[{"name":"Gift message","value":"Hi"}],"original_total_duties_set":{"shop_money":{"amount":"3.00","currency_code":"EUR"}},
             "shipping_lines":[{"code":"EXP","price":"1.00"}],"tax_lines":[{"price":"2.00","channel_liable":true}],
             "line_items":[{"id":1,"sku":"A","quantity":3,"price":"5.00","discount_allocations":[{"amount":"1.00"},{"amount":"0.50"}]},{"id":2,"sku":"","variant_id":77,"title":"Card","quantity":1,"price":"5.00","gift_card":true,"requires_shipping":false},
               {"id":3,"sku":"C","quantity":2,"current_quantity":0,"price":"0.00"}],
             "refunds":[{"refund_line_items":[{"line_item_id":1,"quantity":1,"restock_type":"cancel"},{"line_item_id":1,"quantity":1,"restock_type":"return"}]}]}
            """).Value;

        order.Lines.Select(line => (line.Code, line.CancelledQuantity, line.DiscountMinor, line.IsService)).ShouldBe([("A", 1, 150, false), ("variant:77", 0, 0, true), ("C", 2, 0, false), ("DUTIES", 0, 0, true)]);
        (order.TaxMinor, order.DiscountMinor, order.Incoterm, order.TaxCollectedByChannel, order.Payment).ShouldBe((0, 150, Incoterm.Ddp, true, PaymentState.PartlyRefunded));
        (order.GiftMessage, order.BuyerNote, order.RequestedService).ShouldBe(("Hi", "ring twice", "EXP"));
        order.Tags.ShouldBe(["vip", "wholesale"]);
        (order.Lines.Sum(line => line.AmountMinor) + order.ShippingMinor - order.DiscountMinor + order.TaxMinor).ShouldBe(order.TotalMinor!.Value);
    }

    [Theory]
    [InlineData("{\"orders\":[{\"id\":1}]}", "channels.json_misfit")]
    [InlineData("{\"line_items\":[],\"created_at\":\"2026-01-01T00:00:00Z\",\"id\":1}", "channels.json_missing")]
    [InlineData("{\"line_items\":[{\"id\":1,\"quantity\":1,\"price\":{}}],\"created_at\":\"2026-01-01T00:00:00Z\",\"id\":1,\"currency\":\"EUR\"}", "channels.json_wrong_kind")]
    public void What_shopify_never_sends_is_refused(string json, string code) => ReadShopify(json).Problem?.Code.ShouldBe(code);

    private static List<IncomingOrder> AmazonExamples()
    {
        using var model = JsonDocument.Parse(File.ReadAllText(SharedData.Find("marketplaces/amazon-sp-api/orders-api-model/orders_2026-01-01.json")));
        var reader = OrderReaders.Find("amazon")!;
        var orders = new List<IncomingOrder>();
        foreach (var success in model.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Value.GetProperty("get").GetProperty("responses").GetProperty("200")))
        {
            var answers = success.GetProperty("x-amzn-api-sandbox").GetProperty("static").EnumerateArray().Select(pair => pair.GetProperty("response"))
                .Append(success.GetProperty("examples").GetProperty("application/json"));
            orders.AddRange(answers.SelectMany(answer => reader.Find(answer).Value).Select(order => reader.Read(order).Value));
        }

        return orders;
    }

    private static Result<IncomingOrder> Amazon(string json) => Read("amazon", json).Single();

    private static List<Result<IncomingOrder>> Shopify(string file) => Read("shopify", File.ReadAllText(SharedData.Find($"marketplaces/shopify/{file}")));

    private static Result<IncomingOrder> ReadShopify(string json) => Read("shopify", json).Single();

    private static List<Result<IncomingOrder>> Read(string format, string json)
    {
        using var document = JsonDocument.Parse(json);
        var reader = OrderReaders.Find(format)!;
        return [.. reader.Find(document.RootElement).Value.Select(reader.Read)];
    }
}
