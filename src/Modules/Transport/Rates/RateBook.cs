using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Transport.Packing;

namespace Entrepot.Transport.Rates;

/// <summary>How a company weighs a day against money when it compares services.</summary>
internal sealed record ShoppingPolicy(Money DayValue, TraceSource Source);

/// <summary>Everything one company plans transport with, as it stood at <see cref="Version"/>. Never changed; a newer one replaces it.</summary>
internal sealed class RateBook
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly string[] DefaultCardNames =
    [
        "ups-cn", "ups-de", "ups-gb", "ups-us", "dhl-express-cn", "dhl-express-de", "dhl-express-gb", "dhl-express-us", "dhl-parcel-de",
    ];

    private static readonly Lazy<IReadOnlyList<RateCardFile>> DefaultCards = new(ReadDefaultCards);
    private static readonly Lazy<ShoppingPolicy> DefaultPolicy = new(ReadDefaultPolicy);

    private readonly ServiceCard[]?[] byOrigin = new ServiceCard[CountryIndex.Count][];

    /// <param name="cards">The company's own; the demo cards of <c>Rules/rate-cards</c> where it has none.</param>
    /// <param name="cartons">Its own; the default catalogue where it has none.</param>
    /// <param name="policy">Its own, or null for the default.</param>
    public RateBook(long version, IReadOnlyList<RateCardFile> cards, CartonCatalogue? cartons, ShoppingPolicy? policy)
    {
        Version = version;
        Cartons = cartons ?? CartonCatalogue.Default;
        Policy = policy ?? DefaultPolicy.Value;
        var services = (cards.Count > 0 ? cards : DefaultCards.Value).SelectMany(Compile).ToList();
        foreach (var origin in services.GroupBy(service => service.Origin)) byOrigin[CountryIndex.Of(origin.Key)] = InOrder(origin);
        foreach (var service in services) ByCode[service.Code] = service;
    }

    /// <summary>The cards that come with the product.</summary>
    public static IReadOnlyList<RateCardFile> ComesWithIt => DefaultCards.Value;

    public static RateBook Default { get; } = new(0, [], null, null);

    public long Version { get; }
    public CartonCatalogue Cartons { get; }
    public ShoppingPolicy Policy { get; }
    public PostcodeAreas Remote { get; } = RemoteAreas.Areas;
    private Dictionary<string, ServiceCard> ByCode { get; } = new(StringComparer.Ordinal);

    /// <summary>All dated cards of the services from there, by code.</summary>
    public ReadOnlySpan<ServiceCard> From(string country) => CountryIndex.Of(country) is var at and >= 0 ? byOrigin[at] : default;

    /// <summary>The carrier's own code for a service that once was planned; null when no card names it any more.</summary>
    public string? WireCode(string service) => ByCode.GetValueOrDefault(service)?.WireCode;

    private static IEnumerable<ServiceCard> Compile(RateCardFile card)
    {
        var pickUp = PickUp.From(card.PickUp);
        return card.Services.Select(service => new ServiceCard(card, service, pickUp));
    }

    private static ServiceCard[] InOrder(IEnumerable<ServiceCard> services)
    {
        ServiceCard[] cards = [.. services.OrderBy(card => card.Code, StringComparer.Ordinal).ThenBy(card => card.ValidFrom)];
        for (var i = 0; i + 1 < cards.Length; i++)
            if (cards[i].Code == cards[i + 1].Code) cards[i].EndBefore(cards[i + 1].ValidFrom);
        return cards;
    }

    private static List<RateCardFile> ReadDefaultCards()
    {
        var cards = new List<RateCardFile>();
        foreach (var name in DefaultCardNames)
        {
            using var stream = RuleFile.Open(typeof(RateBook).Assembly, $"rate-cards/{name}.json");
            cards.Add(RateCardFile.Read(stream));
        }

        return cards;
    }

    private static ShoppingPolicy ReadDefaultPolicy()
    {
        using var stream = RuleFile.Open(typeof(RateBook).Assembly, "rate-shopping.json");
        var file = JsonSerializer.Deserialize<PolicyFile>(stream, Json)!;
        return new(new(file.DayValueMinor, file.DayValueCurrency), new("Shopping policy", file.Source, file.ValidFrom));
    }

    private sealed record PolicyFile(string Source, DateOnly ValidFrom, long DayValueMinor, string DayValueCurrency);
}

/// <summary>Where carriers ask more for delivery (<c>Rules/remote-areas.tsv</c>).</summary>
internal static class RemoteAreas
{
    public static PostcodeAreas Areas { get; } = new(RuleFile.Rows(typeof(RemoteAreas).Assembly, "remote-areas.tsv")
        .SelectMany(row => row[1].Split(',').Select(prefix => (row[0], prefix == "*" ? "" : prefix, 1))));
}
