using Entrepot.Kernel;

namespace Entrepot.Channels.Domain;

/// <summary>What quantity × unit price comes to.</summary>
internal static class LineAmount
{
    /// <summary>In minor units of the currency, rounded half even: the one rounding that an order line goes through.</summary>
    public static long Minor(long quantity, long unitPriceMicros, string currency) =>
        Rounding.DivideHalfEven((Int128)quantity * unitPriceMicros * (long)Currencies.Scale(currency), 1_000_000);

    /// <summary>In major units, exact.</summary>
    public static decimal Exact(long quantity, long unitPriceMicros) => quantity * (unitPriceMicros / 1_000_000m);
}
