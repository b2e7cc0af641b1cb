using System.Text.Json.Serialization;
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

/// <summary>By what somebody is known.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BlacklistKind>))]
public enum BlacklistKind { Email, Phone, Name, Address }

/// <param name="Value">The e-mail address, phone number or name; for <see cref="BlacklistKind.Address"/> leave it empty and give <paramref name="Address"/>.</param>
/// <param name="Address">Country, postcode and street line of an address entry; null for the other kinds.</param>
/// <param name="Until">The last day it holds; null for without end.</param>
public sealed record NewBlacklistEntry(BlacklistKind Kind, string Value, Address? Address, string Reason, DateOnly? Until);

/// <summary>Keeps the blacklist. Every change is the company's own decision and has a reason.</summary>
public interface IBlacklistEditing
{
    /// <summary>Adds an entry in a unit of work of its own.</summary>
    /// <returns>Its id; refused with <c>rules.blacklist_entry_empty</c>, <c>…_exists</c>, <c>rules.blacklist_reason_missing</c> or <c>rules.blacklist_until_past</c>.</returns>
    Task<Result<long>> AddAsync(NewBlacklistEntry entry, CancellationToken ct);

    /// <param name="reason">Stands in the history of the list with the person's name; may be empty for programs.</param>
    /// <returns>Refused with <c>rules.blacklist_entry_not_found</c>.</returns>
    Task<Result> RemoveAsync(long id, string reason, CancellationToken ct);
}
