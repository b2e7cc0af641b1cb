using System.Collections.Frozen;

namespace Entrepot.Kernel;

/// <summary>
/// Exchange rates of one day against one base currency, as an immutable table that a batch carries along.
/// </summary>
/// <param name="Day">The day the rates are of; the latest published on or before the day asked for.</param>
/// <param name="Base">The currency one unit of which the rates price, e.g. <c>EUR</c> for the ECB's.</param>
/// <param name="RatesE6">Units of a currency for one unit of the base, in millionths (1 EUR = 1.0832 USD is 1,083,200).</param>
/// <param name="Source">Who published them.</param>
public sealed record FxTable(DateOnly Day, string Base, FrozenDictionary<string, long> RatesE6, string Source)
{
    public bool Knows(string currency) => currency == Base || RatesE6.ContainsKey(currency);

    /// <summary>Converts through the base, rounded half even once, to the target's minor units.</summary>
    /// <returns>Refused with <c>money.no_rate</c> when either currency has no rate in this table.</returns>
    public Result<Money> Convert(Money amount, string to)
    {
        if (amount.Currency == to) return amount;
        if (Rate(amount.Currency) is not { } from) return NoRate(amount.Currency);
        if (Rate(to) is not { } target) return NoRate(to);

        // minor × scale(to) × rate(to) ÷ (scale(from) × rate(from)), all whole numbers.
        var dividend = (Int128)amount.Minor * (long)Currencies.Scale(to) * target;
        var divisor = (Int128)(long)Currencies.Scale(amount.Currency) * from;
        return new Money(Rounding.DivideHalfEven(dividend, divisor), to);
    }

    private long? Rate(string currency) => currency == Base ? 1_000_000 : RatesE6.TryGetValue(currency, out var rate) ? rate : null;

    private Problem NoRate(string currency) => Problem.Invalid("money.no_rate", $"There is no exchange rate for {currency} on {Day:yyyy-MM-dd} ({Source}). Import newer rates.");
}
