using Entrepot.Kernel;
using Entrepot.Platform.Work;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;

namespace Entrepot.Warehouse.Features;

/// <summary>
/// What confirming a stop means, however it is confirmed. A slip of the hand (wrong bin, wrong goods, too many, too few)
/// is refused with what to do; too few on purpose leaves the last orders of the stop short and tells the journey.
/// </summary>
internal sealed class Picking(WorkQueue work, TimeProvider clock)
{
    public static Result Confirm(PickTask task, PickConfirmation confirmation, Dictionary<FulfilmentOrderId, FulfilmentOrder> orders)
    {
        if (!task.Lines.Exists(line => line.IsIn(confirmation.Bin))) return WarehouseProblems.WrongBin(confirmation.Bin, task.NextOpen());

        var stop = task.Stop(confirmation.Bin, confirmation.Code);
        if (stop.Count == 0) return WarehouseProblems.WrongItem(confirmation.Code, confirmation.Bin, Wanted(task, confirmation.Bin));

        var open = stop.FindAll(line => line.State == PickLineState.Open);
        if (open.Count == 0) return Repeated(stop, confirmation);

        var needed = open.Sum(line => line.Quantity);
        if (confirmation.Quantity < 0 || confirmation.Quantity > needed) return WarehouseProblems.TooMany(confirmation.Code, needed, confirmation.Quantity);
        if (confirmation.Quantity < needed && !confirmation.IsShort) return WarehouseProblems.TooFew(confirmation.Code, needed, confirmation.Quantity);

        var left = confirmation.Quantity;
        foreach (var line in open.OrderByDescending(line => orders.GetValueOrDefault(line.FulfilmentOrderId)?.Priority ?? 0).ThenBy(line => line.Id))
        {
            var taken = Math.Min(left, line.Quantity);
            left -= taken;
            line.Close(taken);
            if (task.Kind == PickTaskKind.Pick) orders[line.FulfilmentOrderId].Lines.Single(row => row.Id == line.FulfilmentLineId).Pick(taken);
        }

        return Result.Ok;
    }

    /// <summary>The same confirmation once more is done already; another quantity is not a repeat.</summary>
    private static Result Repeated(List<PickLine> stop, PickConfirmation confirmation)
    {
        if (stop.TrueForAll(line => line.State == PickLineState.Cancelled)) return WarehouseProblems.NotNeededAnyMore(confirmation.Code, confirmation.Bin);

        var picked = stop.Sum(line => line.Picked);
        return picked == confirmation.Quantity ? Result.Ok : WarehouseProblems.AlreadyPicked(confirmation.Code, confirmation.Bin, picked);
    }

    /// <summary>Moves on the orders whose last line was closed, and closes the walk after its last stop.</summary>
    public void End(PickTask task, Dictionary<FulfilmentOrderId, FulfilmentOrder> orders)
    {
        task.CloseIfDone();
        if (task.Kind != PickTaskKind.Pick) return;

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var lines in task.Lines.GroupBy(line => line.FulfilmentOrderId))
        {
            var order = orders[lines.Key];
            if (order.Status != FulfilmentStatus.InWave || order.WaveId != task.WaveId || lines.Any(line => line.State == PickLineState.Open)) continue;
            if (order.EndPicking(now).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
            if (order.Status != FulfilmentStatus.Short) continue;

            foreach (var missing in order.Lines.Where(line => line.Picked < line.Quantity))
                work.Publish(order.Number, new FulfilmentShort(order.Id, order.OrderId, order.WarehouseId, missing.ProductId, missing.Quantity - missing.Picked, now));
        }
    }

    /// <summary>What is still to be taken from the bin; all of the walk's goods there when nothing is.</summary>
    public static string Wanted(PickTask task, string bin)
    {
        var there = task.Lines.FindAll(line => line.IsIn(bin));
        var open = there.FindAll(line => line.State == PickLineState.Open);
        return string.Join(", ", (open.Count > 0 ? open : there).Select(line => line.Sku).Distinct());
    }
}
