using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Kernel;

namespace Entrepot.Sandbox.Shops;

/// <summary>Which of the formats a shop sends its orders in.</summary>
internal enum OrderFormat { Own, Shopify, Amazon }

/// <summary>What goes wrong with orders in the wild, and here on purpose.</summary>
internal enum Mishap { UnknownCode, WrongPostcode, Unpaid, AlcoholToSaudiArabia, DeniedName, DoubleBasket, HighValue, Blacklisted }

/// <summary>One shop: its currency, whom it sells to and how it prices (<c>Rules/shops.json</c>).</summary>
/// <param name="Code">The code of the sales channel that takes its orders.</param>
/// <param name="PriceFactorPpm">Price tag in the shop's minor units for one euro cent of list price, in millionths.</param>
/// <param name="TaxPpm">Tax by country. Shopify adds it to the price; on Amazon it is inside the price tag.</param>
/// <param name="Share">Its part of all orders, against the other shops' shares.</param>
internal sealed record ShopProfile(
    string Code, OrderFormat Format, string NumberStart, string Currency, long PriceFactorPpm, long ShippingMinor, long FreeShippingFromMinor,
    IReadOnlyDictionary<string, long> TaxPpm, int Share, IReadOnlyDictionary<string, int> Countries)
{
    /// <summary>Before each SKU, where the shop has codes of its own.</summary>
    public string CodeStart { get; init; } = "";
    public string Marketplace { get; init; } = "";
    public string MarketplaceName { get; init; } = "";
    public string? IossNumber { get; init; }

    /// <summary>Up to this value of goods the marketplace collects the tax and pays it to the state; zero where it does not.</summary>
    public long CollectsTaxUpToMinor { get; init; }

    /// <summary>The price tag: the list price at the shop's factor, ending in 9.</summary>
    public long PriceTag(Article article) => Math.Max(99, (Rounding.OfPpm(article.PriceEurMinor, PriceFactorPpm) / 10 * 10) + 9);
}

internal sealed record MishapChance(Mishap Kind, int Ppm);

/// <param name="OpeningEvery">At first every so many orders has a mishap, each kind once, so that a demo shows them all; afterwards chance decides.</param>
internal sealed record MishapProfile(int OpeningEvery, IReadOnlyList<MishapChance> Kinds);

/// <summary>All shops and what goes wrong in them.</summary>
internal sealed record Street(IReadOnlyList<ShopProfile> Shops, MishapProfile Mishaps, string DeniedName, string BlacklistedEmail)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static Street Load()
    {
        using var file = RuleFile.Open(typeof(Street).Assembly, "shops.json");
        return JsonSerializer.Deserialize<Street>(file, Format) ?? throw new InvalidOperationException("Rules/shops.json is empty.");
    }
}
