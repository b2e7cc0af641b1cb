using Entrepot.Customs.Contracts;
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

    public static Problem Changed(string number) => Problem.Conflict(
        "customs.paper_changed", $"{number} does not say any more what it said when it was made, and is not printed. Its row was changed past the program: restore it from a backup.");

    public static Problem TooManyPapers(int count, int most) => new(ProblemKind.TooLarge, "customs.too_many_papers", $"{count} papers do not fit one file; print at most {most}, for example wave by wave.");

    public static Problem BadTraderNumber(TraderNumberKind kind, string value, string example) => Problem.Invalid(
        "customs.bad_trader_number", $"'{value}' is not written as a number of this kind ({kind}). One looks like {example}.", "value");

    public static Problem BadTerritory(string territory) => Problem.Invalid(
        "customs.bad_territory", $"'{territory}' is no customs territory. Give a country of ISO 3166-1, or EU for its members.", "territory");

    public static Problem NoSuchNumberThere(TraderNumberKind kind, string territory) => Problem.Invalid(
        "customs.no_such_number", $"There is no number of this kind ({kind}) in {territory} on that day. Check the territory and the first day.", "kind");

    public static Problem NumberNotFound(long id) => Problem.NotFound("customs.number_not_found", $"There is no trader number {id:0}.");

    public static Problem NumberEndsBeforeItBegins() => Problem.Invalid("customs.number_ends_first", "The last day lies before the first.", "validTo");

    public static Problem NumberOverlaps(string value, DateOnly from) => Problem.Conflict(
        "customs.number_overlaps", $"{value} is in force from {from} on. End it first, or let the new number begin later.") with
    { Field = "validFrom" };

    public static Problem NumberEnded(string value) => Problem.Conflict("customs.number_ended", $"{value} has ended already.");
}
