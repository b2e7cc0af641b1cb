using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Describing;

/// <summary>What is wrong with a declaration, each with the name in the description it is about.</summary>
internal static class CheckProblems
{
    public static Problem Missing(string place, string source) => Problem.Invalid("customs.declaration_lacks", $"{place} is missing ({source}).", place);

    public static Problem Unfitting(string place, string value, string words, string source) =>
        Problem.Invalid("customs.declaration_code", $"{place}: '{value}' does not look like {words} ({source}).", place);

    public static Problem NoCountry(string place, string code) => Problem.Invalid("customs.declaration_country", $"{place}: '{code}' is no country of ISO 3166-1.", place);

    public static Problem NoCurrency(string place, string amount) => Problem.Invalid("customs.declaration_currency", $"{place}: the currency of '{amount}' is none of ISO 4217.", place);

    public static Problem MixedCurrency(string place, string currency) => Problem.Invalid("customs.declaration_currencies", $"{place} is in {currency}, and an item's price is not.", place);

    public static Problem Differs(string place, string said, string sum) => Problem.Invalid("customs.declaration_sum", $"{place} says {said}, and the items make {sum}.", place);

    public static Problem Heavier(string place, string net, string gross) => Problem.Invalid("customs.declaration_weight", $"{place}: {net} kg net is more than {gross} kg gross.", place);

    public static Problem NeedsOther(string place, string because) => Problem.Invalid("customs.declaration_pair", $"{place} is missing, which goes with {because}.", place);

    public static Problem Vague(string place, string term) => Problem.Invalid("customs.declaration_vague", $"{place}: '{term}' is a term that customs refuse. Say what the goods are, what of and what for.", place);

    public static Problem NotJson(string why) => Problem.Invalid("customs.declaration_not_json", $"The description is no JSON object: {why}");

    public static Problem TooLarge(long most) => Problem.Invalid("customs.declaration_too_large", $"The description is larger than {most} bytes.");
}
