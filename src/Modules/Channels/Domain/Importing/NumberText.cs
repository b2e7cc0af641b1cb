namespace Entrepot.Channels.Domain.Importing;

/// <summary>Reads amounts exactly as a profile says they are written; anything else is not a number. No floating point.</summary>
internal sealed class NumberText(NumberRules rules)
{
    private const int MicroDigits = 6;

    private readonly char point = rules.Decimal[0];
    private readonly char group = rules.Thousands.Length > 0 ? rules.Thousands[0] : '\0';

    /// <summary>The number in millionths; null when it is not one, has more than six decimals or does not fit.</summary>
    public long? Micros(string text) => Read(text, MicroDigits);

    /// <summary>A whole number; <c>6</c> and <c>6.00</c> are whole, <c>6.5</c> is not.</summary>
    public long? Whole(string text) => Read(text, 0);

    /// <summary>Digits with at most <paramref name="decimals"/> significant ones after the point, scaled up by that many.</summary>
    public long? Read(string text, int decimals)
    {
        var rest = text.AsSpan().Trim();
        var isNegative = false;
        if (rest.Length > 0 && rest[0] is '-' or '+' or '\u2212')
        {
            isNegative = rest[0] != '+';
            rest = rest[1..];
        }

        var at = rest.IndexOf(point);
        var whole = at < 0 ? rest : rest[..at];
        var fraction = at < 0 ? [] : rest[(at + 1)..];
        if (whole.Length + fraction.Length == 0 || (whole.Length > 0 && !AreGroups(whole)) || fraction.ContainsAnyExceptInRange('0', '9')) return null;

        fraction = fraction.TrimEnd('0');
        if (fraction.Length > decimals) return null;
        Int128 value = 0;
        foreach (var digit in whole)
            if (digit != group && (value = (value * 10) + (digit - '0')) > long.MaxValue) return null;
        for (var i = 0; i < decimals; i++)
            if ((value = (value * 10) + (i < fraction.Length ? fraction[i] - '0' : 0)) > long.MaxValue) return null;
        return (long)(isNegative ? -value : value);
    }

    /// <summary>Digits, or digits in groups of three: <c>1,234</c> is a number and <c>1,23</c> is a mistake.</summary>
    private bool AreGroups(ReadOnlySpan<char> whole)
    {
        if (group == '\0' || !whole.Contains(group)) return !whole.ContainsAnyExceptInRange('0', '9');
        var isFirst = true;
        foreach (var part in whole.Split(group))
        {
            var digits = whole[part];
            if (digits.ContainsAnyExceptInRange('0', '9') || (isFirst ? digits.Length is 0 or > 3 : digits.Length != 3)) return false;
            isFirst = false;
        }

        return true;
    }
}
