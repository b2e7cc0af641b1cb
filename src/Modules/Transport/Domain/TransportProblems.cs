using Entrepot.Kernel;

namespace Entrepot.Transport.Domain;

/// <summary>Every refusal of this module.</summary>
internal static class TransportProblems
{
    public static Problem NoService(string reference, string from, string to, string reasons) =>
        Problem.Invalid("transport.no_service", $"No carrier service takes {reference} from {from} to {to}: {reasons}.");

    public static Problem NothingFrom(string reference, string from) =>
        Problem.Invalid("transport.no_service", $"No carrier service takes {reference}: no rate card is valid for goods from '{from}'. Add one, or ship from another warehouse.");

    public static Problem TooManyPieces(string reference, long pieces, long most) =>
        Problem.Invalid("transport.too_many_pieces", $"{reference} has {pieces} pieces in one consignment; at most {most} are packed by parcel. Ship it as freight or split it.");

}
