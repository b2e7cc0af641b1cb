using Entrepot.Platform.Ui;

namespace Entrepot.Inventory.Features;

/// <summary>Goods between two warehouses.</summary>
/// <param name="Received">Pieces that arrived.</param>
/// <param name="IsOpen">Something is still expected.</param>
public sealed record TransferRow(long Id, string From, string To, long Sent, long Received, bool IsOpen, DateOnly ExpectedOn, DateTime SentAt, string SentBy, string Note)
{
    public string Number => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"TR{Id}");
}

public sealed record TransferListView(ListUrl Url, IReadOnlyList<TransferRow> Rows, long Total)
{
    public const int PageSize = 50;
}

public sealed record TransferLineRow(long Product, string Sku, string Name, long Sent, long Received, bool IsCancelled);

public sealed record TransferDetailView(TransferRow Head, IReadOnlyList<TransferLineRow> Lines);

/// <summary>The form that sends goods.</summary>
/// <param name="Key">Makes this transfer one, however often its form is sent.</param>
public sealed record TransferFormView(IReadOnlyList<string> Warehouses, string Key, string? From, string? Sku);
