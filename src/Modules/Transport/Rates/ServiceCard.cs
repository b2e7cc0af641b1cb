using Entrepot.Kernel;

namespace Entrepot.Transport.Rates;

/// <summary>One service of one dated rate card, ready to be asked: zone tables as arrays, sources made once.</summary>
internal sealed class ServiceCard
{
    private readonly ServiceRow row;
    private readonly int[] zoneByCountry = new int[CountryIndex.Count];
    private readonly PostcodeAreas zonesByPostcode;
    private readonly int batteries;
    private readonly Incoterms[] incoterms;

    public ServiceCard(RateCardFile card, ServiceRow row, PickUp pickUp)
    {
        this.row = row;
        PickUp = pickUp;
        Origin = card.Origin;
        Code = $"{card.Carrier}/{row.Code}";
        Currency = card.Currency;
        ValidFrom = card.ValidFrom;
        ValidTo = card.ValidTo ?? DateOnly.MaxValue;
        Carrier = card.Carrier;
        Source = new($"{row.Name} from {card.Origin}", card.Source, card.ValidFrom);
        BaseSources = [.. row.Zones.Select(zone => new TraceSource($"{row.Name} from {card.Origin}, zone {Sentence.OfRule(zone.Name)}", card.Source, card.ValidFrom))];
        SurchargeSources = [.. row.Surcharges.Select(surcharge => new TraceSource($"{row.Name} from {card.Origin}, {Sentence.OfRule(surcharge.Name)}", card.Source, card.ValidFrom))];
        Array.Fill(zoneByCountry, -1);
        for (var zone = 0; zone < row.Zones.Length; zone++)
            foreach (var country in row.Zones[zone].Countries) zoneByCountry[CountryIndex.Of(country)] = zone;
        zonesByPostcode = new(row.Zones.SelectMany((zone, at) => (zone.Postcodes ?? []).SelectMany(country => country.Value.Select(prefix => (country.Key, prefix, at)))));
        foreach (var battery in row.Batteries) batteries |= 1 << (int)battery;
        incoterms = [.. row.Zones.Select(zone => new Incoterms(zone.Incoterms ?? row.Incoterms))];
    }

    /// <summary><c>carrier/service</c>.</summary>
    public string Code { get; }
    public string Name => row.Name;
    public string Carrier { get; }
    public string WireCode => row.WireCode;
    public string Currency { get; }
    public DateOnly ValidFrom { get; }

    /// <summary>The day before a newer card of the same service takes over, at the latest.</summary>
    public DateOnly ValidTo { get; private set; }
    public PickUp PickUp { get; }
    public string Origin { get; }
    public TraceSource Source { get; }
    public TraceSource[] BaseSources { get; }
    public TraceSource[] SurchargeSources { get; }
    public ReadOnlySpan<SurchargeRow> Surcharges => row.Surcharges;

    public bool IsValidOn(DateOnly day) => ValidFrom <= day && day <= ValidTo;

    /// <summary>A newer card begins on <paramref name="day"/>.</summary>
    public void EndBefore(DateOnly day)
    {
        if (ValidTo >= day) ValidTo = day.AddDays(-1);
    }

    public ZoneRow Zone(int zone) => row.Zones[zone];

    /// <summary>The zone of the destination; -1 where the service does not go there.</summary>
    public int ZoneOf(Load load)
    {
        if (load.Country < 0) return -1;
        var byPostcode = zonesByPostcode.Find(load.Country, load.PostcodeSpan);
        return byPostcode >= 0 ? byPostcode : zoneByCountry[load.Country];
    }

    /// <summary>Why the service does not take these goods; null when it does.</summary>
    public Sentence? Refuses(Load load, int zone)
    {
        if (load.Incoterm is { } incoterm && !incoterms[zone].Include(incoterm)) return $"delivers {incoterms[zone]}, not {Incoterms.Code(incoterm)}";
        if ((load.Batteries & ~batteries) != 0) return "does not take these batteries";
        if (load.HasLiquid && !row.Liquids) return "does not take liquids";
        if (row.ParcelsMax > 0 && load.ParcelCount > row.ParcelsMax) return $"takes {row.ParcelsMax} parcel, not {load.ParcelCount}";
        foreach (ref readonly var parcel in load.Parcels)
        {
            if (parcel.GrossWeightGrams > row.ParcelMaxGrams) return $"a parcel of {Grams(parcel.GrossWeightGrams)} is above {Grams(row.ParcelMaxGrams)}";
            if (parcel.Longest > row.LongestMaxMm) return $"a side of {parcel.Longest} mm is above {row.LongestMaxMm} mm";
            if (row.GirthMaxMm > 0 && parcel.Girth > row.GirthMaxMm) return $"length and girth of {parcel.Girth} mm are above {row.GirthMaxMm} mm";
            if (row.SumOfSidesMaxMm > 0 && parcel.SumOfSides > row.SumOfSidesMaxMm) return $"sides of {parcel.SumOfSides} mm together are above {row.SumOfSidesMaxMm} mm";
            if (row.SidesMaxMm is { } sides && (parcel.Longest > sides[0] || parcel.Middle > sides[1] || parcel.Shortest > sides[2])) return $"a parcel is larger than {sides[0]} × {sides[1]} × {sides[2]} mm";
        }

        return null;
    }

    /// <summary>max(actual, volumetric), rounded up to the service's step.</summary>
    public long ChargeableGrams(in LoadParcel parcel)
    {
        // Cubic millimetres ÷ (cm³ per kg) are grams: a thousand of each cancel out.
        var volumetric = row.VolumetricDivisor == 0 ? 0 : Rounding.DivideUp(parcel.Volume, row.VolumetricDivisor);
        return Rounding.DivideUp(Math.Max(parcel.GrossWeightGrams, volumetric), row.RoundingGrams) * row.RoundingGrams;
    }

    /// <summary>The base price in minor units of the card's currency, and the chargeable weight it is for.</summary>
    public (long Price, long ChargeableGrams) Base(Load load, int zone)
    {
        var (price, chargeable) = (0L, 0L);
        foreach (ref readonly var parcel in load.Parcels)
        {
            var grams = ChargeableGrams(parcel);
            chargeable += grams;
            if (row.PricedPer == PriceUnit.Parcel) price += PriceOf(grams, row.Zones[zone]);
        }

        if (row.PricedPer == PriceUnit.Consignment) price = PriceOf(chargeable, row.Zones[zone]);
        return (Math.Max(price, row.MinimumCharge), chargeable);
    }

    private long PriceOf(long grams, ZoneRow zone)
    {
        var breaks = row.UpToGrams;
        var at = Array.BinarySearch(breaks, grams);
        if (at < 0) at = ~at;
        return at < breaks.Length ? zone.Prices[at] : zone.Prices[^1] + (Rounding.DivideUp(grams - breaks[^1], row.StepGrams) * zone.EachFurtherStep);
    }

    private static string Grams(long grams) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{grams / 1000m:0.##} kg");
}
