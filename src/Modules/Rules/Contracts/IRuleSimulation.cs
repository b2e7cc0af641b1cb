using Entrepot.Kernel;

namespace Entrepot.Rules.Contracts;

/// <summary>What one order gets today and what it would get.</summary>
public sealed record RuleComparison(RuleOutcome Published, RuleOutcome Draft)
{
    /// <summary>Whether anything but the explanation differs.</summary>
    public bool IsDifferent =>
        !Published.Holds.Select(hold => hold.Code).SequenceEqual(Draft.Holds.Select(hold => hold.Code))
        || !Published.Tags.SequenceEqual(Draft.Tags)
        || !Published.Warehouses.SequenceEqual(Draft.Warehouses)
        || !Published.BlockedWarehouses.SequenceEqual(Draft.BlockedWarehouses)
        || !Published.BlockedServices.SequenceEqual(Draft.BlockedServices)
        || !Published.Notes.SequenceEqual(Draft.Notes)
        || (Published.Strategy, Published.Service, Published.Priority) != (Draft.Strategy, Draft.Service, Draft.Priority);
}

/// <summary>Tries rules out without any effect.</summary>
public interface IRuleSimulation
{
    /// <summary>
    /// Runs the published rules and others over the same orders; answers in the same order.
    /// </summary>
    /// <param name="document">The rules to try; null for the draft, or the published ones where there is none.</param>
    /// <returns>Refused when the document does not compile; the problem names the place.</returns>
    Task<Result<IReadOnlyList<RuleComparison>>> CompareAsync(string? document, IReadOnlyList<RuleFacts> orders, CancellationToken ct);
}
