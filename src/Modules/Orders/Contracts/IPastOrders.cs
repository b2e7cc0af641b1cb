using Entrepot.Kernel;

namespace Entrepot.Orders.Contracts;

/// <summary>Orders that came in, read from the newest back; whatever became of them. For trying decisions on what was.</summary>
public interface IPastOrders
{
    /// <param name="before">Only older ones than this; null begins with the newest.</param>
    /// <param name="since">Only those placed then or later, UTC.</param>
    Task<IReadOnlyList<OrderHead>> BeforeAsync(OrderId? before, DateTime since, int limit, CancellationToken ct);
}
