using Entrepot.Kernel;

namespace Entrepot.Warehouse.Domain;

/// <summary>Refusals of receiving, putting away, moving and counting.</summary>
internal static class FloorTaskProblems
{
    public static Problem Unknown(long id) =>
        Problem.NotFound("warehouse.unknown_floor_task", $"There is no floor job T{id:0}.");

    public static Problem Closed(string number) =>
        Problem.Conflict("warehouse.floor_task_closed", $"{number} is closed. Begin a new one.");

    public static Problem BadPieces(long max) =>
        Problem.Invalid("warehouse.bad_pieces", $"Pieces are a number from 1 to {max}.", "quantity");

    public static Problem NotAtTheDock(string sku) =>
        Problem.Conflict("warehouse.not_at_the_dock", $"By the books no {sku} waits at the dock. Receive it first, or move it from its bin.");

    public static Problem FewerAtTheDock(string sku, long there, long wanted) =>
        Problem.Conflict("warehouse.fewer_at_the_dock", $"{wanted} pieces of {sku} are more than the {there} that wait at the dock.");

    public static Problem NoFreeBin() =>
        Problem.Conflict("warehouse.no_free_bin", "No bin is free for these goods. Make bins, or move something.");

    public static Problem ScanABin() =>
        Problem.Invalid("warehouse.scan_a_bin", "Scan a bin first.", "code");

    public static Problem NothingCounted() =>
        Problem.Conflict("warehouse.nothing_received", "Nothing was scanned yet. Scan what came, or drop this receipt.");

    public static Problem NoQuarantine(string warehouse) =>
        Problem.Conflict("warehouse.no_quarantine", $"{warehouse} has no quarantine bin for damaged goods. Make one first.");

    public static Problem SameCounter() =>
        Problem.Forbidden("warehouse.same_counter", "Whoever counted cannot approve. Ask somebody else.");

    public static Problem NotWaiting(string number) =>
        Problem.Conflict("warehouse.count_not_waiting", $"{number} does not wait for a decision any more.");

    public static Problem NothingAnnounced(string cause) =>
        Problem.NotFound("warehouse.nothing_announced", $"Nothing announced as '{cause}' is still to come here.");

    public static Problem UnknownKind(string kind) =>
        Problem.Invalid("warehouse.unknown_floor_kind", $"'{kind}' is no floor job. There are Receive, PutAway, Move and Count.", "kind");
}
