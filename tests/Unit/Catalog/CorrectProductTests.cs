using Entrepot.Catalog;
using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Catalog;

/// <summary>What is on file of a product is put right, and the history says what it was before.</summary>
[Storage]
public sealed class CorrectProductTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task Every_fact_is_replaced_and_its_change_stands_in_the_history()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var before = await AddedAsync(database, AProduct("K-1") with { WeightGrams = 100, HsCode = "851671", Origin = "CN", NationalCodes = NationalCodes.Parse("EU=85167100"), Gtin = "111", Cost = new(990, "USD") });
        var asked = before with
        {
            Name = "Kettle",
            NameChinese = "水壶",
            WeightGrams = 1_250,
            Size = new(300, 200, 100),
            Battery = BatteryKind.LithiumIonPacked,
            IsLiquid = true,
            IsAlcohol = true,
            KeepUpright = true,
            Category = "kitchen",
            HsCode = "732393",
            Origin = "VN",
            CustomsDescription = "Steel kettle",
        };

        (await CorrectAsync(database, asked, "222", "333")).Value.ShouldBe(ProductAspects.Measures | ProductAspects.Classification | ProductAspects.Nature | ProductAspects.Words | ProductAspects.Barcodes);

        (await FindAsync(database, before.Id)).ShouldBeEquivalentTo(asked with { Gtin = "222", NationalCodes = NationalCodes.None });
        var history = await HistoryAsync(database, before.Id);
        history.ShouldContain(change => change.Field == "Weight" && change.Before == "100 g" && change.After == "1250 g" && change.Actor == "system" && change.At == TestDatabase.Noon);
        history.ShouldContain(change => change.Field == "Tariff lines" && change.Before == "EU=85167100" && change.After == "");
        history.ShouldContain(change => change.Field == "Barcodes" && change.Before == "111" && change.After == "222 333");
        history.ShouldContain(change => change.Field == "HS code" && change.Before == "" && change.After == "851671", "it came with the product");
        history.Count.ShouldBe(14 + 3);
    }

    [Fact]
    public async Task What_stays_as_it_was_leaves_no_trace()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var product = await AddedAsync(database, AProduct("K-1") with { Gtin = "111" });

        (await CorrectAsync(database, product, "111")).Value.ShouldBe(ProductAspects.None);

        (await HistoryAsync(database, product.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_barcode_that_is_taken_away_means_nothing_until_it_is_given_to_another_product()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var (kettle, cup) = (await AddedAsync(database, AProduct("KETTLE") with { Gtin = "111" }), await AddedAsync(database, AProduct("CUP")));
        (await CorrectAsync(database, cup, "111")).Problem!.Code.ShouldBe("catalog.gtin_known");

        (await CorrectAsync(database, kettle)).Value.ShouldBe(ProductAspects.Barcodes);
        (await ResolveAsync(database, "111")).ShouldBeNull();
        (await CorrectAsync(database, cup, "111", "112")).IsOk.ShouldBeTrue();

        (await ResolveAsync(database, "111"))!.Sku.ShouldBe("CUP");
        (await ResolveAsync(database, "112"))!.Sku.ShouldBe("CUP");
    }

    [Fact]
    public async Task A_sku_parts_and_cost_cannot_be_changed_this_way()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var product = await AddedAsync(database, AProduct("K-1") with { Cost = new(990, "USD") });

        (await CorrectAsync(database, product with { Sku = "OTHER", Cost = new(1, "EUR") })).Value.ShouldBe(ProductAspects.None);

        var after = await FindAsync(database, product.Id);
        (after.Sku, after.Cost).ShouldBe(("K-1", new Money(990, "USD")));
    }

    public static TheoryData<string, Func<Product, Product>> Wrong => new()
    {
        { "catalog.negative_measure", product => product with { WeightGrams = -1 } },
        { "catalog.negative_measure", product => product with { Size = new(1, -1, 1) } },
        { "catalog.measure_too_large", product => product with { WeightGrams = 10_000_001 } },
        { "catalog.measure_too_large", product => product with { Size = new(1, 1, 20_001) } },
        { "catalog.size_incomplete", product => product with { Size = new(1, 0, 1) } },
        { "catalog.name_missing", product => product with { Name = "" } },
        { "catalog.hs_code_malformed", product => product with { HsCode = "12345" } },
        { "catalog.origin_unknown", product => product with { Origin = "XX" } },
        { "catalog.bad_description", product => product with { CustomsDescription = new('x', 257) } },
        { "catalog.product_not_found", product => product with { Id = new(12345) } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_true_is_refused_and_changes_nothing(string code, Func<Product, Product> change)
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var product = await AddedAsync(database, AProduct("K-1"));

        (await CorrectAsync(database, change(product))).Problem!.Code.ShouldBe(code);

        (await FindAsync(database, product.Id)).ShouldBeEquivalentTo(product);
        (await HistoryAsync(database, product.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Barcodes_are_bounded_in_length_and_number()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var product = await AddedAsync(database, AProduct("K-1"));

        (await CorrectAsync(database, product, new string('1', 65))).Problem!.Code.ShouldBe("catalog.gtin_too_long");
        (await CorrectAsync(database, product, [.. Enumerable.Range(0, 21).Select(i => $"{i}")])).Problem!.Code.ShouldBe("catalog.too_many_barcodes");
    }

    [Fact]
    public async Task A_classification_from_a_hold_stands_in_the_same_history()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var product = await AddedAsync(database, AProduct("K-1"));

        await database.InUnitAsync(services => services.GetRequiredService<ICatalogEditing>().ClassifyAsync(product.Id, "691110", "CN", Ct));

        (await HistoryAsync(database, product.Id)).Select(change => (change.Field, change.Before, change.After)).ShouldBe([("Country of origin", "", "CN"), ("HS code", "", "691110")]);
    }

    private static Product AProduct(string sku) => new(default, sku, $"The {sku}");

    private static async Task<Product> AddedAsync(TestDatabase database, Product product) =>
        await FindAsync(database, (await database.InUnitAsync(services => services.GetRequiredService<ICatalogEditing>().AddAsync([new(product, [])], Ct)))[0].Value);

    private static Task<Result<ProductAspects>> CorrectAsync(TestDatabase database, Product product, params string[] barcodes) =>
        database.InUnitAsync(services => services.GetRequiredService<ICatalogEditing>().CorrectAsync(product, barcodes, Ct));

    private static async Task<Product> FindAsync(TestDatabase database, ProductId id)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return (await scope.ServiceProvider.GetRequiredService<ICatalog>().FindAsync([id], Ct))[0]!;
    }

    private static async Task<Product?> ResolveAsync(TestDatabase database, string code)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return (await scope.ServiceProvider.GetRequiredService<ICatalog>().ResolveAsync([new(new(7), code)], Ct))[0];
    }

    private static async Task<IReadOnlyList<ChangeRecord>> HistoryAsync(TestDatabase database, ProductId id)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<ChangeLog>().OfAsync($"product/{id.Value}", Ct);
    }
}
