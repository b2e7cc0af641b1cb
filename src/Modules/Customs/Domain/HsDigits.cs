namespace Entrepot.Customs.Domain;

/// <summary>The digits of a tariff code, dots and blanks left out; 0 to 10 of them.</summary>
internal readonly record struct HsDigits(long Value, int Length)
{
    private const int LengthMax = 10;

    /// <summary>Six digits are the world-wide code; below that there is no classification.</summary>
    public bool IsClassified => Length >= 6;

    public static HsDigits Of(string code)
    {
        long value = 0;
        var length = 0;
        foreach (var character in code)
        {
            if (character is '.' or ' ') continue;
            if (!char.IsAsciiDigit(character) || length == LengthMax) return default;
            value = (value * 10) + (character - '0');
            length++;
        }

        return new HsDigits(value, length);
    }

    /// <summary>The first digits of the code, or the code itself where it is shorter.</summary>
    public HsDigits First(int digits)
    {
        var value = Value;
        for (var length = Length; length > digits; length--) value /= 10;
        return new HsDigits(value, Math.Min(Length, digits));
    }

    public bool StartsWith(HsDigits prefix) => Length >= prefix.Length && First(prefix.Length).Value == prefix.Value;

    public bool StartsWithAny(HsDigits[] prefixes)
    {
        foreach (var prefix in prefixes)
            if (StartsWith(prefix)) return true;
        return false;
    }

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(Length, '0');
}
