using Entrepot.Kernel;

namespace Entrepot.Transport.Rates;

/// <summary>What a carrier asks about a consignment before it names a price; worked out once per request, not once per service.</summary>
internal sealed class Load
{
    private LoadParcel[] parcels = new LoadParcel[4];

    public int Country { get; private set; }
    public bool IsRemote { get; private set; }
    public bool IsResidential { get; private set; }
    public bool HasLiquid { get; private set; }

    /// <summary>The terms that a service must deliver under; null where no customs lies on the way and they do not matter.</summary>
    public Incoterm? Incoterm { get; private set; }

    /// <summary>One bit per <see cref="BatteryKind"/> among the goods.</summary>
    public int Batteries { get; private set; }
    public int ParcelCount { get; private set; }
    public char[] Postcode { get; } = new char[Rates.Postcode.LengthMax];
    public int PostcodeLength { get; private set; }

    public ReadOnlySpan<LoadParcel> Parcels => parcels.AsSpan(0, ParcelCount);
    public ReadOnlySpan<char> PostcodeSpan => Postcode.AsSpan(0, PostcodeLength);

    public void To(string country, string postcode, bool isResidential, PostcodeAreas remote)
    {
        Country = CountryIndex.Of(country);
        PostcodeLength = Rates.Postcode.Normalise(postcode, Postcode);
        IsRemote = Country >= 0 && remote.Find(Country, PostcodeSpan) >= 0;
        IsResidential = isResidential;
        (HasLiquid, Batteries, ParcelCount) = (false, 0, 0);
    }

    public void Under(Incoterm incoterm, string from, string to) =>
        Incoterm = Countries.IsCustomsBorder(from, to) ? incoterm : null;

    public void Contain(BatteryKind battery, bool isLiquid)
    {
        if (battery != BatteryKind.None) Batteries |= 1 << (int)battery;
        HasLiquid |= isLiquid;
    }

    public void Add(in Dimensions outer, long grossWeightGrams)
    {
        if (ParcelCount == parcels.Length) Array.Resize(ref parcels, ParcelCount * 2);
        parcels[ParcelCount++] = LoadParcel.From(outer, grossWeightGrams);
    }
}

/// <summary>A parcel by its sides in order; a weight alone has none, and its volume counts as nothing.</summary>
internal readonly record struct LoadParcel(int Longest, int Middle, int Shortest, long Volume, long GrossWeightGrams)
{
    public int Girth => Longest + (2 * (Middle + Shortest));
    public int SumOfSides => Longest + Middle + Shortest;

    public static LoadParcel From(in Dimensions outer, long grossWeightGrams)
    {
        var (a, b, c) = (outer.LengthMillimetres, outer.WidthMillimetres, outer.HeightMillimetres);
        var longest = Math.Max(a, Math.Max(b, c));
        var shortest = Math.Min(a, Math.Min(b, c));
        return new(longest, a + b + c - longest - shortest, shortest, outer.VolumeCubicMillimetres, grossWeightGrams);
    }
}
