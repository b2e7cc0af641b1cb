using Entrepot.Orders.Contracts;

namespace Entrepot.Journey;

/// <summary>Says which of the journey's reasons a person may let pass.</summary>
internal sealed class HoldRules : IHoldRules
{
    public bool MayWaive(string holdCode) => !JourneyProblems.CannotWaive.Contains(holdCode);
}
