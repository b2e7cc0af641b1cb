using Entrepot.Catalog.Contracts;
using Entrepot.Journey.Features;
using Entrepot.Journey.Stages;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Rules.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>Why orders are held after the check, and how they go on.</summary>
[Storage]
public sealed class HoldTests
{
    [Theory]
    [InlineData(PaymentState.Pending, "screen.payment_open")]
    [InlineData(PaymentState.Failed, "screen.payment_open")]
    [InlineData(PaymentState.Authorised, null)]
    [InlineData(PaymentState.Paid, null)]
    public async Task An_order_that_is_not_paid_waits(PaymentState payment, string? code)
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 1);

        (await world.OneAsync(Goods.AnOrder("A-1") with { Payment = payment })).HoldCode.ShouldBe(code);
    }

    [Fact]
    public async Task A_reason_that_was_let_pass_holds_the_order_no_more_but_others_do()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var held = await world.OneAsync(Goods.AnOrder("A-1") with { TotalMinor = 1, Payment = PaymentState.Pending });
        held.HoldCode.ShouldBe("orders.total_mismatch");

        await world.RestartAsync(held.Id, waive: "orders.total_mismatch");
        await world.RunAsync();
        var again = await world.StandingAsync("A-1");
        again.HoldCode.ShouldBe("screen.payment_open");
        again.Trace.ShouldBe(["check waived", "check passed", "screen held"]);

        await world.RestartAsync(held.Id, waive: "screen.payment_open");
        await world.RunAsync();
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.Allocated);
    }

    [Fact]
    public async Task A_reason_that_no_click_can_mend_stays()
    {
        await using var world = await World.OpenAsync();
        var held = await world.OneAsync(Goods.AnOrder("A-1", ("NEVER-HEARD-OF", 1)));

        await world.RestartAsync(held.Id, waive: "orders.unknown_sku");
        await world.RunAsync();

        (await world.StandingAsync("A-1")).HoldCode.ShouldBe("orders.unknown_sku");
    }

    [Fact]
    public async Task Every_rules_reason_holds_by_itself()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        await world.AsAsync(provider => provider.GetRequiredService<IRuleSetup>().PublishDefaultsAsync(World.Ct));
        var held = await world.OneAsync(Goods.AnOrder("A-1").With(Goods.ALine("1", "MUG", 2, price: 60_000)) with { Payment = PaymentState.PartlyRefunded });
        held.HoldCode.ShouldBe("rules.high_value");

        await world.RestartAsync(held.Id, waive: "rules.high_value");
        await world.RunAsync();
        (await world.StandingAsync("A-1")).HoldCode.ShouldBe("rules.refunded", "that the value is fine says nothing about the refund");

        await world.RestartAsync(held.Id, waive: "rules.refunded");
        await world.RunAsync();
        var done = await world.StandingAsync("A-1");
        done.Status.ShouldBe(OrderStatus.Allocated);
        done.Trace.Where(entry => entry.StartsWith("rules", StringComparison.Ordinal)).ShouldBe(["rules waived", "rules waived", "rules matched"]);
        done.Page.Tags.ShouldBe("high-value");
    }

    [Fact]
    public async Task Each_part_of_a_split_order_that_crosses_a_border_is_classified()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Szx, 1);
        await world.StockAsync("NOORIGIN", World.Fra, 1);

        // To the USA from China and from Germany, while a third warehouse lies there.
        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 1), ("NOORIGIN", 1)).To(Goods.Austin));

        (order.HoldCode, order.Page.HoldStage).ShouldBe(("customs.no_origin", "classify"));
        order.Page.HoldReason.ShouldBe("NOORIGIN crosses a border and has no country of origin. Enter it on the product.");
    }

    [Fact]
    public async Task A_refusal_of_customs_names_the_line_by_its_place_in_the_order()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();

        // Above £135, and China's ceramic tableware pays a British anti-dumping duty that depends on the maker.
        var order = await world.OneAsync(Goods.AnOrder("A-1").With(Goods.ALine("1", "TEE", 1), Goods.ALine("2", "MUG", 1, price: 20_000)).To(Goods.London));

        order.HoldCode.ShouldBe("customs.no_rate");
        order.Page.HoldReason!.ShouldStartWith("Line 2: ");
    }

    [Fact]
    public async Task Goods_that_are_described_too_vaguely_wait_with_better_words_and_one_description_serves_all_orders()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        await world.InUnitAsync(provider => provider.GetRequiredService<ICatalogEditing>().DescribeAsync(world.Products["TEE"], "Apparel", World.Ct));

        var held = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 1), ("TEE", 1)).To(Goods.Austin) with { Incoterm = Incoterm.Ddp });
        // A warehouse lies in the USA, but the goods that cross no border need no words for customs.
        held.HoldCode.ShouldBeNull();
        await world.ExecuteAsync("UPDATE inventory_warehouse SET is_active = FALSE WHERE tenant_id = @p0 AND code = 'LAX'");
        var abroad = await world.OneAsync(Goods.AnOrder("A-2", ("MUG", 1), ("TEE", 1)).To(Goods.Austin) with { Incoterm = Incoterm.Ddp, BuyerId = "another" });
        (abroad.HoldCode, abroad.Page.HoldStage, abroad.Page.VagueSku).ShouldBe(("customs.vague_description", "classify", "TEE"));
        abroad.Page.BetterDescriptions.ShouldContain("The TEE");

        (await DescribeAsync(world, abroad.Id, "TEE", " ")).Problem!.Code.ShouldBe("catalog.bad_description");
        (await DescribeAsync(world, abroad.Id, "TEE", "Knitted cotton T-shirt")).ShouldBe(Result.Ok);
        await world.RunAsync();

        var again = await world.StandingAsync("A-2");
        again.HoldCode.ShouldNotBe("customs.vague_description");
        again.Timeline.ShouldContain("goods_described");
        again.Trace.ShouldContain("classify classified");
    }

    [Fact]
    public async Task An_unknown_code_is_mapped_once_for_all_orders_of_the_channel()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        var held = await world.OneAsync(Goods.AnOrder("A-1", ("AMZ-MUG", 1)));
        held.Page.UnknownCode.ShouldBe("AMZ-MUG");

        (await MapAsync(world, held.Id, "AMZ-MUG", world.Products["MUG"])).ShouldBe(Result.Ok);
        await world.RunAsync();

        var mapped = await world.StandingAsync("A-1");
        (mapped.Status, mapped.Page.Lines.Single().Sku).ShouldBe((OrderStatus.Allocated, "MUG"));
        mapped.Timeline.ShouldBe(["received", "held", "sku_mapped", "allocated"]);
        (await world.OneAsync(Goods.AnOrder("A-2", ("AMZ-MUG", 2)))).Status.ShouldBe(OrderStatus.Allocated);
    }

    [Fact]
    public async Task A_mapping_that_is_refused_leaves_the_order_where_it_was()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        var held = await world.OneAsync(Goods.AnOrder("A-1", ("AMZ-MUG", 1)));

        (await MapAsync(world, held.Id, "AMZ-MUG", new(4711))).Problem!.Code.ShouldBe("catalog.product_not_found");
        (await MapAsync(world, new(4711), "AMZ-MUG", world.Products["MUG"])).Problem!.Code.ShouldBe("orders.not_found");
        var planned = await world.OneAsync(Goods.AnOrder("A-2"));
        (await MapAsync(world, (await CancelledAsync(world, planned.Id)).Id, "AMZ-MUG", world.Products["MUG"])).Problem!.Code.ShouldBe("orders.illegal_move");

        (await world.StandingAsync("A-1")).Timeline.ShouldBe(["received", "held"]);
        (await world.AsAsync(provider => provider.GetRequiredService<ICatalog>().ResolveAsync([new(World.Shop, "AMZ-MUG")], World.Ct))).ShouldBe([null], "a refusal changes nothing, also not the mapping");
    }

    [Fact]
    public void Of_two_alike_the_one_with_the_smaller_number_is_the_first_also_when_numbers_grow_longer()
    {
        var baskets = new Baskets();
        baskets.Add("hash", "SO-9999999", TestDatabase.Noon);
        baskets.Add("hash", "SO-10000000", TestDatabase.Noon);

        baskets.FindDouble("hash", "SO-10000000", TestDatabase.Noon, TimeSpan.FromDays(1)).ShouldBe("SO-9999999");
        baskets.FindDouble("hash", "SO-9999999", TestDatabase.Noon, TimeSpan.FromDays(1)).ShouldBeNull();
        baskets.FindDouble("another", "SO-10000001", TestDatabase.Noon, TimeSpan.FromDays(1)).ShouldBeNull();
    }

    private static Task<Result> MapAsync(World world, OrderId order, string code, ProductId product) => world.AsAsync(provider => provider.GetRequiredService<MapSku>().RunAsync(order, code, product, World.Ct));

    private static Task<Result> DescribeAsync(World world, OrderId order, string sku, string description) =>
        world.AsAsync(provider => provider.GetRequiredService<DescribeGoods>().RunAsync(order, sku, description, World.Ct));

    private static async Task<Standing> CancelledAsync(World world, OrderId order)
    {
        (await world.CancelAsync(order)).ShouldBe(Result.Ok);
        return await world.StandingAsync("A-2");
    }
}
