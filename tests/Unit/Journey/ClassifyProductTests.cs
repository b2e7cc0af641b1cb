using Entrepot.Catalog.Contracts;
using Entrepot.Journey.Features;
using Entrepot.Orders.Data;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>A person says once what a product is; all orders that waited for it go on.</summary>
[Storage]
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

    [Fact]
    public async Task The_orders_that_wait_for_a_product_are_found_without_reading_other_orders_lines()
    {
        Assert.SkipWhen(PostgresServer.IsChosen, "PostgreSQL reads small tables whole, whatever indexes they have.");
        await using var world = await World.OpenAsync();

        var plan = await world.AsAsync(provider =>
        {
            var db = provider.GetRequiredService<EntrepotDb>();
            return db.QueryAsync("EXPLAIN QUERY PLAN " + OrderSql.HeldFor, row => row.GetString(3), World.Ct, db.Tenant.Value, new[] { "customs.unclassified" }, new[] { world.Products["NOHS"].Value });
        });

        plan.ShouldContain(step => step.StartsWith("SEARCH o USING COVERING INDEX ix_orders_order_status (tenant_id=? AND status=?)", StringComparison.Ordinal), string.Join("; ", plan));
        plan.ShouldContain(step => step.StartsWith("SEARCH l USING INDEX sqlite_autoindex_orders_line_1 (tenant_id=? AND order_id=?)", StringComparison.Ordinal), string.Join("; ", plan));
        plan.ShouldNotContain(step => step.StartsWith("SCAN orders", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_way_to_set_a_code_or_an_origin_is_kept_with_who_and_when_although_no_order_waits_for_it()
    {
        await using var world = await World.OpenAsync();

        (await ClassifyAsync(world, "NOHS", "6911.10", "CN")).ShouldBe("0 released");
        (await ChooseAsync(world, "NOHS", "US", "6911104500")).ShouldBe("0 released");
        (await ClassifyAsync(world, "NOHS", "6912.00", "VN")).ShouldBe("0 released");
        (await ClassifyAsync(world, "NOHS", "6912.00", "VN")).ShouldBe("0 released");

        var kept = await world.AsAsync(provider => provider.GetRequiredService<ChangeLog>().OfAsync($"product/{world.Products["NOHS"].Value}", World.Ct));
        kept.Select(change => (change.Field, change.Before, change.After)).ShouldBe(
            [
                ("Country of origin", "", "CN"), ("HS code", "", "691110"),
                ("Tariff lines", "", "US=6911104500"),
                ("HS code", "691110", "691200"), ("Country of origin", "CN", "VN"), ("Tariff lines", "US=6911104500", ""),
            ], ignoreOrder: true);
        kept.ShouldAllBe(change => change.Actor.Length > 0 && change.At == TestDatabase.Noon);
        (await world.AsAsync(provider => provider.GetRequiredService<ChangeLog>().OfAsync($"product/{world.Products["TEE"].Value}", World.Ct)))
            .Select(change => change.Field).ShouldContain("HS code", "the code came with the product");
    }

    private static async Task<string> ClassifyAsync(World world, string sku, string hsCode, string origin)
    {
        var answer = await world.AsAsync(provider => provider.GetRequiredService<ClassifyProduct>().RunAsync(world.Products[sku], hsCode, origin, World.Ct));
        return answer.Problem?.Code ?? $"{answer.Value.Released} released";
    }
}
