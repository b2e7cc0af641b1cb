using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Kernel;
using Entrepot.Platform.Http;

namespace Entrepot.Transport.Rates;

/// <summary>One carrier's agreed prices from one country, as they are written in <c>Rules/rate-cards</c> and stored per company.</summary>
/// <param name="ValidFrom">First day, by the day the goods are ready.</param>
/// <param name="ValidTo">Last day; null until a newer card is known.</param>
internal sealed record RateCardFile(
    string Source, DateOnly ValidFrom, DateOnly? ValidTo, string Carrier, string CarrierName, string Origin, string Currency,
    PickUpRow PickUp, ServiceRow[] Services)
{
    private static readonly JsonSerializerOptions Json = new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
    }.Demanding();

    /// <exception cref="JsonException">The text is not a rate card.</exception>
    public static RateCardFile Read(string json) => JsonSerializer.Deserialize<RateCardFile>(json, Json) ?? throw new JsonException("It is null.");

    public static RateCardFile Read(Stream json) => JsonSerializer.Deserialize<RateCardFile>(json, Json) ?? throw new JsonException("It is null.");
}

/// <summary>When the carrier collects: local time and days of the week.</summary>
internal sealed record PickUpRow(string TimeZone, TimeOnly CutOff, DayOfWeek[] Days);

/// <param name="WireCode">The carrier's own code of the service.</param>
/// <param name="VolumetricDivisor">Cubic centimetres that count as one kilogram; zero where only real weight counts.</param>
/// <param name="RoundingGrams">Chargeable weight is rounded up to a multiple of this, per parcel.</param>
/// <param name="MinimumCharge">Minor units; the base price is never below it.</param>
/// <param name="GirthMaxMm">Longest side plus twice the others; zero for no limit. So with all limits in millimetres.</param>
/// <param name="Incoterms">The terms it delivers under where customs lies between the two; absent: any.</param>
/// <param name="UpToGrams">Weight breaks, rising; every zone has one price for each.</param>
/// <param name="StepGrams">Beyond the last break, each begun step costs the zone's <c>each_further_step</c>.</param>
internal sealed record ServiceRow(
    string Code, string Name, string WireCode, PriceUnit PricedPer, int VolumetricDivisor, int RoundingGrams, long MinimumCharge,
    long ParcelMaxGrams, int LongestMaxMm, int GirthMaxMm, int[]? SidesMaxMm, int SumOfSidesMaxMm, int ParcelsMax,
    BatteryKind[] Batteries, bool Liquids, Incoterm[]? Incoterms, long[] UpToGrams, long StepGrams, ZoneRow[] Zones, SurchargeRow[] Surcharges);

/// <param name="Days">Fewest and most days from hand-over to delivery.</param>
/// <param name="Postcodes">Prefixes by country; they win over another zone's whole country, longer ones over shorter.</param>
/// <param name="Incoterms">Instead of the service's, where it delivers under other terms there; absent: the service's.</param>
/// <param name="Prices">Minor units, one per weight break.</param>
internal sealed record ZoneRow(string Name, int[] Days, string[] Countries, Dictionary<string, string[]>? Postcodes, Incoterm[]? Incoterms, long[] Prices, long EachFurtherStep);

/// <param name="Amount">Minor units per parcel, consignment or begun kilogram.</param>
/// <param name="Min">With <see cref="SurchargeUnit.Kilogram"/>: never less than this.</param>
/// <param name="Ppm">With <see cref="SurchargeUnit.Share"/>: of everything listed before it.</param>
internal sealed record SurchargeRow(
    string Name, SurchargeCondition When, SurchargeUnit Per, long Amount, long Min, long Ppm, int LongerThanMm, int GirthOverMm, long HeavierThanGrams);

internal enum PriceUnit { Consignment, Parcel }

internal enum SurchargeUnit { Consignment, Parcel, Kilogram, Share }

internal enum SurchargeCondition { Always, Remote, Residential, Oversize, Overweight, Battery, Liquid }
