using Entrepot.Platform.Ui;

namespace Entrepot.Warehouse.Features;

/// <summary>One product at one place.</summary>
public sealed record StockByBinRow(long Product, string Sku, string Name, string Warehouse, PlaceRow Place);

public sealed record StockByBinView(ListUrl Url, IReadOnlyList<StockByBinRow> Rows, IReadOnlyList<string> Warehouses);
