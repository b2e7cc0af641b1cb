using Entrepot.Kernel;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Features;

/// <summary>One fulfilment order on the board or in the list.</summary>
/// <param name="Problem">Why it gets no label, for a person to look at.</param>
public sealed record FulfilmentRow(
    long Id, string Number, string OrderNumber, string Warehouse, string Service, string ShipToName, string ShipToCountry,
    FulfilmentStatus Status, DateTime Since, DateTime? ShipBy, long Pieces, Sentence? Problem, string? ProblemCode);

/// <summary>One stage of the board with the most urgent of its fulfilment orders.</summary>
public sealed record BoardStage(FulfilmentStatus Status, long Count, IReadOnlyList<FulfilmentRow> Cards);

/// <summary>A wave and how far it is.</summary>
public sealed record WaveRow(long Id, string Number, string Warehouse, string Service, int Orders, int Lines, int ClosedLines, DateTime ReleasedAt, string ReleasedBy);

/// <summary>The floor at a glance.</summary>
/// <param name="Warehouses">Codes, for the filter.</param>
/// <param name="Warehouse">The chosen code; null for all.</param>
public sealed record FulfilmentBoardView(ListUrl Url, IReadOnlyList<BoardStage> Stages, IReadOnlyList<WaveRow> Waves, IReadOnlyList<string> Warehouses, string? Warehouse);

/// <summary>Fulfilment orders found by stage, warehouse and number.</summary>
public sealed record FulfilmentListView(ListUrl Url, IReadOnlyList<FulfilmentRow> Rows, long Total, IReadOnlyList<string> Warehouses)
{
    public const int PageSize = 50;
}
