using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Transport.Domain;

namespace Entrepot.Transport.Rates;

/// <summary>Whether a rate card that somebody brings can be planned with: the first fault is named with its place.</summary>
internal static class RateCardCheck
{
    private const string NoTerms = "'incoterms' must name at least one, or be left out.";

    public static Result<RateCardFile> Read(string json)
    {
        RateCardFile card;
        try
        {
            card = RateCardFile.Read(json);
        }
        catch (JsonException exception)
        {
            return TransportProblems.BadRateCard(exception.Message);
        }

        return Fault(card) is { } fault ? TransportProblems.BadRateCard(fault) : card;
    }

    private static string? Fault(RateCardFile card)
    {
        if (card.Source.Length == 0) return "'source' must say where the prices come from.";
        if (card.ValidTo < card.ValidFrom) return "'valid_to' lies before 'valid_from'.";
        if (!Countries.IsKnown(card.Origin)) return $"'origin' {card.Origin} is not a country.";
        if (!Currencies.IsKnown(card.Currency)) return $"'currency' {card.Currency} is not a currency.";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(card.PickUp.TimeZone, out _)) return $"'time_zone' {card.PickUp.TimeZone} is not known.";
        if (card.PickUp.Days.Length == 0) return "'pick_up' names no day.";
        if (card.Services.Length == 0) return "there is no service.";
        foreach (var service in card.Services)
            if (Fault(service) is { } fault) return $"service {service.Code}: {fault}";
        return null;
    }

    private static string? Fault(ServiceRow service)
    {
        if (service.Code.Length == 0 || service.WireCode.Length == 0) return "'code' and 'wire_code' must not be empty.";
        if (service.RoundingGrams <= 0 || service.StepGrams <= 0) return "'rounding_grams' and 'step_grams' must be above zero.";
        if (service.VolumetricDivisor < 0 || service.MinimumCharge < 0) return "'volumetric_divisor' and 'minimum_charge' must not be below zero.";
        if (service.ParcelMaxGrams <= 0 || service.LongestMaxMm <= 0) return "'parcel_max_grams' and 'longest_max_mm' must be above zero.";
        if (service.SidesMaxMm is { Length: not 3 }) return "'sides_max_mm' must have three sides, the longest first.";
        if (service.Incoterms is []) return NoTerms;
        if (service.UpToGrams.Length == 0 || service.UpToGrams.Zip(service.UpToGrams.Skip(1)).Any(pair => pair.First >= pair.Second)) return "'up_to_grams' must rise.";
        foreach (var zone in service.Zones)
            if (Fault(zone, service.UpToGrams.Length) is { } fault) return $"zone {zone.Name}: {fault}";
        return service.Surcharges.FirstOrDefault(surcharge => surcharge.Amount < 0 || surcharge.Ppm < 0) is { } bad ? $"surcharge {bad.Name} is below zero." : null;
    }

    private static string? Fault(ZoneRow zone, int breaks)
    {
        if (zone.Prices.Length != breaks) return $"has {zone.Prices.Length} prices for {breaks} weight breaks.";
        if (zone.Prices.Any(price => price < 0) || zone.EachFurtherStep < 0) return "has a price below zero.";
        if (zone.Incoterms is []) return NoTerms;
        if (zone.Days is not [var least, var most] || least < 0 || most < least) return "'days' must be the fewest and the most.";
        return zone.Countries.Concat(zone.Postcodes?.Keys ?? Enumerable.Empty<string>()).FirstOrDefault(country => !Countries.IsKnown(country)) is { } unknown ? $"{unknown} is not a country." : null;
    }
}
