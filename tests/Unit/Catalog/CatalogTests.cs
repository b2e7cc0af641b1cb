using Entrepot.Catalog;
using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Catalog;

[Storage]
public sealed class CatalogTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly SalesChannelId Shop = new(7);

    [Fact]
    public async Task A_code_is_found_by_the_channels_mapping_then_as_a_sku_then_as_a_barcode()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var (kettle, cup) = (await AddedAsync(database, AProduct("KETTLE")), await AddedAsync(database, AProduct("CUP") with { Gtin = "4006381333931" }));
        await database.InUnitAsync(async services => (await Editing(services).MapAsync(new(Shop, "CUP"), kettle, Ct)).IsOk.ShouldBeTrue());

        var found = await ResolveAsync(database, new(Shop, "CUP"), new(new(8), "CUP"), new(Shop, "4006381333931"), new(Shop, "cup"), new(Shop, ""));

        found.Select(product => product?.Id).ShouldBe([kettle, cup, cup, null, null]);
    }

    [Fact]
    public async Task Everything_that_was_given_comes_back()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var product = AProduct("K-1") with
        {
            NameChinese = "水壶",
            WeightGrams = 1_250,
            Size = new(300, 200, 100),
            Origin = "CN",
            HsCode = "851671",
            NationalCodes = NationalCodes.Parse("EU=85167100 US=8516710020"),
            CustomsDescription = "Electric kettle",
            Category = "kitchen",
            Battery = BatteryKind.LithiumIonPacked,
            IsLiquid = true,
            IsAlcohol = true,
            KeepUpright = true,
            Cost = new(990, "USD"),
            Gtin = "123",
        };

        var id = await AddedAsync(database, product);

        (await ResolveAsync(database, new SkuReference(Shop, "K-1")))[0].ShouldBeEquivalentTo(product with { Id = id });
    }

    [Fact]
    public async Task A_known_sku_is_refused_and_the_others_are_added()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        await AddedAsync(database, AProduct("A"));

        var answers = await database.InUnitAsync(services => Editing(services).AddAsync([Plain("A"), Plain("B"), Plain("B"), Plain("C")], Ct));

        answers.Select(answer => answer.Problem?.Code).ShouldBe(["catalog.sku_known", null, "catalog.sku_known", null]);
        (await ResolveAsync(database, new(Shop, "B"), new(Shop, "C"))).ShouldAllBe(product => product != null);
    }

    [Fact]
    public async Task A_bundle_knows_its_parts_even_when_a_part_is_changed_later()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var bundle = await database.InUnitAsync(async services =>
        {
            var answers = await Editing(services).AddAsync([Plain("CUP"), Plain("SAUCER"), new(AProduct("SET"), [("CUP", 2), ("SAUCER", 1)])], Ct);
            return answers[2].Value;
        });
        var cup = (await ResolveAsync(database, new SkuReference(Shop, "CUP")))[0]!.Id;
        await database.InUnitAsync(async services => (await Editing(services).ClassifyAsync(cup, "691110", "CN", Ct)).IsOk.ShouldBeTrue());

        await using var scope = database.As(TestDatabase.Ours);
        var set = (await scope.ServiceProvider.GetRequiredService<ICatalog>().FindAsync([bundle], Ct))[0].ShouldNotBeNull();

        set.Parts.Select(part => (part.Product.Sku, part.Quantity, part.Product.HsCode)).ShouldBe([("CUP", 2, "691110"), ("SAUCER", 1, "")], ignoreOrder: true);
    }

    [Theory]
    [InlineData("UNKNOWN", 1, "catalog.part_unknown")]
    [InlineData("SET", 1, "catalog.part_is_bundle")]
    [InlineData("CUP", 0, "catalog.part_quantity")]
    public async Task A_bundle_of_something_else_than_plain_products_is_refused(string part, long quantity, string code)
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());

        var answers = await database.InUnitAsync(services => Editing(services).AddAsync(
            [Plain("CUP"), new(AProduct("SET"), [("CUP", 2)]), new(AProduct("BIG"), [(part, quantity)])], Ct));

        answers[2].Problem?.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("", "", "", 1, "catalog.sku_missing")]
    [InlineData(" A", "", "", 1, "catalog.sku_not_trimmed")]
    [InlineData("A", "85.16", "", 1, "catalog.hs_code_malformed")]
    [InlineData("A", "", "XX", 1, "catalog.origin_unknown")]
    [InlineData("A", "", "", -1, "catalog.negative_measure")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789", "", "", 1, "catalog.sku_too_long")]
    public async Task A_product_with_a_fault_is_refused_and_nothing_is_stored(string sku, string hsCode, string origin, long weight, string code)
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var product = AProduct(sku) with { HsCode = hsCode, Origin = origin, WeightGrams = weight };

        (await database.InUnitAsync(services => Editing(services).AddAsync([new(product, [])], Ct)))[0].Problem?.Code.ShouldBe(code);

        await using var scope = database.As(TestDatabase.Ours);
        (await scope.ServiceProvider.GetRequiredService<ICatalog>().SearchAsync("", 10, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_code_that_means_one_product_cannot_be_given_to_another()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var (a, b) = (await AddedAsync(database, AProduct("A")), await AddedAsync(database, AProduct("B")));
        await database.InUnitAsync(services => Editing(services).MapAsync(new(Shop, "X"), a, Ct));

        var again = await database.InUnitAsync(services => Editing(services).MapAsync(new(Shop, "X"), a, Ct));
        var other = await database.InUnitAsync(services => Editing(services).MapAsync(new(Shop, "X"), b, Ct));
        var nobody = await database.InUnitAsync(services => Editing(services).MapAsync(new(Shop, "Y"), new(999_999), Ct));

        again.IsOk.ShouldBeTrue("repeating a mapping changes nothing");
        other.Problem?.Code.ShouldBe("catalog.code_mapped");
        nobody.Problem?.Code.ShouldBe("catalog.product_not_found");
        (await ResolveAsync(database, new SkuReference(Shop, "X")))[0]!.Id.ShouldBe(a);
    }

    [Fact]
    public async Task One_unit_of_work_may_map_a_code_to_a_product_that_it_adds()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var old = await AddedAsync(database, AProduct("OLD"));

        await database.InUnitAsync(async services =>
        {
            (await Editing(services).MapAsync(new(Shop, "1"), old, Ct)).IsOk.ShouldBeTrue();
            var added = (await Editing(services).AddAsync([Plain("NEW")], Ct))[0].Value;
            (await Editing(services).MapAsync(new(Shop, "2"), added, Ct)).IsOk.ShouldBeTrue();
        });

        (await ResolveAsync(database, new(Shop, "1"), new(Shop, "2"))).Select(product => product?.Sku).ShouldBe(["OLD", "NEW"]);
    }

    [Fact]
    public async Task A_unit_of_work_that_does_not_commit_leaves_no_product_behind()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        await using (var scope = database.As(TestDatabase.Ours))
        {
            await using var unit = await scope.ServiceProvider.GetRequiredService<Entrepot.Platform.Data.EntrepotDb>().BeginAsync(Ct);
            (await Editing(scope.ServiceProvider).AddAsync([Plain("GONE")], Ct))[0].IsOk.ShouldBeTrue();
        }

        (await ResolveAsync(database, new SkuReference(Shop, "GONE")))[0].ShouldBeNull();
        await AddedAsync(database, AProduct("GONE"));
    }

    [Fact]
    public async Task One_company_does_not_see_the_products_of_another()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        await AddedAsync(database, AProduct("A"));

        await using var scope = database.As(TestDatabase.Theirs);
        (await scope.ServiceProvider.GetRequiredService<ICatalog>().ResolveAsync([new(Shop, "A")], Ct))[0].ShouldBeNull();
    }

    [Fact]
    public async Task A_search_shows_the_best_match_first()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        foreach (var (sku, name) in new[] { ("X-CUP", "Saucer"), ("CUP", "A mug"), ("CUP-2", "Another"), ("Z", "Cup of tea"), ("Y", "Kettle") })
            await AddedAsync(database, AProduct(sku) with { Name = name });

        await using var scope = database.As(TestDatabase.Ours);
        var found = await scope.ServiceProvider.GetRequiredService<ICatalog>().SearchAsync(" cup ", 10, Ct);

        found.Select(product => product.Sku).ShouldBe(["CUP", "CUP-2", "Z", "X-CUP"]);
    }

    private static Product AProduct(string sku) => new(new(0), sku, $"Product {sku}") { Cost = new(100, "EUR") };
    private static NewProduct Plain(string sku) => new(AProduct(sku), []);
    [Fact]
    public async Task A_tariff_line_is_chosen_for_one_territory_and_leaves_the_others_alone()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var bag = await AddedAsync(database, AProduct("BAG") with { HsCode = "420292", Origin = "CN" });

        await database.InUnitAsync(async services =>
        {
            (await Editing(services).SetNationalCodeAsync(bag, "US", "4202923120", Ct)).ShouldBe(Result.Ok);
            (await Editing(services).SetNationalCodeAsync(bag, "EU", "42029291", Ct)).ShouldBe(Result.Ok);
            return true;
        });

        var product = (await ResolveAsync(database, new SkuReference(Shop, "BAG")))[0]!;
        (product.HsCodeIn("US"), product.HsCodeIn("EU"), product.HsCodeIn("GB")).ShouldBe(("4202923120", "42029291", "420292"));
    }

    [Theory]
    [InlineData("US", "6109100012")] // Other goods.
    [InlineData("US", "4202923")]
    [InlineData("US", "42029231200")]
    [InlineData("US", "42029A3120")]
    [InlineData("XX", "4202923120")]
    public async Task A_line_that_is_not_of_the_products_code_is_refused(string territory, string code)
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var bag = await AddedAsync(database, AProduct("BAG") with { HsCode = "420292" });

        var refused = await database.InUnitAsync(services => Editing(services).SetNationalCodeAsync(bag, territory, code, Ct));

        refused.IsOk.ShouldBeFalse();
        (await ResolveAsync(database, new SkuReference(Shop, "BAG")))[0]!.NationalCodes.IsEmpty.ShouldBeTrue("a refusal changes nothing");
    }

    [Fact]
    public async Task Another_classification_takes_the_lines_of_the_old_one_away()
    {
        await using var database = await TestDatabase.CreateAsync(new CatalogModule());
        var bag = await AddedAsync(database, AProduct("BAG") with { HsCode = "420292", NationalCodes = NationalCodes.Parse("EU=42029291 US=4202923120") });

        await database.InUnitAsync(services => Editing(services).ClassifyAsync(bag, "630790", "CN", Ct));

        (await ResolveAsync(database, new SkuReference(Shop, "BAG")))[0]!.NationalCodes.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Digits_of_another_countrys_tariff_are_never_declared() =>
        (AProduct("BAG") with { HsCode = "4202923120" }).HsCodeIn("EU").ShouldBe("420292");

    private static ICatalogEditing Editing(IServiceProvider services) => services.GetRequiredService<ICatalogEditing>();

    private static async Task<ProductId> AddedAsync(TestDatabase database, Product product) =>
        (await database.InUnitAsync(services => Editing(services).AddAsync([new(product, [])], Ct)))[0].Value;

    private static async Task<IReadOnlyList<Product?>> ResolveAsync(TestDatabase database, params SkuReference[] codes)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<ICatalog>().ResolveAsync(codes, Ct);
    }
}
