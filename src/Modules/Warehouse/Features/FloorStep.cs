using Entrepot.Kernel;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;

namespace Entrepot.Warehouse.Features;

/// <summary>What was scanned or typed.</summary>
/// <param name="Quantity">Pieces that one scan of goods means.</param>
/// <param name="Id">The scan's own; sent again it counts once. Empty when the scanner gives none.</param>
internal sealed record FloorScan(string Code, long Quantity, bool Damaged, string Id);

/// <summary>One kind of floor job: what a scan means, by where the worker stands.</summary>
internal interface IFloorStep
{
    FloorTaskKind Kind { get; }

    /// <summary>Changes the task and what lies where, in the caller's unit of work.</summary>
    /// <returns>What to tell the worker; a refusal has changed nothing.</returns>
    Task<Result<Sentence>> ScanAsync(FloorTask task, FloorScan scan, CancellationToken ct);
}
