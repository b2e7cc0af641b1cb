using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;

namespace Entrepot.Platform.Approvals;

public enum ApprovalState
{
    /// <summary>Somebody has to decide.</summary>
    Open,

    /// <summary>Decided, and carried out with the decision.</summary>
    Approved,
    Refused,

    /// <summary>Taken back by who asked.</summary>
    Withdrawn,

    /// <summary>Approved, but the change was not possible any more; nothing was changed.</summary>
    Overtaken,

    /// <summary>Nobody decided in time.</summary>
    Expired,
}

/// <summary>What is asked for.</summary>
/// <param name="Kind">An <see cref="ApprovalKind.Key"/>.</param>
/// <param name="Subject">What would be changed, e.g. <c>order/42</c>: of one kind and subject one request is open at a time.</param>
/// <param name="What">The exact change in one sentence, e.g. "Cancel order SO-42 over EUR 900.00".</param>
/// <param name="Reason">Why, in the words of who asks; not empty.</param>
public sealed record ApprovalRequest(string Kind, string Subject, Sentence What, string Reason)
{
    /// <summary>Field by field, where the sentence does not say it all.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>The page of the subject; empty for none.</summary>
    public string Href { get; init; } = "";
}

/// <summary>A request with what became of it. Times are UTC.</summary>
/// <param name="Payload">JSON: what <see cref="IApprovedChange"/> needs to carry it out.</param>
/// <param name="DecidedBy">Who decided or withdrew it; null while it is open or when nobody did.</param>
/// <param name="Problem">Why it could not be carried out; only with <see cref="ApprovalState.Overtaken"/>.</param>
public sealed record Approval(
    long Id, string Kind, string Subject, Sentence What, IReadOnlyList<Change> Changes, string Href, string Payload, string RequestedBy, string Reason, DateTime RequestedAt, DateTime ExpiresAt,
    ApprovalState State, string? DecidedBy, DateTime? DecidedAt, string DecisionReason, Sentence? Problem)
{
    /// <summary>The current user asked for it, and so cannot decide it.</summary>
    public bool IsOwn { get; init; }

    public T Read<T>() => JsonSerializer.Deserialize<T>(Payload) ?? throw new InvalidOperationException($"Request {Id} has no payload.");
}

/// <summary>How a company wants a kind of change decided.</summary>
/// <param name="IsOn">A second person is needed.</param>
/// <param name="AboveMinor">Only above so much, in minor units of the company's currency; null for always.</param>
/// <param name="DaysOpen">After so many days a request expires.</param>
public sealed record ApprovalPolicy(string Kind, bool IsOn, long? AboveMinor, int DaysOpen)
{
    /// <summary>Over a weekend and the days beside it somebody is there.</summary>
    public const int UsualDays = 7;

    /// <summary>What waits for longer nobody remembers.</summary>
    public const int DaysMax = 90;

    public static ApprovalPolicy Off(string kind) => new(kind, false, null, UsualDays);

    /// <param name="minor">What the change is worth, in minor units of the company's currency; null when that is not known, which is above every limit.</param>
    public bool Asks(long? minor) => IsOn && (AboveMinor is not { } limit || minor is not { } worth || worth > limit);
}
