using Entrepot.Kernel;
using Entrepot.Orders.Contracts;

namespace Entrepot.Orders.Domain;

internal static class OrderProblems
{
    public static Problem NotFound(OrderId id) => Problem.NotFound("orders.not_found", $"There is no order {id.Value:0}.");
    public static Problem NotOnHold(string number, OrderStatus status) => Problem.Conflict("orders.not_on_hold", $"Order {number} is {status}, not on hold.");
    public static Problem IllegalMove(string number, OrderStatus from, OrderStatus to) => Problem.Conflict("orders.illegal_move", $"Order {number} is {from} and cannot become {to}.");
    public static Problem CannotWaive(string number) => Problem.Conflict("orders.cannot_waive", $"What holds order {number} cannot be let pass. Mend it, or cancel the order.");
    public static Problem NothingSelected() => Problem.Invalid("orders.nothing_selected", "Mark at least one order first.", "ids");
}
