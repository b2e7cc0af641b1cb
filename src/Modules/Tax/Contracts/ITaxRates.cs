using Entrepot.Kernel;

namespace Entrepot.Tax.Contracts;

/// <summary>VAT, GST and sales-tax rates by country, region, goods and day, with their source.</summary>
public interface ITaxRates
{
    /// <summary>The rate in force on <paramref name="on"/> for goods of the HS code (reduced rates by chapter where listed), else the standard rate.</summary>
    /// <returns>Refused with <c>tax.no_rate</c> when the country's rate on that day is not known; zero-tax countries answer a rate of 0.</returns>
    Result<TaxRate> Find(string country, string province, string hsCode, DateOnly on);
}

/// <param name="RatePpm">Parts per million: 19 % is 190,000.</param>
/// <param name="Kind"><c>VAT</c>, <c>GST</c>, <c>sales tax</c>, <c>consumption tax</c>.</param>
public sealed record TaxRate(string Country, string Kind, long RatePpm, TraceSource Source);
