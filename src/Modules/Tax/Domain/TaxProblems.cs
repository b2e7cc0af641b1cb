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

    public static Problem RegistrationNotFound(long id) => Problem.NotFound("tax.registration_not_found", $"There is no tax registration {id:0}.");

    public static Problem UnknownPlace(string country) => Problem.Invalid("tax.unknown_country", $"'{country}' is not a country.", "country");

    public static Problem NotInTheUnion(string country) => Problem.Invalid("tax.not_in_the_union", $"{country} is not a member state of the EU: a one-stop shop is registered in one.", "country");

    public static Problem RegionMissing() => Problem.Invalid("tax.region_missing", "Sales tax is that of a state or province: give its code, e.g. CA.", "region");

    public static Problem UnknownCurrency(string currency) => Problem.Invalid("tax.unknown_currency", $"'{currency}' is not a currency.", "currency");

    public static Problem NumberMissing() => Problem.Invalid("tax.number_missing", "Give the number under which the tax office knows the company.", "number");

    public static Problem EndsBeforeItBegins() => Problem.Invalid("tax.ends_before_it_begins", "The last day lies before the first.", "validTo");

    public static Problem Overlaps(string number) => Problem.Conflict("tax.registration_overlaps", $"{number} is registered for the same tax in that time. End it first.");

    public static Problem UnknownPeriod(string period) => Problem.NotFound("tax.unknown_period", $"'{period}' is not a period of this registration: a month is written 2026-10, a quarter 2026-Q4.");

    public static Problem NotOver(DateOnly last) => Problem.Conflict("tax.period_not_over", $"The period runs until {last}. File it when it is over.");

    public static Problem EarlierFirst(string period) => Problem.Conflict("tax.earlier_period_open", $"{period} is not filed yet. File it first: what is sold late in it belongs there.");

    public static Problem FiledAlready(string period) => Problem.Conflict("tax.filed_already", $"{period} is filed. What changes now is a correction in a later return.");

    public static Problem NotFiled(string period) => Problem.Conflict("tax.not_filed", $"{period} is not filed.");

    public static Problem LaterFiled(string period) => Problem.Conflict("tax.later_period_filed", $"{period} is filed after it: take that one back first.");

    public static Problem NoSuchFile(string format) => Problem.NotFound("tax.no_such_file", $"This return is not written as '{format}'.");

    private static Problem NoRate(Sentence message) => Problem.Invalid("tax.no_rate", message);
}
