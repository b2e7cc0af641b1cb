using System.Net;
using System.Net.Http.Json;
using Entrepot.Catalog;
using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Features;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Unit.Routes;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Catalog;

/// <summary>What a bundle is made of is said and changed, and a bundle never holds itself.</summary>
[Storage]
public sealed class BundleTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task Parts_are_put_in_changed_and_taken_out_and_the_history_says_so()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var set = (await AddAsync(database, "CUP", "POT", "SPOON", "SET"))[3];

        (await ComposeAsync(database, set, ("CUP", 4), ("POT", 1))).Value.ShouldBe(ProductAspects.Parts);
        (await PartsAsync(database, set)).ShouldBe("CUP*4 POT*1");
        (await ComposeAsync(database, set, ("SPOON", 4), ("CUP", 6))).Value.ShouldBe(ProductAspects.Parts);
        (await PartsAsync(database, set)).ShouldBe("CUP*6 SPOON*4");
        (await ComposeAsync(database, set, ("CUP", 6), ("SPOON", 4))).Value.ShouldBe(ProductAspects.None);
        (await ComposeAsync(database, set)).Value.ShouldBe(ProductAspects.Parts);
        (await PartsAsync(database, set)).ShouldBe("", "a plain product again");

        await using var scope = database.As(TestDatabase.Ours);
        (await scope.ServiceProvider.GetRequiredService<ChangeLog>().OfAsync($"product/{set.Value}", Ct)).Select(change => (change.Field, change.Before, change.After)).ShouldBe(
        [
            ("Parts of the bundle", "6 × CUP, 4 × SPOON", ""), ("Parts of the bundle", "4 × CUP, 1 × POT", "6 × CUP, 4 × SPOON"), ("Parts of the bundle", "", "4 × CUP, 1 × POT"),
        ]);
    }

    [Fact]
    public async Task Who_reads_the_catalogue_from_the_start_finds_the_same_parts_as_who_followed_it()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var ids = await AddAsync(database, "CUP", "POT", "SET");
        await ComposeAsync(database, ids[2], ("CUP", 4), ("POT", 1));
        (await PartsAsync(database, ids[2])).ShouldBe("CUP*4 POT*1");
        await ComposeAsync(database, ids[2], ("POT", 2));

        await using var scope = database.As(TestDatabase.Ours);
        var fresh = await new CatalogSnapshots().CurrentAsync(scope.ServiceProvider.GetRequiredService<EntrepotDb>(), Ct);

        Written(fresh.Find(ids[2])!).ShouldBe(await PartsAsync(database, ids[2]));
        fresh.BundlesWith(ids[0]).ShouldBeEmpty();
        fresh.BundlesWith(ids[1]).ShouldBe([ids[2]]);
    }

    [Theory]
    [InlineData("SET", "SET", 1, "catalog.part_is_itself")]
    [InlineData("OTHER", "SET", 1, "catalog.part_is_bundle")]
    [InlineData("CUP", "POT", 1, "catalog.bundle_is_part")]
    [InlineData("CUP", "SET", 1, "catalog.part_is_bundle")]
    [InlineData("OTHER", "NOBODY", 1, "catalog.part_unknown")]
    [InlineData("OTHER", "POT", 0, "catalog.part_quantity")]
    [InlineData("OTHER", "POT", 10_001, "catalog.part_quantity")]
    public async Task A_bundle_that_would_hold_itself_or_nothing_is_refused_and_nothing_changes(string bundle, string part, long quantity, string code)
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var ids = (await AddAsync(database, "CUP", "POT", "SET", "OTHER")).Zip(["CUP", "POT", "SET", "OTHER"]).ToDictionary(pair => pair.Second, pair => pair.First);
        await ComposeAsync(database, ids["SET"], ("CUP", 4));

        (await ComposeAsync(database, ids[bundle], (part, quantity))).Problem!.Code.ShouldBe(code);

        (await PartsAsync(database, ids["SET"])).ShouldBe("CUP*4");
        (await PartsAsync(database, ids["OTHER"])).ShouldBe("");
    }

    [Fact]
    public void Bundles_are_as_many_as_the_scarcest_part_is_enough_for()
    {
        Product cup = new(new(1), "CUP", "Cup"), pot = new(new(2), "POT", "Pot");
        var set = new Product(new(3), "SET", "Set") { Parts = [new(cup, 4), new(pot, 1)] };

        var parts = ProductPageView.PartsOf(set, [new(30, 11), new(5, 5)]);

        parts.Select(part => (part.Part.Sku, part.Available, part.EnoughFor, part.IsScarce)).ShouldBe([("CUP", 11, 2, true), ("POT", 5, 5, false)]);
        ProductPageView.PartsOf(set, [new(0, -3), new(5, 5)])[0].EnoughFor.ShouldBe(0);
    }

    [Fact]
    public async Task The_page_shows_how_many_bundles_there_are_and_refuses_one_that_lies_in_stock_itself()
    {
        await using var host = await ProductHost.StartAsync();
        using var editor = await host.ProgramAsync(ProductHost.Ours, "catalog.view", "catalog.edit");
        var (set, part) = await host.AskAsync(ProductHost.Ours, async services =>
        {
            await using var unit = await services.GetRequiredService<EntrepotDb>().BeginAsync(Ct);
            var added = await services.GetRequiredService<ICatalogEditing>().AddAsync([new(new(default, "CUP", "Cup"), []), new(new(default, "SET", "Set of cups"), [])], Ct);
            var warehouse = (await services.GetRequiredService<IWarehouses>().AllAsync(Ct))[0].Id;
            await services.GetRequiredService<IStock>().ReceiveAsync([new(warehouse, added[0].Value, 11, "opening/cups")], Ct);
            (await unit.CommitAsync(Ct)).IsOk.ShouldBeTrue();
            return (added[1].Value.Value, added[0].Value.Value);
        });

        using var form = new FormUrlEncodedContent([new("part0", "CUP"), new("pieces0", "4"), new("part1", ""), new("pieces1", "")]);
        (await editor.PostAsync($"/products/{set}/parts", form)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);

        (await editor.GetStringAsync($"/products/{set}")).ShouldContain("2 bundles can be made");
        using var lies = await editor.PutAsJsonAsync($"/api/v1/products/{part}/parts", new { parts = new[] { new { sku = "EL-BUDS-BK", quantity = 1 } } });
        (await lies.Content.ReadAsStringAsync()).ShouldContain("catalog.bundle_has_stock");
        (await editor.PutAsJsonAsync($"/api/v1/products/{set}/parts", new { parts = Array.Empty<object>() })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private static async Task<IReadOnlyList<ProductId>> AddAsync(TestDatabase database, params string[] skus) =>
        [.. (await database.InUnitAsync(services => services.GetRequiredService<ICatalogEditing>().AddAsync([.. skus.Select(sku => new NewProduct(new(default, sku, $"The {sku}"), []))], Ct))).Select(answer => answer.Value)];

    private static Task<Result<ProductAspects>> ComposeAsync(TestDatabase database, ProductId bundle, params (string, long)[] parts) =>
        database.InUnitAsync(services => services.GetRequiredService<ICatalogEditing>().ComposeAsync(bundle, parts, Ct));

    private static async Task<string> PartsAsync(TestDatabase database, ProductId id)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return Written((await scope.ServiceProvider.GetRequiredService<ICatalog>().FindAsync([id], Ct))[0]!);
    }

    private static string Written(Product product) => string.Join(' ', product.Parts.Select(part => $"{part.Product.Sku}*{part.Quantity}").Order());
}
