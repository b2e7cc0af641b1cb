using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Channels.Features.Intake;

/// <summary>An accepted order that was set aside, with what stopped it.</summary>
public sealed record ParkedLine(long Id, string Number, string Channel, Sentence Error, StatusWord Status, DateTime ReceivedAt, DateTime? ParkedAt);

/// <summary>A page of them, the oldest first.</summary>
public sealed record ParkedListView(ListUrl Url, IReadOnlyList<ParkedLine> Rows, long Total)
{
    public const int PageSize = 50;
}

/// <summary>What was decided at the front door, by whom and why.</summary>
/// <param name="Word">English; translated where it is shown.</param>
public sealed record DecisionLine(string Word, string Reason, DateTime At, string By);

/// <summary>One parked order: its stored text and its source's own.</summary>
public sealed record ParkedView(ParkedLine Order, bool IsParked, string Payload, string? Raw, IReadOnlyList<DecisionLine> Decisions, PostedForm Posted);
