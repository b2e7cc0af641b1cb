using Entrepot.Kernel;

namespace Entrepot.Rules.Contracts;

/// <summary>Gives a company its first rules: for the demo and the set-up.</summary>
public interface IRuleSetup
{
    /// <summary>
    /// Publishes the rules that come with the product (<c>Rules/default-rules.json</c>) as the first version of the scope's
    /// company, in a unit of work of its own. A company that has rules keeps them.
    /// </summary>
    Task<Result> PublishDefaultsAsync(CancellationToken ct);
}
