using Entrepot.Kernel;

namespace Entrepot.Customs.Domain;

internal static class CustomsProblems
{
    public static Problem Unclassified(long lineId, string code) => Problem.Invalid(
        "customs.unclassified", code.Length == 0
            ? (Sentence)$"Line {lineId} has no HS code. Classify the product."
            : $"Line {lineId}: '{code}' is not a code of 6 to 10 digits. Correct the product's classification.");

    public static Problem NoDestination(string country) =>
        NoRate($"No import rules are known for {Named(country)}. Ask a customs broker, and add them with their source to Rules/regimes.tsv.");

    public static Problem NoRegime(string country, DateOnly on, Sentence notes) =>
        NoRate($"No known import rule of {Named(country)} fits this consignment on {on}. Ask a customs broker. {notes}");

    public static Problem NoDuty(string country, long lineId, HsDigits hs, Sentence notes) =>
        NoRate(hs.Length < 8
            ? (Sentence)$"Line {lineId}: no duty rate of {Named(country)} is known for HS {hs}. A code of 8 or 10 digits may have one. {notes}"
            : $"Line {lineId}: no duty rate of {Named(country)} is known for HS {hs}. {notes}");

    public static Problem NoTax(Problem tax) => NoRate(tax.Message);

    public static Problem Remedy(long lineId, HsDigits hs, string origin, string source) =>
        NoRate($"Line {lineId}: HS {hs} of {origin} pays an anti-dumping or countervailing duty that depends on the exporter ({source}). Ask a customs broker.");

    public static Problem NoOrigin(long lineId, string measure) => Problem.Invalid(
        "customs.no_origin", $"Line {lineId} has no country of origin, and {measure} depends on it. Add the origin to the product.");

    public static Problem NoWeight(long lineId, HsDigits hs) => Problem.Invalid(
        "customs.no_weight", $"Line {lineId}: the duty on HS {hs} is by weight, and the weight is not known. Add it to the product.");

    public static Problem NothingToClear() => Problem.Invalid("customs.nothing_to_clear", "The consignment has no lines with goods.");

    public const string NoPartyListCode = "customs.no_party_list";

    private const string WhichPartyFiles = "sdn.csv (with alt.csv and add.csv), cons_prim.csv (with cons_alt.csv and cons_add.csv), dpl.txt, or the UN's consolidated.xml";

    public static Problem NoPartyList(string folder) => Problem.Invalid(NoPartyListCode, $"'{folder}' holds no list that can be read. Put there {WhichPartyFiles}.");

    public static Problem NoPartyListAmong(IEnumerable<string> files) =>
        Problem.Invalid(NoPartyListCode, $"None of {string.Join(", ", files)} is a list that can be read. Choose {WhichPartyFiles}.", "files");

    public static Problem NoPartyFiles() => Problem.Invalid("customs.no_party_files", "No file was chosen. Choose the files as their publisher names them.", "files");

    public static Problem BadPartyList(string file, int row) => Problem.Invalid(
        "customs.bad_party_list", $"{Path.GetFileName(file)}, row {row}, does not read as this list. Download it again; nothing was changed.");

    private static Sentence Named(string country) => Sentence.OfRule(Countries.Name(country));

    private static Problem NoRate(Sentence message) => Problem.Invalid("customs.no_rate", message);
}
