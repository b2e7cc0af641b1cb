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

    public async Task<Result> BookAsync(FulfilmentOrder order, IReadOnlyList<WeighedParcel> parcels, CancellationToken ct) => (await BookAsync([(order, parcels)], ct))[0];

    public Task<IReadOnlyList<Result>> BookAsync(IReadOnlyList<(FulfilmentOrder Order, IReadOnlyList<WeighedParcel> Parcels)> packed, CancellationToken ct) => consignments.BookAsync(
        [.. packed.Select(one => new PackedForBooking(one.Order.ConsignmentId, [.. one.Parcels.Select(parcel => new PackedParcel(parcel.Carton, parcel.Outer, parcel.GrossWeightGrams))]))], ct);

    public Result Finish(FulfilmentOrder order, DateTime now)
    {
        if (order.Pack(now).Problem is { } problem) return problem;

        work.Publish(order.Number, new FulfilmentPacked(order.Id, order.OrderId, order.WarehouseId, now));
        return Result.Ok;
    }
}
