using Entrepot.Platform.Ui;

namespace Entrepot.Inventory.Features;

/// <summary>One product in one warehouse.</summary>
/// <param name="ReorderAt">At so many pieces or fewer, available and on their way, it is to be ordered again; null where nobody said.</param>
public sealed record StockRow(long Product, string Sku, string Name, string Warehouse, long OnHand, long Reserved, long Inbound, long? ReorderAt = null)
{
    public long Available => OnHand - Reserved;
    public bool IsLow => Available + Inbound <= ReorderAt;
}

/// <summary>One page of the stock list.</summary>
/// <param name="Warehouses">Codes, for the filter.</param>
public sealed record StockListView(ListUrl Url, IReadOnlyList<StockRow> Rows, long Total, IReadOnlyList<string> Warehouses)
{
    public const int PageSize = 50;
}

/// <summary>Goods on their way.</summary>
public sealed record InboundRow(string Warehouse, long Quantity, long Received, DateOnly ExpectedOn, string Cause);

/// <summary>One product over all warehouses, with its history and what is on its way.</summary>
/// <param name="NextCause">Makes the next adjustment from this page unique, however often its form is sent.</param>
public sealed record StockProductView(
    ListUrl Url, long Product, string Sku, string Name, IReadOnlyList<StockRow> Levels, IReadOnlyList<InboundRow> Inbound,
    IReadOnlyList<MovementRow> Movements, long MovementCount, IReadOnlyList<string> Warehouses, string NextCause)
{
    public const int PageSize = 50;
}
