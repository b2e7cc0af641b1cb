using System.Globalization;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>Books what was counted at the dock: good pieces are on hand and wait to be put away, damaged ones are in quarantine and nobody's. Closing twice is harmless.</summary>
internal sealed class CloseReceipt(EntrepotDb db, IStock stock, IInbound inbound, Places places, WarehouseCodes codes, CurrentUser user, TimeProvider clock)
{
    /// <param name="nothingMore">What is short will not come either: nobody is promised it any more.</param>
    public async Task<Result> RunAsync(long id, bool nothingMore, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<FloorTask>().AsTracking().Include(row => row.Lines).SingleOrDefaultAsync(row => row.Id == id && row.Kind == FloorTaskKind.Receive, ct) is not { } task) return FloorTaskProblems.Unknown(id);
        if (task.State == FloorTaskState.Done) return Result.Ok;
        if (!task.IsOpen) return FloorTaskProblems.Closed(task.Number);

        var came = task.Lines.FindAll(line => line.Counted > 0);
        if (came.Count == 0) return FloorTaskProblems.NothingCounted();
        var dock = await places.FirstAsync(task.WarehouseId, BinKind.Receiving, ct);
        var quarantine = await places.FirstAsync(task.WarehouseId, BinKind.Quarantine, ct);
        if (quarantine is null && came.Exists(line => line.Damaged > 0)) return FloorTaskProblems.NoQuarantine((await codes.AllAsync(ct)).GetValueOrDefault(task.WarehouseId, ""));

        var cause = string.Create(CultureInfo.InvariantCulture, $"receipt/{task.Id}");
        foreach (var line in came)
        {
            if (line.Good > 0 && dock is not null) await places.BookAsync(dock, line.ProductId, line.Good, BinMovementKind.Received, cause, ct);
            if (line.Damaged > 0 && quarantine is not null) await places.BookAsync(quarantine, line.ProductId, line.Damaged, BinMovementKind.Received, cause, ct);
        }

        await stock.ReceiveAsync([.. came.Where(line => line.Good > 0).Select(line => new StockReceipt(task.WarehouseId, line.ProductId, line.Good, cause, line.InboundId))], ct);
        foreach (var line in came.Where(line => line.Damaged > 0))
            if (line.InboundId is { } announced) inbound.SetAside(announced, line.Damaged);
        if (nothingMore) await inbound.CancelAsync([.. task.Lines.Select(line => line.InboundId).OfType<InboundId>()], ct);

        task.Close(FloorTaskState.Done, user.Name, clock.GetUtcNow().UtcDateTime);
        return await unit.CommitAsync(ct);
    }
}
