using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Features;

/// <summary>A walk and how far it is.</summary>
public sealed record WalkRow(long Id, string Number, string Warehouse, bool IsPutBack, int Orders, int Stops, int ClosedStops, long Pieces, long PathMillimetres, DateTime CreatedAt);

/// <summary>One line of a pick list.</summary>
public sealed record WalkLineRow(int Sequence, string Bin, string Sku, string Gtin, string Name, string NameChinese, long Quantity, long Picked, string State, string Order);

/// <summary>A wave with its walks and its pick list.</summary>
public sealed record WaveDetailView(long Id, string Number, string Warehouse, string Service, int Orders, DateTime ReleasedAt, string ReleasedBy, IReadOnlyList<WalkRow> Walks, IReadOnlyList<WalkLineRow> Lines);

/// <summary>Walks that are not done yet.</summary>
public sealed record WalkListView(IReadOnlyList<WalkRow> Walks);

/// <summary>What the walker does next.</summary>
/// <param name="IsAtBin">The bin was scanned: now the goods.</param>
/// <param name="For">The fulfilment orders the pieces are for, with how many each.</param>
public sealed record WalkStopView(string Bin, bool IsAtBin, string Sku, string Gtin, string Name, string NameChinese, long Quantity, IReadOnlyList<(string Order, long Quantity)> For);

/// <summary>A walk from the scanner's side. No stop: it is done.</summary>
/// <param name="Ahead">All open stops in walking order: in a dead spot the walker goes on by them.</param>
public sealed record WalkView(WalkRow Walk, WalkStopView? Next, IReadOnlyList<WalkStopView> Ahead)
{
    public PickTaskId Task => new(Walk.Id);
}
