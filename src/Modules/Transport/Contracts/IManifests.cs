using Entrepot.Kernel;

namespace Entrepot.Transport.Contracts;

/// <summary>A closed list of consignments that one carrier collects at one warehouse.</summary>
/// <param name="Number">Printed on the list and unique in the company, e.g. <c>MF-20261102-00001</c>.</param>
public sealed record ManifestInfo(
    long Id, string Number, WarehouseId Warehouse, string Carrier, DateTime ClosedAt, IReadOnlyList<ConsignmentId> Consignments, int ParcelCount, long GrossWeightGrams);

/// <summary>The closed lists that parcels are handed to carriers with.</summary>
public interface IManifests
{
    /// <summary>
    /// Closes a manifest in the caller's unit of work. Handing over is the next step and the caller's:
    /// <see cref="IConsignments.HandOverAsync"/>.
    /// </summary>
    /// <param name="carrier">The carrier's code, the part of <see cref="ConsignmentInfo.Service"/> before the slash.</param>
    /// <param name="now">UTC; its day is in the number.</param>
    /// <returns>
    /// Refused as a whole, and naming the consignments, with <c>transport.not_for_manifest</c> when one is not booked, of
    /// another warehouse or carrier, already on a manifest, or without its papers; with <c>transport.empty_manifest</c> for an empty list.
    /// </returns>
    Task<Result<ManifestInfo>> CloseAsync(WarehouseId warehouse, string carrier, IReadOnlyList<ConsignmentId> consignments, DateTime now, CancellationToken ct);

    /// <summary>The closed manifests on which these consignments stand already, each with all of its consignments.</summary>
    Task<IReadOnlyList<ManifestInfo>> WithAsync(IReadOnlyList<ConsignmentId> consignments, CancellationToken ct);

    /// <summary>Manifests by id, in the same order; null where there is none.</summary>
    Task<IReadOnlyList<ManifestInfo?>> FindAsync(IReadOnlyList<long> ids, CancellationToken ct);
}
