using Entrepot.Kernel;

namespace Entrepot.Journey;

/// <summary>Why a change of orders by a person is refused.</summary>
internal static class ChangeProblems
{
    public static Problem ChangedSinceAsked(string number) => Problem.Conflict("orders.changed_since_asked", $"Order {number} was changed since this was asked for. Ask again.");
    public static Problem WasMoved(string number) => Problem.Conflict("orders.was_moved", $"Pieces of order {number} went over to another order. Undo that before its content is replaced, or change both by hand.");
    public static Problem NothingToMove() => Problem.Invalid("orders.nothing_to_move", "Say for at least one line how many pieces go into the second order.");
    public static Problem NothingLeft(string number) => Problem.Invalid("orders.nothing_left", $"Something must stay in order {number}. Take fewer pieces out.");
    public static Problem NoSuchLine(int line) => Problem.Invalid("orders.no_such_line", $"The order has no line {line} with goods.");
    public static Problem TooManyPieces(int line, long open) => Problem.Invalid("orders.too_many_pieces", $"Line {line} has {open} pieces left.");
    public static Problem TotalsDiffer(string number) => Problem.Conflict("orders.totals_differ", $"What the buyer paid for order {number} is not what its parts add up to, so it cannot be shared out. Compare with the channel first.");
    public static Problem CannotMerge(string number, Sentence why) => Problem.Conflict("orders.cannot_merge", $"Order {number} cannot leave with this one: {why}.");
    public static Problem NoneToMerge(int max) => Problem.Invalid("orders.none_to_merge", $"Mark 1 to {max} orders to merge.");
    public static Problem NoSuchMove() => Problem.NotFound("orders.no_such_move", "This was undone already, or the order was never split or merged like that.");
    public static Problem MovedOn() => Problem.Conflict("orders.moved_on", "Pieces were cancelled or moved on since. Change the orders by hand.");
    public static Problem PickedAlready(string number) => Problem.Conflict("orders.picked_already", $"Pieces of order {number} are picked already. It cannot be undone any more.");
    public static Problem WhyMissing(int lettersMax) => Problem.Invalid("orders.why_missing", $"Say in 1 to {lettersMax} letters why.", "reason");
    public static Problem NothingChanged() => Problem.Invalid("orders.nothing_changed", "Nothing is different from how it is. Change a quantity, add a line or choose a service.");
    public static Problem BadQuantity(int line, long open) => Problem.Invalid("orders.bad_line_quantity", $"Line {line} can be left at 0 to {open} pieces. More pieces are a new line.");
    public static Problem BadNewLine() => Problem.Invalid("orders.bad_new_line", "A new line needs a code, one piece or more, and a price of zero or more.");
}
