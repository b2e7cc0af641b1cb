using Entrepot.Kernel;

namespace Entrepot.Journey;

/// <summary>Why a change of an order by a person is refused.</summary>
internal static class ChangeProblems
{
    public static Problem ChangedSinceAsked(string number) => Problem.Conflict("orders.changed_since_asked", $"Order {number} was changed since this was asked for. Ask again.");
}
