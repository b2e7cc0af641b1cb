namespace Entrepot.Kernel;

/// <summary>Integer division with its rounding in its name. All throw <see cref="OverflowException"/> rather than wrap.</summary>
public static class Rounding
{
    /// <summary>Nearest; a tie goes to the even neighbour (banker's rounding, the default for money here).</summary>
    public static long DivideHalfEven(Int128 dividend, Int128 divisor)
    {
        if (divisor < 0) (dividend, divisor) = (-dividend, -divisor);
        var (quotient, remainder) = Int128.DivRem(dividend, divisor);
        var twice = Int128.Abs(remainder) * 2;
        if (twice > divisor || (twice == divisor && !Int128.IsEvenInteger(quotient))) quotient += dividend < 0 ? -1 : 1;
        return checked((long)quotient);
    }

    /// <summary>Nearest; a tie goes away from zero, as tax law asks in most places.</summary>
    public static long DivideHalfUp(Int128 dividend, Int128 divisor)
    {
        if (divisor < 0) (dividend, divisor) = (-dividend, -divisor);
        var (quotient, remainder) = Int128.DivRem(dividend, divisor);
        if (Int128.Abs(remainder) * 2 >= divisor) quotient += dividend < 0 ? -1 : 1;
        return checked((long)quotient);
    }

    /// <summary>Up to the next whole unit, as carriers round a chargeable weight. Both arguments are at least zero.</summary>
    public static long DivideUp(long dividend, long divisor) => checked((dividend + divisor - 1) / divisor);

    /// <summary><paramref name="amount"/> × <paramref name="ratePpm"/> / 1,000,000, half up.</summary>
    public static long OfPpm(long amount, long ratePpm) => DivideHalfUp((Int128)amount * ratePpm, 1_000_000);
}
