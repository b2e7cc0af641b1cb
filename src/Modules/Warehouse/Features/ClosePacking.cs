using Entrepot.Kernel;
using Entrepot.Platform.Work;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;

namespace Entrepot.Warehouse.Features;

/// <summary>The end of packing, however it was done: the weight is right, the carrier is asked for labels, the journey is told.</summary>
internal sealed class ClosePacking(IConsignments consignments, WorkQueue work, TimeProvider clock)
{
    public static bool IsComplete(WeighedParcel parcel) => parcel.Carton.Length > 0 && parcel.Outer.IsKnown && parcel.GrossWeightGrams > 0;

    public Result CheckWeight(long grams, long expectedGrams)
    {
        var tolerance = FloorRules.On(clock.GetUtcNow().UtcDateTime).ToleranceOf(expectedGrams);
        return Math.Abs(grams - expectedGrams) <= tolerance ? Result.Ok : WarehouseProblems.WeightDiffers(grams, expectedGrams, tolerance);
    }

    public Task<Result> BookAsync(FulfilmentOrder order, IReadOnlyList<WeighedParcel> parcels, CancellationToken ct) =>
        consignments.BookAsync(order.ConsignmentId, [.. parcels.Select(parcel => new PackedParcel(parcel.Carton, parcel.Outer, parcel.GrossWeightGrams))], ct);

    public Result Finish(FulfilmentOrder order, DateTime now)
    {
        if (order.Pack(now).Problem is { } problem) return problem;

        work.Publish(order.Number, new FulfilmentPacked(order.Id, order.OrderId, order.WarehouseId, now));
        return Result.Ok;
    }
}
