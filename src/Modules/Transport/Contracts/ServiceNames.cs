using System.Collections.Frozen;
using Entrepot.Transport.Rates;

namespace Entrepot.Transport.Contracts;

/// <summary>What carriers call themselves and their services, for people to read; a name is a brand and is not translated.</summary>
/// <remarks>Names come from the rate cards that come with the product. What stands only on a company's own card is called by its code.</remarks>
public static class ServiceNames
{
    private static readonly Lazy<FrozenDictionary<string, string>> Services = new(() => RateBook.ComesWithIt
        .SelectMany(card => card.Services.Select(service => ($"{card.Carrier}/{service.Code}", service.Name)))
        .DistinctBy(pair => pair.Item1).ToFrozenDictionary(pair => pair.Item1, pair => pair.Name));

    private static readonly Lazy<FrozenDictionary<string, string>> Carriers = new(() => RateBook.ComesWithIt
        .DistinctBy(card => card.Carrier).ToFrozenDictionary(card => card.Carrier, card => card.CarrierName));

    /// <param name="service"><c>carrier/service</c>, e.g. <c>ups/economy-ddp</c>; null or empty stays.</param>
    public static string? Of(string? service) => service is null ? null : Services.Value.GetValueOrDefault(service, service);

    /// <param name="carrier">The carrier's code, e.g. <c>dhl-parcel-de</c>.</param>
    public static string OfCarrier(string carrier) => Carriers.Value.GetValueOrDefault(carrier, carrier);
}
