using Entrepot.Kernel;

namespace Entrepot.Tax.Domain;

internal static class TaxProblems
{
    public static Problem UnknownCountry(string country) =>
        NoRate($"No tax rate is known for '{country}'. Add one with its source to Rules/vat-rates.tsv.");

    public static Problem UnknownProvince(string country, string province) =>
        NoRate($"The tax of {country} depends on the province, and '{province}' is none of its codes or names. Correct the address.");

    public static Problem NotOnThatDay(string country, DateOnly on) =>
        NoRate($"No tax rate of {country} is known for {on:yyyy-MM-dd}. Add one with its source to Rules/vat-rates.tsv.");

    private static Problem NoRate(Sentence message) => Problem.Invalid("tax.no_rate", message);
}
