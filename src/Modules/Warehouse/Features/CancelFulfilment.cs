using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>
/// Takes the fulfilment orders of orders back, in the caller's unit of work: what is still to be picked is struck off the
/// walks, what was picked or packed is brought back to its bins by a put-back walk. Cancelling twice is harmless.
/// </summary>
internal sealed class CancelFulfilment(EntrepotDb db, IdBlocks ids, TimeProvider clock)
{
    public async Task<IReadOnlyList<Result>> RunAsync(IReadOnlyList<OrderId> orders, CancellationToken ct)
    {
        await db.Writes.FlushAsync(ct); // What the same unit of work has created counts.
        var wanted = orders.Distinct().ToList();
        var found = (await db.Set<FulfilmentOrder>().AsTracking().Include(order => order.Lines).Where(order => wanted.Contains(order.OrderId)).ToListAsync(ct)).ToLookup(order => order.OrderId);

        var answers = new List<Result>(orders.Count);
        var cancelled = new List<FulfilmentOrder>();
        foreach (var order in orders)
        {
            if (found[order].FirstOrDefault(part => part.Status == FulfilmentStatus.HandedOver) is { } gone)
            {
                answers.Add(WarehouseProblems.HandedOver(gone.Number));
                continue;
            }

            cancelled.AddRange(found[order].Where(part => part.Status != FulfilmentStatus.Cancelled));
            answers.Add(Result.Ok);
        }

        await StrikeAsync([.. cancelled.Distinct()], ct);
        return answers;
    }

    private async Task StrikeAsync(List<FulfilmentOrder> cancelled, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var order in cancelled)
            if (order.Cancel(now).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString()); // Only a handed-over one may not be cancelled.

        var orderIds = cancelled.ConvertAll(order => order.Id);
        var tasks = await db.Set<PickTask>().AsTracking().Include(task => task.Lines)
            .Where(task => task.Kind == PickTaskKind.Pick && task.Lines.Any(line => orderIds.Contains(line.FulfilmentOrderId))).ToListAsync(ct);
        var lines = tasks.SelectMany(task => task.Lines).Where(line => orderIds.Contains(line.FulfilmentOrderId)).ToList();
        foreach (var line in lines.Where(line => line.State == PickLineState.Open)) line.Cancel();
        foreach (var task in tasks) task.CloseIfDone();

        var warehouses = cancelled.ToDictionary(order => order.Id, order => order.WarehouseId);
        foreach (var back in lines.Where(line => line.Picked > 0).GroupBy(line => warehouses[line.FulfilmentOrderId])) PutBack(back.Key, back, now);
    }

    private void PutBack(WarehouseId warehouse, IEnumerable<PickLine> picked, DateTime now)
    {
        var task = new PickTask { TenantId = db.Tenant, Id = new(ids.Next()), Kind = PickTaskKind.PutBack, WarehouseId = warehouse, CreatedAt = now };
        db.Writes.Insert(task);
        var stop = 0;
        foreach (var bin in picked.GroupBy(line => (line.Bin, line.ProductId)).OrderBy(bin => bin.Key.Bin, StringComparer.Ordinal))
        {
            stop++;
            foreach (var line in bin)
            {
                db.Writes.Insert(new PickLine
                {
                    TenantId = db.Tenant,
                    PickTaskId = task.Id,
                    Id = ids.Next(),
                    Sequence = stop,
                    FulfilmentOrderId = line.FulfilmentOrderId,
                    FulfilmentLineId = line.FulfilmentLineId,
                    Bin = line.Bin,
                    ProductId = line.ProductId,
                    Sku = line.Sku,
                    Gtin = line.Gtin,
                    Name = line.Name,
                    NameChinese = line.NameChinese,
                    Quantity = line.Picked,
                });
            }
        }
    }
}
