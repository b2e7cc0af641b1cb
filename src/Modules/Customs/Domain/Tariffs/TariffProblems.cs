using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

internal static class TariffProblems
{
    public static Problem NoFile(string path) => Problem.Invalid("customs.no_tariff_file", $"There is no file '{path}'. Give the path of a tariff as its publisher exports it.", "file");

    public static Problem NotAnHtsFile(string name) => Problem.Invalid(
        "customs.not_a_tariff_file", $"'{name}' does not read as a tariff: expected is the HTS as JSON (plain, .gz or .zip) or a CSV file with a column 'code'. Download it again; nothing was changed.", "file");

    public static Problem NoTariffRows(string name) => Problem.Invalid(
        "customs.no_tariff_rows", $"'{name}' holds no tariff line of 8 to 10 digits with a rate. Nothing was changed.", "file");

    public static Problem NoTariffOwner(string name) => Problem.Invalid(
        "customs.no_tariff_country", $"Whose tariff is '{name}'? Say the destination and its currency.", "destination");

    public static Problem NothingToRollBack(string destination) => Problem.Conflict(
        "customs.no_tariff_edition", $"No tariff of {destination} was imported that could be taken back.");

    /// <summary>How many lines a message names; the rest are in the tariff browser.</summary>
    private const int LinesInMessage = 6;

    public static Problem LineNeeded(string destination, HsDigits hs, IReadOnlyList<TariffLine> lines)
    {
        var named = string.Join("; ", [.. lines.Take(LinesInMessage).Select(line => $"{line.Code.First(8)} {line.Row.General}"), .. lines.Count > LinesInMessage ? ["…"] : Array.Empty<string>()]);
        return Problem.Invalid(CustomsProblems.LineNeededCode, $"HS {hs} is not one tariff line in {new CountryName(destination)}, and its lines differ: {named}. Choose one of 8 to 10 digits.");
    }

    public static Problem BadQuote(string field, Sentence message) => Problem.Invalid("customs.bad_quote", message, field);

    public static Problem TooManyQuotes() => Problem.Invalid("customs.too_many_quotes", "Ask for at most 512 quotes at once.", "quotes");

    public static Problem ConsignmentsExpected(int most) => Problem.Invalid("customs.no_consignments", $"Give 1 to {most} consignments to compare.", "consignments");

    public static Problem NotALineOfGoods(string text, int most) => Problem.Invalid(
        "customs.not_a_line_of_goods", $"'{text}' does not read as goods. Write at most {most} lines as code, origin, quantity, price and grams of a piece, parted by semicolons: 6109.10.00 CN 5 12.50 150.", "q");

    public static Problem NotOneWay() => Problem.Invalid(
        "customs.not_one_way", "Consignments are compared that go from one country to one destination in one currency. Compare others on their own.", "consignments");

    public static Problem NoQuote(string id) => Problem.NotFound("customs.no_quote", $"There is no kept quote {id}.");

    public static Problem QuoteExpired(string id, DateOnly lastDay) => Problem.Conflict(
        "customs.quote_expired", $"The quote {id} was honoured until {lastDay}. Ask for a new one.");

    public static Problem QuantityNeeded(long lineId, string code, string unit) => Problem.Invalid(
        "customs.quantity_needed", $"Line {lineId}: the duty on HS {code} goes by the quantity '{unit}', which is not known. Add it to the line.");

    public static Problem NotComputed(long lineId, HsDigits hs, Sentence why) => Problem.Invalid(
        "customs.no_rate", $"Line {lineId}: the duty on HS {hs} cannot be reckoned. {why} Ask a customs broker.");

    public static Problem NoLine(string code, string destination) => Problem.NotFound(
        "customs.no_tariff_line", $"The tariff of {new CountryName(destination)} has no line {code} on that day. Look it up in the tariff browser.");
}
