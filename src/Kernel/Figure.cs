using System.Globalization;

namespace Entrepot.Kernel;

/// <summary>An amount in a sentence that has named its currency already: <c>12.30</c>. Screens write it as their language does.</summary>
public readonly record struct Figure(long Minor, string Currency)
{
    public decimal ToDecimal() => Minor / Currencies.Scale(Currency);

    public override string ToString() => ToDecimal().ToString("F" + Currencies.Decimals(Currency).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <summary>A rate in a sentence, in per cent: <c>5.5 %</c>. Screens write it as their language does.</summary>
public readonly record struct Percentage(long Ppm)
{
    public decimal ToDecimal() => Ppm / 10_000m;

    public override string ToString() => ToDecimal().ToString("0.####", CultureInfo.InvariantCulture) + " %";
}
