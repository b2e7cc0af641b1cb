using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Sandbox.Shops;
using Entrepot.Server.Demo.Founding;

namespace Entrepot.Unit.Demo;

/// <summary>The sandbox's shops: repeatable, plausible, and wrong only on purpose.</summary>
public sealed class TillTests
{
    private static readonly DateTime Noon = TestDatabase.Noon;
    private static readonly Street Street = Street.Load();
    private static readonly Article[] Articles = [.. DemoProducts.Load().Select(product => new Article(product.Sku, product.Product.Product.Name, product.ListPriceEurMinor, product.Product.Product.IsAlcohol, product.Product.Product.WeightGrams, Popularity: 1))];

    [Fact]
    public void Every_buyer_of_every_country_can_be_delivered_to()
    {
        Buyers.Countries.Count.ShouldBeGreaterThanOrEqualTo(25);
        for (var seed = 0; seed < 200; seed++)
            foreach (var country in Buyers.Countries)
            {
                var buyer = Buyers.Draw(Chance.Seeded(seed), country);
                AddressRules.Check(buyer.Address).ShouldBeNull($"{buyer.Address}");
                buyer.Address.Country.ShouldBe(country);
            }
    }

    [Fact]
    public void Every_shop_sells_where_people_live_and_into_a_channel_of_the_company()
    {
        var next = 0L;
        var channels = DemoChannels.Load(() => ++next).ToDictionary(channel => channel.Channel.Code);
        foreach (var shop in Street.Shops)
        {
            shop.Countries.Keys.Where(country => !Buyers.Countries.Contains(country)).ShouldBeEmpty(shop.Code);
            channels[shop.Code].Channel.Currency.ShouldBe(shop.Currency);
            channels[shop.Code].CodeStart.ShouldBe(shop.CodeStart);
        }
    }

    [Fact]
    public void The_blacklisted_buyer_stands_on_the_companys_blacklist() =>
        RuleFile.Rows(typeof(TillTests).Assembly, "demo-blacklist.tsv").ShouldContain(row => row[0] == "Email" && row[1] == Street.BlacklistedEmail);

    [Fact]
    public void The_same_seed_rings_up_the_same_sales()
    {
        Texts(seed: 7).ShouldBe(Texts(seed: 7));
        Texts(seed: 7).ShouldNotBe(Texts(seed: 8));
    }

    [Fact]
    public void Only_a_mishap_makes_an_address_wrong_and_each_kind_comes_in_the_opening()
    {
        var sales = Sales(seed: 1, Street.Mishaps.OpeningEvery * (Street.Mishaps.Kinds.Count + 1));

        sales.Count(sale => AddressRules.Check(sale.Buyer.Address) is not null).ShouldBe(1);
        sales.Count(sale => !sale.IsPaid).ShouldBe(1);
        sales.Count(sale => sale.Buyer.Address.Name == Street.DeniedName).ShouldBe(1);
        sales.Count(sale => sale.Buyer.Address.Email == Street.BlacklistedEmail).ShouldBe(1);
        sales.Count(sale => sale.Lines.Any(line => line.Code.Contains("OLD-", StringComparison.Ordinal))).ShouldBe(1);
        sales.Count(sale => sale.Buyer.Address.Country == "SA" && sale.Lines.Any(line => Articles.Any(article => article.IsAlcohol && article.Sku == line.Code))).ShouldBe(1);
        sales.GroupBy(sale => (sale.Buyer.Id, sale.GoodsMinor)).Count(same => same.Count() > 1).ShouldBe(1);
    }

    [Fact]
    public void Mishaps_stay_a_few_percent_and_numbers_never_repeat()
    {
        var sales = Sales(seed: 3, 5_000);

        sales.Select(sale => (sale.Shop.Code, sale.Number)).ShouldBeUnique();
        sales.Skip(100).Count(sale => AddressRules.Check(sale.Buyer.Address) is not null).ShouldBeInRange(10, 80);
        foreach (var shop in Street.Shops) sales.Count(sale => sale.Shop == shop).ShouldBeGreaterThan(500, shop.Code);
    }

    [Fact]
    public void An_article_is_bought_as_often_as_its_popularity_says()
    {
        Article[] offered = [.. Enumerable.Range(0, 60).Select(i => new Article($"A-{i}", "", 1990, IsAlcohol: i > 55, 300, Popularity: i < 30 ? 1 : 9))];
        var sold = Enumerable.Range(0, 40).Select(seed => new Till(Street, offered, 912_512_500 + (seed * 10), 1))
            .SelectMany(till => Enumerable.Range(0, 100).SelectMany(_ => till.Next(Noon).Lines)).ToLookup(line => int.TryParse(line.Code.Split('-')[^1], out var number) && number < 30);

        (sold[false].Count() / (double)sold[true].Count()).ShouldBeInRange(7, 11);
    }

    [Fact]
    public void What_an_amazon_buyer_pays_is_the_price_tags_and_shipping()
    {
        foreach (var sale in Sales(seed: 5, 400).Where(sale => sale.Shop.Format == OrderFormat.Amazon))
        {
            using var json = JsonDocument.Parse(AmazonOrders.Write(sale));
            var order = json.RootElement.GetProperty("order");
            var items = order.GetProperty("orderItems").EnumerateArray().ToList();

            var total = Amount(order.GetProperty("proceeds").GetProperty("grandTotal"));
            total.ShouldBe((sale.GoodsMinor + sale.ShippingMinor) / 100m);
            items.Sum(item => Amount(item.GetProperty("proceeds").GetProperty("proceedsTotal"))).ShouldBe(total);
            foreach (var item in items)
                item.GetProperty("proceeds").GetProperty("breakdowns").EnumerateArray().Sum(part => Amount(part.GetProperty("subtotal"))).ShouldBe(Amount(item.GetProperty("proceeds").GetProperty("proceedsTotal")));
        }

        static decimal Amount(JsonElement money) => decimal.Parse(money.GetProperty("amount").GetString()!);
    }

    [Fact]
    public void A_shopify_order_adds_up()
    {
        foreach (var sale in Sales(seed: 6, 400).Where(sale => sale.Shop.Format == OrderFormat.Shopify))
        {
            using var json = JsonDocument.Parse(ShopifyOrders.Write(sale));
            var order = json.RootElement;
            var lines = order.GetProperty("line_items").EnumerateArray().Sum(line => Number(line, "price") * line.GetProperty("quantity").GetInt64());

            Number(order, "total_line_items_price").ShouldBe(lines);
            Number(order, "total_price").ShouldBe(lines - Number(order, "total_discounts") + Number(order.GetProperty("shipping_lines")[0], "price") + Number(order, "total_tax"));
        }

        static decimal Number(JsonElement element, string name) => decimal.Parse(element.GetProperty(name).GetString()!);
    }

    private static List<Sale> Sales(int seed, int count)
    {
        var till = new Till(Street, Articles, seed, firstSerial: 1_000_000);
        return [.. Enumerable.Range(0, count).Select(i => till.Next(Noon.AddSeconds(i)))];
    }

    private static string[] Texts(int seed) => [.. Sales(seed, 100).Select(sale => sale.Shop.Format == OrderFormat.Amazon ? AmazonOrders.Write(sale) : ShopifyOrders.Write(sale))];
}
