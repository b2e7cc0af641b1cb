using Entrepot.Platform.Ui;

namespace Entrepot.Channels.Features.Intake;

/// <summary>An order that came again with other content.</summary>
public sealed record ConflictLine(long Id, string Number, string Channel, StatusWord Status, DateTime ReceivedAt, long Times, IReadOnlyList<DifferenceLine> Differences);

/// <summary>One field with what was accepted and what came later.</summary>
public sealed record DifferenceLine(string Field, string First, string Other);

public sealed record ConflictListView(ListUrl Url, IReadOnlyList<ConflictLine> Rows, long Total)
{
    public const int PageSize = 50;
}

/// <summary>One fact of both versions. <paramref name="Label"/> is English and translated where it is shown.</summary>
/// <param name="Line">The line's id within the order; empty for facts of the whole order.</param>
public sealed record FactPair(string Label, string Line, string Ours, string Theirs)
{
    public bool Differs => Ours != Theirs;
}

/// <summary>One conflict with both versions side by side.</summary>
public sealed record ConflictView(
    long Id, long Incoming, string Number, string Channel, StatusWord Status, StatusWord Where, DateTime ReceivedAt, long Times, bool IsOpen,
    IReadOnlyList<FactPair> Facts, string OursRaw, string TheirsRaw, IReadOnlyList<DecisionLine> Decisions, PostedForm Posted);
