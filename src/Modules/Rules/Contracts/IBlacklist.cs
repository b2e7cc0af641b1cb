using Entrepot.Kernel;

namespace Entrepot.Rules.Contracts;

/// <summary>A buyer and an address to look for on the company's own blacklist.</summary>
public sealed record BlacklistRequest(string Name, string Email, string Phone, Address Address);

/// <summary>People and addresses the company does not sell to, each with its reason and an end date.</summary>
public interface IBlacklist
{
    /// <summary>Answers in the same order: <c>rules.blacklisted</c> naming what matched and why it was listed, or null.</summary>
    Task<IReadOnlyList<Problem?>> CheckAsync(IReadOnlyList<BlacklistRequest> buyers, CancellationToken ct);
}
