using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Papers;

internal static class PaperProblems
{
    public static Problem NotDeclared(string reference) => Problem.Conflict(
        "customs.not_declared", $"Nothing was declared of {reference}, so its papers cannot be written. Run the order's journey again.");

    public static Problem PackedOtherwise(string reference, string sku, long packed, long declared) => Problem.Conflict(
        "customs.packed_otherwise", $"{reference} holds {packed} pieces of {sku}, {declared} were declared. Pack it as ordered, or run the order's journey again.");

    public static Problem ContentsUnknown(string reference, int parcel) => Problem.Conflict(
        "customs.contents_unknown", $"What lies in parcel {parcel} of {reference} was not reported, and a postal form is needed for each parcel. Run the order's journey again and pack it piece by piece.");

    public static Problem NoPapers() => Problem.NotFound("customs.no_papers", "There are no papers to print. They are made when the carrier has booked the parcels.");

    public static Problem NotFound(long id) => Problem.NotFound("customs.paper_not_found", $"There is no paper {id}.");

    public static Problem Voided(string number) => Problem.Conflict("customs.paper_voided", $"{number} was taken back and is not printed any more.");

    public static Problem TooManyPapers(int count, int most) => new(ProblemKind.TooLarge, "customs.too_many_papers", $"{count} papers do not fit one file; print at most {most}, for example wave by wave.");

    public static Problem BadTraderNumber(string field, string value) => Problem.Invalid(
        "customs.bad_trader_number", $"'{value}' is not usable as {field}. An EORI is a country code and up to 15 letters and digits, a VAT number a country code and up to 18.", field);
}
