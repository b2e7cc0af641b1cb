using Entrepot.Kernel;

namespace Entrepot.Transport.Contracts;

/// <param name="TrackingNumber">Empty until the carrier has given one.</param>
/// <param name="IsExact">The tracking number or the reference is the text itself.</param>
public sealed record FoundParcel(OrderId Order, string Reference, string ServiceName, string TrackingNumber, ConsignmentStatus Status, bool IsExact);

/// <summary>Finds parcels by what stands on them.</summary>
public interface IParcelSearch
{
    /// <summary>Parcels whose tracking number, or whose consignment's reference, begins with the text; capital letters do not matter. At most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<FoundParcel>> FindAsync(string text, int limit, CancellationToken ct);
}
