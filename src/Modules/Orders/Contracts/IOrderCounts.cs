namespace Entrepot.Orders.Contracts;

/// <summary>How many orders stand where.</summary>
public interface IOrderCounts
{
    Task<IReadOnlyDictionary<OrderStatus, int>> ByStatusAsync(CancellationToken ct);

    /// <summary>Orders on hold by reason code.</summary>
    Task<IReadOnlyDictionary<string, int>> ByHoldReasonAsync(CancellationToken ct);
}
