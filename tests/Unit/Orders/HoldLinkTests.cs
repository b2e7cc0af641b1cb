using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Features;

namespace Entrepot.Unit.Orders;

/// <summary>A hold leads to the page that mends it.</summary>
public sealed class HoldLinkTests
{
    private static readonly Product Mug = new(new(1), "MUG", "A mug") { HsCode = "691110", Origin = "CN" };
    private static readonly Product Tee = new(new(2), "TEE", "A T-shirt") { HsCode = "610910", Origin = "BD" };
    private static readonly Product Clock = new(new(3), "CLOCK", "A clock") { HsCode = "910511", Origin = "CN" };
    private static readonly Product Pen = new(new(4), "PEN", "A pen") { HsCode = "960810", Origin = "CN" };
    private static readonly Product Set = new(new(9), "SET", "A mug and a T-shirt") { Parts = [new(Mug, 2), new(Tee, 1)] };

    [Fact]
    public void A_reason_that_names_a_sku_leads_to_that_product() =>
        Links("orders.product_unmeasured", $"{Tee.Sku} has no weight.", Mug, Set).ShouldBe("/products/2");

    [Fact]
    public void A_reason_that_names_a_line_leads_to_the_tariff_of_its_product_and_to_the_product() =>
        Links("customs.tariff_line_needed", $"Line {2}: HS {"691110"} is not one tariff line.", Tee, Mug).ShouldBe("/customs/tariff?q=691110&to=US&origin=CN&sku=MUG /products/1");

    [Fact]
    public void Of_a_bundle_the_part_with_the_named_code_is_meant() =>
        Links("customs.no_rate", $"Line {1}: no duty rate is known for HS {"6109.10"}.", Set).ShouldBe("/customs/tariff?q=610910&to=US&origin=BD&sku=TEE /products/2");

    [Fact]
    public void A_reason_that_names_no_product_leads_to_all_of_a_small_order_and_to_none_of_a_large_one()
    {
        Links("transport.no_service", $"No carrier service takes {"40"} kg.", Mug, null, Tee).ShouldBe("/products/1 /products/2");
        Links("transport.no_service", $"No carrier service takes {"40"} kg.", Mug, Tee, Clock, Pen).ShouldBe("");
    }

    [Fact]
    public void A_line_that_is_not_there_names_nothing() =>
        Links("customs.no_rate", $"Line {7}: no duty rate is known.", Mug, Tee, Clock, Pen).ShouldBe("");

    [Theory]
    [InlineData("e-mail address", "ada@example.com")]
    [InlineData("phone number", "+441234")]
    [InlineData("address", "1100 Congress Avenue")]
    [InlineData("name", "Ada Lovelace")]
    public void A_listed_buyer_is_looked_up_by_what_matched(string what, string found) =>
        Uri.UnescapeDataString(Links("rules.blacklisted", $"The {Sentence.OfRule(what)} is on the blacklist: {"fraud"}", Mug)).ShouldBe($"/blacklist?view=all&q={found}");

    [Theory]
    [InlineData("orders.unknown_sku", "/products")]
    [InlineData("transport.refused_by_carrier", "/customs/numbers")]
    [InlineData("screen.payment_open", "")]
    public void Other_holds_lead_to_their_pages_or_nowhere(string code, string path) => Links(code, "Something.", Mug).ShouldBe(path);

    private static string Links(string code, Sentence reason, params Product?[] sold) => string.Join(' ', HoldLinks.Of(code, reason, AnOrder, sold).Select(link => link.Href));

    private static readonly IncomingOrder AnOrder = new()
    {
        ExternalNumber = "A-1",
        PlacedAt = TestDatabase.Noon,
        Currency = "EUR",
        ShipTo = new() { Name = "Ada Lovelace", Line1 = "1100 Congress Avenue", City = "Austin", Postcode = "78701", Province = "TX", Country = "US", Email = "ada@example.com", Phone = "+441234" },
        Lines = [],
    };
}
