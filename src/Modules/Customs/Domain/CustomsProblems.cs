using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain;

internal static class CustomsProblems
{
    public static Problem Unclassified(long lineId, string code) => Problem.Invalid(
        "customs.unclassified", code.Length == 0
            ? (Sentence)$"Line {lineId} has no HS code. Classify the product."
            : $"Line {lineId}: '{code}' is not a code of 6 to 10 digits. Correct the product's classification.");

    public static Problem NoDestination(string country) =>
        NoRate($"No import rules are known for {new CountryName(country)}. Ask a customs broker, and add them with their source to Rules/regimes.tsv.");

    public static Problem NoRegime(string country, DateOnly on, Sentence notes) =>
        NoRate($"No known import rule of {new CountryName(country)} fits this consignment on {on}. Ask a customs broker. {notes}");

    public static Problem NoDuty(string country, long lineId, HsDigits hs, Sentence notes) =>
        NoRate($"Line {lineId}: no duty rate of {new CountryName(country)} is known for HS {hs}. Ask a customs broker. {notes}");

    public static Problem OnlyARange(string country, long lineId, HsDigits hs, DutyMeasure measure, DutyRate range, Sentence notes) =>
        NoRate($"Line {lineId}: of the duty of {new CountryName(country)} on HS {hs} ({measure.Label}) only a range is known, from {new Percentage(range.FromPpm ?? 0)} to {new Percentage(range.AdValoremPpm)}. Ask a customs broker. {notes}");

    /// <summary>How many lines a message names; the rest are on the tariff's page.</summary>
    private const int LinesInMessage = 6;

    public const string LineNeededCode = "customs.tariff_line_needed";

    public static Problem LineNeeded(string country, long lineId, HsDigits hs, DutyMeasure measure, IReadOnlyList<DutyRate> lines)
    {
        var named = Sentence.Join("; ", [.. lines.Take(LinesInMessage).Select(line => (Sentence)$"{line.Hs} {RateWords.Of(line, measure.Currency)}"), .. lines.Count > LinesInMessage ? ["…"] : Array.Empty<Sentence>()]);
        return Problem.Invalid(LineNeededCode,
            $"Line {lineId}: HS {hs} is not one tariff line in {new CountryName(country)}, and its lines differ in {measure.Label}: {named}. Choose the product's line of 8 to 10 digits on the tariff page.");
    }

    /// <summary>The same by an imported edition.</summary>
    public static Problem LineNeeded(string country, long lineId, HsDigits hs, TariffEdition edition)
    {
        var lines = edition.Below(hs);
        var named = string.Join("; ", [.. lines.Take(LinesInMessage).Select(line => $"{line.Code.First(8)} {line.Row.General}"), .. lines.Count > LinesInMessage ? ["…"] : Array.Empty<string>()]);
        return Problem.Invalid(LineNeededCode,
            $"Line {lineId}: HS {hs} is not one tariff line in {new CountryName(country)}, and its lines differ in {edition.Head.Title}: {named}. Choose the product's line of 8 to 10 digits on the tariff page.");
    }

    public static Problem NoTariffCountry() => Problem.Invalid("customs.no_tariff_country", "Whose tariff? Choose the destination.", "to");

    public static Problem NotATariffCode(string code) => Problem.Invalid("customs.not_a_tariff_code", $"'{code}' is not a tariff code: give 2 to 10 digits.", "code");

    public static Problem NoTax(Problem tax) => NoRate(tax.Message);

    public static Problem Remedy(long lineId, HsDigits hs, string origin, string source) =>
        NoRate($"Line {lineId}: HS {hs} of {origin} pays an anti-dumping or countervailing duty that depends on the exporter ({source}). Ask a customs broker.");

    public static Problem Excise(string country, long lineId, HsDigits hs, string source) => Problem.Invalid(
        "customs.excise_unknown", $"Line {lineId}: HS {hs} bears excise duty in {new CountryName(country)}, whose rates are not carried ({source}). Ask a customs broker, or ship from a warehouse inside the border.");

    public static Problem NoOrigin(long lineId, Sentence measure) => Problem.Invalid(
        "customs.no_origin", $"Line {lineId} has no country of origin, and {measure} depends on it. Add the origin to the product.");

    public static Problem NoWeight(long lineId, HsDigits hs) => Problem.Invalid(
        "customs.no_weight", $"Line {lineId}: the duty on HS {hs} is by weight, and the weight is not known. Add it to the product.");

    public static Problem NothingToClear() => Problem.Invalid("customs.nothing_to_clear", "The consignment has no lines with goods.");

    public const string NoPartyListCode = "customs.no_party_list";

    private const string WhichPartyFiles = "sdn.csv (with alt.csv and add.csv), cons_prim.csv (with cons_alt.csv and cons_add.csv), dpl.txt, or the UN's consolidated.xml";

    public static Problem NoPartyList(string folder) => Problem.Invalid(NoPartyListCode, $"'{folder}' holds no list that can be read. Put there {WhichPartyFiles}.");

    public static Problem NoListLoaded() => Problem.Invalid(
        "customs.no_list_loaded", "No denied-party list is loaded, so nobody was screened. Give one with --list, or import it with './run parties import FOLDER'.");

    public static Problem NoPartyListAmong(IEnumerable<string> files) =>
        Problem.Invalid(NoPartyListCode, $"None of {string.Join(", ", files)} is a list that can be read. Choose {WhichPartyFiles}.", "files");

    public static Problem NoPartyFiles() => Problem.Invalid("customs.no_party_files", "No file was chosen. Choose the files as their publisher names them.", "files");

    public static Problem BadPartyList(string file, int row) => Problem.Invalid(
        "customs.bad_party_list", $"{Path.GetFileName(file)}, row {row}, does not read as this list. Download it again; nothing was changed.");

    private static Problem NoRate(Sentence message) => Problem.Invalid("customs.no_rate", message);
}
