using Entrepot.Catalog.Contracts;
using Entrepot.Journey.Features;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>A person says once what a product is; all orders that waited for it go on.</summary>
public sealed class ClassifyProductTests
{
    [Fact]
    public async Task All_orders_held_for_a_product_run_again_once_it_is_classified()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var held = await world.JourneyAsync(
            Goods.AnOrder("A-1", ("NOHS", 1)).To(Goods.London), Goods.AnOrder("A-2", ("NOHS", 2)).To(Goods.London), Goods.AnOrder("A-3", ("NOORIGIN", 1)).To(Goods.London));
        held.Select(order => order.HoldCode).ShouldBe(["customs.unclassified", "customs.unclassified", "customs.no_origin"]);
        (held[0].Page.ToClassify?.Sku, held[2].Page.ToClassify?.Sku).ShouldBe(("NOHS", "NOORIGIN"));

        (await ClassifyAsync(world, "NOHS", "6911.10", "CN")).ShouldBe("2 released");
        await world.RunAsync();

        var after = await world.StandingAsync("A-1", "A-2", "A-3");
        after[0].Timeline.ShouldBe([.. held[0].Timeline, "classified", after[0].Timeline[^1]]);
        after[0].HoldCode.ShouldNotBe("customs.unclassified");
        after[2].HoldCode.ShouldBe("customs.no_origin", "it waits for another product");
        var product = await world.AsAsync(provider => provider.GetRequiredService<ICatalog>().FindAsync([world.Products["NOHS"]], World.Ct));
        (product[0]!.HsCode, product[0]!.Origin).ShouldBe(("691110", "CN"));
    }

    [Fact]
    public async Task Orders_held_because_tariff_lines_differ_run_again_once_the_line_is_chosen()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Szx, 100);
        var order = Goods.AnOrder("A-1", ("MUG", 2)).To(Goods.Austin);
        var held = await world.OneAsync(order);
        held.HoldCode.ShouldBe("customs.tariff_line_needed");

        (await ChooseAsync(world, "MUG", "US", "6109100012")).ShouldBe("catalog.national_code_malformed");
        (await ChooseAsync(world, "CUP", "US", "6911104500")).ShouldBe("catalog.sku_unknown");
        (await ChooseAsync(world, "MUG", "US", "6911104500")).ShouldBe("1 released");
        await world.RunAsync();

        (await world.StandingAsync("A-1")).HoldCode.ShouldBeNull();
    }

    private static async Task<string> ChooseAsync(World world, string sku, string territory, string code)
    {
        var answer = await world.AsAsync(provider => provider.GetRequiredService<ChooseTariffLine>().RunAsync(sku, territory, code, World.Ct));
        return answer.Problem?.Code ?? $"{answer.Value.Released} released";
    }

    [Theory]
    [InlineData("69", "CN", "customs.not_a_code")]
    [InlineData("771010", "CN", "customs.not_in_hs2022")]
    [InlineData("691110", "", "catalog.origin_missing")]
    public async Task What_is_no_code_or_no_country_is_refused_and_nothing_moves(string hsCode, string origin, string code)
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var held = await world.OneAsync(Goods.AnOrder("A-1", ("NOHS", 1)).To(Goods.London));

        (await ClassifyAsync(world, "NOHS", hsCode, origin)).ShouldBe(code);

        (await world.StandingAsync("A-1")).Timeline.ShouldBe(held.Timeline);
    }

    [Fact]
    public async Task Missing_facts_are_not_offered_to_be_let_pass()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();

        var held = await world.JourneyAsync(Goods.AnOrder("A-1", ("NOHS", 1)).To(Goods.London), Goods.AnOrder("A-2") with { TotalMinor = 1 });

        held.Select(order => (order.HoldCode, order.Page.MayWaive)).ShouldBe([("customs.unclassified", false), ("orders.total_mismatch", true)]);
    }

    private static async Task<string> ClassifyAsync(World world, string sku, string hsCode, string origin)
    {
        var answer = await world.AsAsync(provider => provider.GetRequiredService<ClassifyProduct>().RunAsync(world.Products[sku], hsCode, origin, World.Ct));
        return answer.Problem?.Code ?? $"{answer.Value.Released} released";
    }
}
