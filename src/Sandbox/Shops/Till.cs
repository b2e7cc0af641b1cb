using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Sandbox.Shops;

/// <summary>
/// Rings up sales, shop by shop, the same ones for the same seed. A few have something wrong with them on purpose
/// (<see cref="Mishap"/>).
/// </summary>
/// <param name="firstSerial">Higher than any serial of earlier runs against the same company, so that order numbers never repeat.</param>
internal sealed class Till(Street street, IReadOnlyList<Article> articles, int seed, long firstSerial)
{
    /// <summary>What most baskets hold; a bulk order is a mishap of its own.</summary>
    private const int LinesMax = 4;

    private static readonly string[] Notes = ["Please ring twice.", "It is a gift, no invoice please.", "Bitte beim Nachbarn abgeben.", "请尽快发货，谢谢！", "Leave with the porter.", "置き配でお願いします。"];

    private readonly Random chance = Chance.Seeded(seed);
    private readonly KeyValuePair<ShopProfile, int>[] shares = [.. street.Shops.Select(shop => KeyValuePair.Create(shop, shop.Share))];
    private readonly KeyValuePair<Article, int>[] popularity = [.. articles.Select(article => KeyValuePair.Create(article, article.Popularity))];
    private readonly Dictionary<string, Sale> lastOf = [];
    private long count;

    public Sale Next(DateTime now)
    {
        var mishap = NextMishap();
        var shop = ShopFor(mishap);
        var serial = firstSerial + count++;
        var sale = mishap == Mishap.DoubleBasket && lastOf.TryGetValue(shop.Code, out var last)
            ? last with { Serial = serial, PlacedAt = now, Number = Number(shop, serial) }
            : Ring(shop, serial, now, mishap);
        return lastOf[shop.Code] = sale;
    }

    private Sale Ring(ShopProfile shop, long serial, DateTime now, Mishap? mishap)
    {
        var buyer = Buyers.Draw(chance, CountryFor(shop, mishap));
        var lines = LinesFor(shop, buyer.Address.Country, mishap);
        var goods = lines.Sum(line => line.AmountMinor);
        return new(shop, serial, Number(shop, serial), now, Spoil(buyer, mishap), lines,
            goods >= shop.FreeShippingFromMinor ? 0 : shop.ShippingMinor,
            // On Amazon a discount is a promotion with a life of its own; these shops run none there.
            chance.Next(8) == 0 && shop.Format != OrderFormat.Amazon ? goods / 10 : 0,
            IsPaid: mishap != Mishap.Unpaid)
        {
            Note = chance.Next(12) == 0 ? chance.Of(Notes) : "",
        };
    }

    private Mishap? NextMishap()
    {
        var (every, kinds) = street.Mishaps;
        if (count > 0 && count % every == 0 && count / every <= kinds.Count) return kinds[(int)(count / every) - 1].Kind;
        if (count <= (long)every * kinds.Count) return null;

        var drawn = chance.Next(1_000_000);
        foreach (var kind in kinds)
            if ((drawn -= kind.Ppm) < 0) return kind.Kind;
        return null;
    }

    /// <summary>Only a shop that sells there can sell alcohol to Saudi Arabia, and only one that has sold can sell the same again.</summary>
    private ShopProfile ShopFor(Mishap? mishap)
    {
        var drawn = chance.OfWeighted(shares);
        return mishap switch
        {
            Mishap.AlcoholToSaudiArabia => street.Shops.First(shop => shop.Countries.ContainsKey("SA")),
            Mishap.DoubleBasket => street.Shops.First(shop => lastOf.ContainsKey(shop.Code)),
            _ => drawn,
        };
    }

    /// <summary>A wrong postcode needs a country that has them: a shop's first country does.</summary>
    private string CountryFor(ShopProfile shop, Mishap? mishap) => mishap switch
    {
        Mishap.AlcoholToSaudiArabia => "SA",
        Mishap.WrongPostcode => shop.Countries.First().Key,
        _ => chance.OfWeighted([.. shop.Countries]),
    };

    private List<SaleLine> LinesFor(ShopProfile shop, string country, Mishap? mishap)
    {
        var lines = new List<SaleLine>(LinesMax);
        if (mishap == Mishap.AlcoholToSaudiArabia) lines.Add(Line(shop, chance.Of([.. articles.Where(article => article.IsAlcohol)]), 2));
        if (mishap == Mishap.HighValue) lines.Add(Line(shop, articles.MaxBy(article => article.PriceEurMinor) ?? articles[0], 12));
        if (mishap == Mishap.UnknownCode) lines.Add(new(shop.CodeStart + "OLD-" + chance.Next(1000, 9999).ToString(CultureInfo.InvariantCulture), "Discontinued article", 1, 1990, 300));

        // Half of all orders have one line, a quarter two, and so on.
        var wanted = 1;
        while (wanted < LinesMax && chance.Next(2) == 0) wanted++;
        while (lines.Count < wanted)
        {
            var article = chance.OfWeighted(popularity);
            // Nobody here sends a bottle where it may not go, unless on purpose.
            if ((article.IsAlcohol && (country is "SA" or "AE")) || lines.Exists(line => line.Code == shop.CodeStart + article.Sku)) continue;
            lines.Add(Line(shop, article, chance.Next(6) == 0 ? chance.Next(2, 5) : 1));
        }

        return lines;
    }

    private Buyer Spoil(Buyer buyer, Mishap? mishap) => mishap switch
    {
        Mishap.WrongPostcode => buyer with { Address = buyer.Address with { Postcode = buyer.Address.Postcode[..^1] } },
        Mishap.DeniedName => Named(buyer, street.DeniedName),
        Mishap.Blacklisted => buyer with { Address = buyer.Address with { Email = street.BlacklistedEmail } },
        _ => buyer,
    };

    private static Buyer Named(Buyer buyer, string name)
    {
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        return buyer with { GivenName = name[..space], FamilyName = name[(space + 1)..], Address = buyer.Address with { Name = name } };
    }

    private static SaleLine Line(ShopProfile shop, Article article, long quantity) => new(shop.CodeStart + article.Sku, article.Title, quantity, shop.PriceTag(article), article.WeightGrams);

    /// <summary>As the marketplaces number: <c>#1001</c>, <c>302-1234567-1234567</c>.</summary>
    private static string Number(ShopProfile shop, long serial) => shop.Format == OrderFormat.Amazon
        ? string.Create(CultureInfo.InvariantCulture, $"{shop.NumberStart}{serial / 10_000_000 % 10_000_000:D7}-{serial % 10_000_000:D7}")
        : string.Create(CultureInfo.InvariantCulture, $"{shop.NumberStart}{serial}");
}
