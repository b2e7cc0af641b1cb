using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Rules.Contracts;

namespace Entrepot.Rules.Domain;

internal readonly record struct BlacklistEntryId(long Value) : IId<BlacklistEntryId>
{
    public static BlacklistEntryId From(long value) => new(value);
}

/// <summary>Somebody or some place the company does not sell to, kept in the form in which it is compared.</summary>
internal sealed class BlacklistEntry : ITenantRow
{
    public TenantId TenantId { get; init; }
    public BlacklistEntryId Id { get; init; }
    public BlacklistKind Kind { get; init; }

    /// <summary>As it was entered, for people.</summary>
    public string Shown { get; init; } = "";

    /// <summary>What is compared: <see cref="BlacklistKeys"/>.</summary>
    public string Key { get; init; } = "";
    public string Reason { get; init; } = "";

    /// <summary>The last day it holds; null for without end.</summary>
    public DateOnly? Until { get; init; }
    public DateTime AddedAt { get; init; }
    public string AddedBy { get; init; } = "";
}
