using Entrepot.Platform.Ui;

namespace Entrepot.Channels.Features;

/// <summary>An order that came again with other content.</summary>
public sealed record ConflictLine(string Number, string Channel, DateTime ReceivedAt, long Times, IReadOnlyList<DifferenceLine> Differences);

/// <summary>One field with what was accepted and what came later.</summary>
public sealed record DifferenceLine(string Field, string First, string Other);

public sealed record ConflictListView(ListUrl Url, IReadOnlyList<ConflictLine> Rows, long Total)
{
    public const int PageSize = 50;
}
