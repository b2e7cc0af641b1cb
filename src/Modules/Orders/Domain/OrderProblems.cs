using Entrepot.Kernel;
using Entrepot.Orders.Contracts;

namespace Entrepot.Orders.Domain;

internal static class OrderProblems
{
    public static Problem NothingToPrint(string number) => Problem.Conflict("orders.nothing_to_print", $"{number} has no goods left to put on a paper.");
    public static Problem NotFound(OrderId id) => Problem.NotFound("orders.not_found", $"There is no order {id.Value:0}.");
    public static Problem NotOnHold(string number, OrderStatus status) => Problem.Conflict("orders.not_on_hold", $"Order {number} is {status}, not on hold.");
    public static Problem IllegalMove(string number, OrderStatus from, OrderStatus to) => Problem.Conflict("orders.illegal_move", $"Order {number} is {from} and cannot become {to}.");
    public static Problem CannotWaive(string number) => Problem.Conflict("orders.cannot_waive", $"What holds order {number} cannot be let pass. Mend it, or cancel the order.");
    public static Problem ViewUnnamed(int lettersMax) => Problem.Invalid("orders.view_unnamed", $"Give the view a name of 1 to {lettersMax} letters.", "name");
    public static Problem ViewTooLong() => Problem.Invalid("orders.view_too_long", $"These filters are too long for a view. Take some text away.");
    public static Problem TooManyViews(int max) => Problem.Conflict("orders.too_many_views", $"You have {max} views already. Delete one first.");
    public static Problem NoSuchView() => Problem.NotFound("orders.no_such_view", $"There is no such view of yours.");
    public static Problem TagUnnamed(int lettersMax) => Problem.Invalid("orders.tag_unnamed", $"Write a tag of 1 to {lettersMax} letters.", "tag");
    public static Problem NoSuchTag(string name) => Problem.NotFound("orders.no_such_tag", $"No order carries the tag '{name}'.");
    public static Problem TooManyTags(int max) => Problem.Conflict("orders.too_many_tags", $"There are {max} tags already. Delete one first.");
    public static Problem NoSuchPerson() => Problem.NotFound("orders.no_such_person", "There is no such user, or the user may not sign in any more. Choose another.");
    public static Problem NothingToUndo(int minutes) => Problem.NotFound("orders.nothing_to_undo", $"This was taken back already, or it is more than {minutes} minutes old.");
    public static Problem ChangedMeanwhile(string number) => Problem.Conflict("orders.changed_meanwhile", $"Somebody else changed order {number} meanwhile. Look at it again and repeat your change.");
    public static Problem MayNotUndo(string permission) => Problem.Forbidden("orders.may_not_undo", $"To take this back you need the permission {permission}, as for the change itself.");
    public static Problem NoteEmpty(int lettersMax) => Problem.Invalid("orders.note_empty", $"Write a note of 1 to {lettersMax} letters.", "text");
    public static Problem NothingSelected() => Problem.Invalid("orders.nothing_selected", "Mark at least one order first.", "ids");
}
