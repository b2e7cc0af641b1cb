namespace Entrepot.Orders.Contracts;

/// <summary>What a person may do about a hold; the journey, which sets holds, answers.</summary>
public interface IHoldRules
{
    /// <summary>Whether a person may let this reason pass. Missing facts and law may not be waived: the order is mended or cancelled.</summary>
    bool MayWaive(string holdCode);
}
