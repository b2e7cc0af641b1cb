using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>An amount without its currency, <c>12.30</c>, written straight into an explanation without a string of its own.</summary>
internal readonly struct Figure(long minor, string currency) : ISpanFormattable
{
    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    public string ToString(string? format, IFormatProvider? formatProvider) => Decimal().ToString(Format(), CultureInfo.InvariantCulture);

    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Decimal().TryFormat(destination, out charsWritten, Format(), CultureInfo.InvariantCulture);

    private decimal Decimal() => minor / Currencies.Scale(currency);

    private string Format() => Currencies.Decimals(currency) switch { 0 => "F0", 2 => "F2", 3 => "F3", var digits => "F" + digits.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>A rate in per cent, <c>5.5 %</c>.</summary>
internal readonly struct Percent(long ppm) : ISpanFormattable
{
    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    public string ToString(string? format, IFormatProvider? formatProvider) => (ppm / 10_000m).ToString("0.####", CultureInfo.InvariantCulture) + " %";

    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        if (!(ppm / 10_000m).TryFormat(destination, out charsWritten, "0.####", CultureInfo.InvariantCulture) || destination.Length < charsWritten + 2) return false;

        " %".CopyTo(destination[charsWritten..]);
        charsWritten += 2;
        return true;
    }
}
