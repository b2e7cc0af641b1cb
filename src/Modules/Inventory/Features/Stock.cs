using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Data;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Features;

/// <summary>The module's face towards others: each verb is a use case in a file of its own.</summary>
internal sealed class Stock(ReserveStock reserve, ReleaseStock release, ShipStock ship, ReceiveStock receive, AdjustStock adjust, StockReader reader) : IStock
{
    public Task<IReadOnlyList<ReservationAnswer>> ReserveAsync(IReadOnlyList<ReservationRequest> requests, CancellationToken ct) => reserve.RunAsync(requests, ct);

    public Task ReleaseAsync(IReadOnlyList<OrderId> orders, CancellationToken ct) => release.RunAsync(orders, ct);

    public Task ShipAsync(IReadOnlyList<StockIssue> shipments, CancellationToken ct) => ship.RunAsync(shipments, ct);

    public Task ReceiveAsync(IReadOnlyList<StockReceipt> receipts, CancellationToken ct) => receive.RunAsync(receipts, ct);

    public Task<IReadOnlyList<Result>> AdjustAsync(IReadOnlyList<StockAdjustment> adjustments, CancellationToken ct) => adjust.RunAsync(adjustments, ct);

    public Task<IReadOnlyList<StockLevel>> LevelsAsync(IReadOnlyList<ProductId> products, CancellationToken ct) => reader.LevelsAsync(products, ct);
}
