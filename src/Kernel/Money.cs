using System.Globalization;

namespace Entrepot.Kernel;

/// <summary>An amount in minor units (cents, fen, fils; whole yen) of one currency. Arithmetic is checked and never mixes currencies.</summary>
public readonly record struct Money(long Minor, string Currency) : IComparable<Money>
{
    public static Money Zero(string currency) => new(0, currency);

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.Same(a).Minor), a.Currency);
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.Same(a).Minor), a.Currency);
    public static Money operator -(Money a) => new(checked(-a.Minor), a.Currency);
    public static Money operator *(Money a, long count) => new(checked(a.Minor * count), a.Currency);
    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;
    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;
    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    public int CompareTo(Money other) => Minor.CompareTo(other.Same(this).Minor);

    /// <summary>A share of this amount, rates in parts per million, rounded half up.</summary>
    public Money Ppm(long ratePpm) => new(Rounding.OfPpm(Minor, ratePpm), Currency);

    /// <summary>
    /// Splits the amount by weights so that the parts add up to it exactly: each part is rounded down and the
    /// remaining minor units go to the parts with the largest remainder, earlier ones first.
    /// </summary>
    public Money[] Allocate(IReadOnlyList<long> weights)
    {
        var total = weights.Aggregate((Int128)0, (sum, weight) => sum + weight);
        var parts = new Money[weights.Count];
        if (total == 0) weights = [.. Enumerable.Repeat(1L, total == 0 ? weights.Count : 0)];
        total = total == 0 ? weights.Count : total;

        var remainders = new Int128[weights.Count];
        var left = Minor;
        for (var i = 0; i < weights.Count; i++)
        {
            var exact = (Int128)Minor * weights[i];
            var floor = Int128.DivRem(exact, total);
            parts[i] = new((long)floor.Quotient, Currency);
            remainders[i] = Int128.Abs(floor.Remainder);
            left -= parts[i].Minor;
        }

        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i]).ThenBy(i => i).Take((int)Math.Abs(left)))
            parts[i] = new(parts[i].Minor + Math.Sign(left), Currency);
        return parts;
    }

    /// <summary>The decimal amount, scaled by the currency's ISO 4217 minor unit.</summary>
    public decimal ToDecimal() => Minor / Currencies.Scale(Currency);

    /// <summary>
    /// From a decimal amount; refused when the currency is not in ISO 4217 or the amount has more decimals than it.
    /// </summary>
    public static Result<Money> From(decimal amount, string currency)
    {
        if (!Currencies.IsKnown(currency)) return Problem.Invalid("money.unknown_currency", $"'{currency}' is not a currency of ISO 4217.");
        decimal scaled;
        try { scaled = amount * Currencies.Scale(currency); }
        catch (OverflowException) { return TooLarge(); }
        if (scaled != decimal.Truncate(scaled)) return Problem.Invalid("money.too_many_decimals", $"{amount.ToString(CultureInfo.InvariantCulture)} has more decimals than {currency} has.");
        return Math.Abs(scaled) > long.MaxValue / 4 ? TooLarge() : new Money((long)scaled, currency);

        static Problem TooLarge() => Problem.Invalid("money.too_large", "The amount is too large.");
    }

    /// <summary>For logs and traces: <c>12.30 EUR</c>. Screens format by the user's language.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ToDecimal().ToString("F" + Currencies.Decimals(Currency), CultureInfo.InvariantCulture)} {Currency}");

    private Money Same(Money other) => Currency == other.Currency ? this : throw new InvalidOperationException($"{Currency} and {other.Currency} do not mix.");
}
