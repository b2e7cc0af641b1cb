using Entrepot.Kernel;
using Entrepot.Transport.Contracts;

namespace Entrepot.Transport.Domain;

/// <summary>Every refusal of this module.</summary>
internal static class TransportProblems
{
    public static Problem NoService(string reference, string from, string to, Sentence reasons) =>
        Problem.Invalid("transport.no_service", $"No carrier service takes {reference} from {from} to {to}: {reasons}.");

    public static Problem NothingFrom(string reference, string from) =>
        Problem.Invalid("transport.no_service", $"No carrier service takes {reference}: no rate card is valid for goods from '{from}'. Add one, or ship from another warehouse.");

    public static Problem TooManyPieces(string reference, long pieces, long most) =>
        Problem.Invalid("transport.too_many_pieces", $"{reference} has {pieces} pieces in one consignment; at most {most} are packed by parcel. Ship it as freight or split it.");

    public static Problem NotFound(ConsignmentId id) => Problem.NotFound("transport.consignment_not_found", $"There is no consignment {id.Value:0}.");

    public static Problem ParcelNotFound(long id) => Problem.NotFound("transport.parcel_not_found", $"There is no parcel {id:0}.");

    public static Problem NoParcels(string reference) => Problem.Invalid("transport.no_parcels", $"{reference} has no parcels: pack it before it is booked.");

    public static Problem Voided(string reference) => Problem.Conflict("transport.voided", $"{reference} was taken back; it cannot be booked any more.");

    public static Problem HandedOver(string reference, ConsignmentStatus status) =>
        Problem.Conflict("transport.handed_over", $"{reference} is with the carrier already ({status}). Ask for a return instead.");

    public static Problem NotBooked(string reference, ConsignmentStatus status) =>
        Problem.Conflict("transport.not_booked", $"{reference} is {status}, not Booked: there is no label yet, and it cannot be handed over.");

    public static Problem PapersMissing(string reference, string papers) =>
        Problem.Conflict("transport.papers_missing", $"{reference} cannot leave without its papers: {Names(papers)}. Make them on the order's page.");

    /// <summary>Names of papers, each in the reader's language.</summary>
    internal static Sentence Names(string papers) => Sentence.Join(", ", [.. papers.Split(", ").Select(Sentence.OfRule)]);

    public static Problem NotForManifest(IEnumerable<string> reasons) =>
        Problem.Conflict("transport.not_for_manifest", $"The manifest was not closed: {string.Join("; ", reasons)}.");

    public static Problem ManifestNotFound(long id) => Problem.NotFound("transport.manifest_not_found", $"There is no manifest {id:0}.");

    public static Problem EmptyManifest() => Problem.Invalid("transport.empty_manifest", "A manifest needs at least one consignment.");

    public static Problem UnknownCarrier(string carrier, IEnumerable<string> known) =>
        Problem.Invalid("transport.unknown_carrier", $"'{carrier}' is not a carrier we can talk to. Known are {string.Join(", ", known)}.");

    public static Problem NoAccount(string carrier) =>
        Problem.Invalid("transport.no_carrier_account", $"There is no account for {carrier}. Add it under the carrier accounts and book again.");

    public static Problem AccountUnreadable(string carrier) =>
        Problem.Invalid("transport.account_unreadable", $"The secret of the account with {carrier} was stored with keys that are gone. Bring the folder of keys back, or set the account again.");

    public static Problem NoWireCode(string service) =>
        Problem.Invalid("transport.service_withdrawn", $"No rate card names the service {service} any more. Plan the consignment again.");

    public static Problem RefusedByCarrier(string carrier, string reason) => Problem.Invalid("transport.refused_by_carrier", $"{carrier}: {reason}");

    public static Problem BookingStuck(string carrier, int attempts, string error) =>
        Problem.Conflict("transport.booking_stuck", $"{carrier} could not be asked for a label; {attempts} attempts failed, the last with: {error} Book again when the carrier answers.");

    public static Problem OtherLabelFormat(string carrier, LabelFormat format) =>
        Problem.Conflict("transport.other_label_format", $"{carrier} gave this label as {format.ToString().ToUpperInvariant()} only. Download it as it is.");

    public static Problem SheetTooSmall() => Problem.Invalid("transport.sheet_too_small", "A parcel's label does not fit on labels of 100 × 50 mm. Choose another printer for parcel labels.");

    public static Problem NoCarrierLabel(string carrier, string reference) =>
        Problem.Conflict("transport.no_carrier_label", $"{carrier} gave no label for {reference}, and takes none of ours. Print it in the carrier's own portal, or cancel the order's parcels and pack again.");

    public static Problem BadRateCard(string why) => Problem.Invalid("transport.bad_rate_card", $"The rate card is not usable: {why}");

    public static Problem RateCardExists(string carrier, string origin, DateOnly validFrom) =>
        Problem.Conflict("transport.rate_card_exists", $"There is a rate card of {carrier} from {origin} that begins on {validFrom}. Give the new one a later first day.");

    public static Problem BadCarton(string code) =>
        Problem.Invalid("transport.bad_carton", $"Carton '{code}' needs a code of at most 16 characters other than 'own', inner and outer sides, and a weight it carries.");

    public static Problem BadPolicy() => Problem.Invalid("transport.bad_policy", "The value of a day must be an amount of at least zero in a known currency.");
}
