using Entrepot.Kernel;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Domain;

internal static class WarehouseProblems
{
    public static Problem NotFound(string number) =>
        Problem.NotFound("warehouse.unknown_fulfilment_order", $"There is no fulfilment order {number}. Scan the number on the pick list.");

    public static Problem IllegalMove(string number, FulfilmentStatus from, FulfilmentStatus to) =>
        Problem.Conflict("warehouse.illegal_move", $"{number} is {from} and cannot become {to}.");

    public static Problem WrongStage(string number, FulfilmentStatus status, FulfilmentStatus wanted) =>
        Problem.Conflict("warehouse.wrong_stage", $"{number} is {status}, not {wanted}.");

    public static Problem HandedOver(string number) =>
        Problem.Conflict("warehouse.handed_over", $"{number} has left with the carrier. Stop it there, or wait for the return.");

    public static Problem NothingToRelease() =>
        Problem.Conflict("warehouse.nothing_to_release", "No planned fulfilment order matches. Widen the filter, or wait for orders.");

    public static Problem NothingToHandOver() =>
        Problem.Conflict("warehouse.nothing_to_hand_over", "Nothing is labelled for this carrier any more. Load the page again.");

    /// <summary>Names some of them: the page lists all.</summary>
    public static Problem PapersMissing(IReadOnlyList<(string Number, string Papers)> waiting) => Problem.Conflict(
        "warehouse.papers_missing",
        $"{Sentence.Join("; ", [.. waiting.Take(5).Select(order => (Sentence)$"{order.Number} lacks {Sentence.Join(", ", [.. order.Papers.Split(", ").Select(Sentence.OfRule)])}")])}. Make the papers on the order's page, then hand over.");

    public static Problem UnknownTask(PickTaskId task) =>
        Problem.NotFound("warehouse.unknown_pick_task", $"There is no walk {task}. Scan the number on the pick list.");

    public static Problem UnknownWave(WaveId wave) =>
        Problem.NotFound("warehouse.unknown_wave", $"There is no wave {wave}.");

    public static Problem NothingToPrint(string number) =>
        Problem.Conflict("warehouse.nothing_to_print", $"All orders of {number} were cancelled: there is nothing to pick.");

    public static Problem WalkIsDone(PickTaskId task) =>
        Problem.Conflict("warehouse.walk_is_done", $"Walk {task} is done. Take the next one.");

    public static Problem ScanTheBin(string bin) =>
        Problem.Invalid("warehouse.scan_the_bin", $"Scan the bin first: {bin}.", "code");

    public static Problem WrongBin(string bin, PickLine? next) =>
        Problem.Invalid("warehouse.wrong_bin", $"Nothing is to be taken from bin '{bin}' on this walk. {GoTo(next)}", "bin");

    public static Problem WrongItem(string code, string bin, string wanted) =>
        Problem.Invalid("warehouse.wrong_item", $"'{code}' is not what bin {bin} is visited for. Take {wanted}.", "code");

    public static Problem TooMany(string code, long needed, long given) =>
        Problem.Invalid("warehouse.too_many", $"{given} pieces of '{code}' are too many: {needed} are needed. Put the rest back.", "quantity");

    public static Problem TooFew(string code, long needed, long given) =>
        Problem.Invalid("warehouse.too_few", $"{given} of {needed} pieces of '{code}'. Take the rest, or confirm that there are no more.", "quantity");

    public static Problem NotNeededAnyMore(string code, string bin) =>
        Problem.Conflict("warehouse.not_needed", $"The orders for '{code}' in bin {bin} were cancelled. Leave it where it is.");

    public static Problem AlreadyPicked(string code, string bin, long picked) =>
        Problem.Conflict("warehouse.already_picked", $"'{code}' in bin {bin} was confirmed with {picked} pieces. Correct it with a count.");

    public static Problem NotOnOrder(string code, string number) =>
        Problem.Invalid("warehouse.not_on_order", $"'{code}' is not on {number}. Take it out of the parcel.", "code");

    public static Problem PackingStarted(string number) =>
        Problem.Conflict("warehouse.packing_started", $"Somebody is packing {number} piece by piece. Finish it there.");

    public static Problem NotAllPacked(string number, FulfilmentLine line) =>
        Problem.Conflict("warehouse.not_all_packed", $"{line.Quantity - line.Packed} pieces of '{line.Sku}' are not in a parcel of {number} yet. Scan them first.");

    public static Problem EmptyParcel(string number) =>
        Problem.Conflict("warehouse.empty_parcel", $"Nothing was scanned into this parcel of {number} yet. Scan its goods first.");

    public static Problem NoParcel(string number) =>
        Problem.Invalid("warehouse.no_parcel", $"Say in which parcels {number} was packed: carton, size and weight of each.", "parcels");

    public static Problem ParcelIncomplete() =>
        Problem.Invalid("warehouse.parcel_incomplete", "A parcel needs its carton, its outer size and its weight, all above zero.", "weight");

    public static Problem WeightDiffers(long grams, long expected, long tolerance) => Problem.Invalid(
        "warehouse.weight_differs", $"The scale says {grams} g, {expected} g ± {tolerance} g are expected. Look into the parcel; if everything is right, accept the weight.", "weight");

    public static Problem TooManyEntries(int count) =>
        new(ProblemKind.TooLarge, "warehouse.too_many_entries", $"{count} entries at once are too many; send at most {FloorRules.BatchMax}.");

    public static Problem UnknownWarehouse(string code) =>
        Problem.NotFound("warehouse.unknown_warehouse", $"There is no warehouse '{code}'.");

    public static Problem NotPrintedYet(string number, FulfilmentStatus status) =>
        Problem.Conflict("warehouse.no_label_yet", $"{number} is {status}: the carrier has not given it a label yet.");

    public static Problem NoSuchParcel(string number, int parcel) =>
        Problem.NotFound("warehouse.unknown_parcel", $"{number} has no parcel {parcel}.");

    public static Problem UnknownBin(string code) =>
        Problem.NotFound("warehouse.unknown_bin", $"There is no bin '{code}' here. Scan the label on the rack.");

    public static Problem BinIsOff(string code) =>
        Problem.Conflict("warehouse.bin_is_off", $"Bin {code} is switched off and takes no goods. Take another one.");

    public static Problem BinIsUsed(string code) =>
        Problem.Conflict("warehouse.bin_is_used", $"Goods lie in bin {code}, or are picked from it. Move them first.");

    public static Problem NoBinToPrint() =>
        Problem.NotFound("warehouse.no_bin_to_print", "No bin matches these filters: there is no label to print.");

    public static Problem TooManyLabels(int max) =>
        new(ProblemKind.TooLarge, "warehouse.too_many_labels", $"More than {max} labels are too many for one go. Filter by zone or kind.");

    public static Problem NoPickBin(string code) =>
        Problem.Conflict("warehouse.no_pick_bin", $"Bin {code} is no pick bin. Make it one first, or take another.");

    public static Problem UnknownGoods(string code) =>
        Problem.NotFound("warehouse.unknown_goods", $"Nothing in the catalogue has the SKU or barcode '{code}'.");

    public static Problem SameBin(string code) =>
        Problem.Invalid("warehouse.same_bin", $"The goods are in bin {code} already.", "code");

    public static Problem NotInBin(string code, long there, long wanted) =>
        Problem.Conflict("warehouse.not_in_bin", $"By the books {there} pieces are in bin {code}, not {wanted}. Count the bin if there are more.");

    public static Problem NothingToMove() =>
        Problem.Invalid("warehouse.nothing_to_move", "The quantity must be above zero.", "quantity");

    public static Problem BadRange() => Problem.Invalid(
        "warehouse.bad_range", "Give a zone of 1 to 4 letters or digits, and rows, racks and bins that begin at 1 or later and end where they begin or after.", "zone");

    public static Problem TooManyBins(long count, int max) =>
        new(ProblemKind.Invalid, "warehouse.too_many_bins", $"{count} bins at once are too many; make at most {max}, zone by zone.");

    public static Problem NoBinMade() =>
        Problem.Conflict("warehouse.no_bin_made", "All these bins are there already.");

    private static Sentence GoTo(PickLine? next)
    {
        if (next is null) return "The walk is done.";
        return next.Bin.Length == 0 ? (Sentence)$"Go to the place of {next.Sku}, which has no bin." : $"Go to {next.Bin}.";
    }

    public static Problem PapersNeedPaper() => Problem.Invalid("warehouse.papers_need_paper", "Papers and lists are printed on sheets, and this printer takes labels only. Choose a printer that takes PDF for them.");

    public static Problem TooManyForCart(WaveId wave, int orders, int most) =>
        Problem.Invalid("warehouse.too_many_for_cart", $"Wave {wave} has {orders} orders and a cart takes {most}. Print its walks one by one.");
}
