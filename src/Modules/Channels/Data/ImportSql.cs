using Entrepot.Channels.Domain.Importing;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Data;

/// <summary>Statements on imports.</summary>
internal static class ImportSql
{
    private const string Progress = """
        UPDATE channels_import SET state = @p2, phase = @p3, progress_at = @p4, finished_at = @p5, error = @p6, files = @p7, files_done = @p8, files_refused = @p9,
            bytes = @p10, bytes_done = @p11, rows = @p12, goods_rows = @p13, service_rows = @p14, cancelled_rows = @p15, matched_cancellations = @p16,
            refused_rows = @p17, stock_adjustment_rows = @p18, money_adjustment_rows = @p19, orders = @p20, duplicates = @p21, conflicts = @p22,
            amount_in_micros = @p23, order_amount_micros = @p24, rounding_micros = @p25, cancelled_amount_micros = @p26, adjusted_amount_micros = @p27,
            refused_amount_micros = @p28, milliseconds = @p29, notice = @p30
        WHERE tenant_id = @p0 AND id = @p1
        """;

    public const string ForgetParts = "DELETE FROM channels_import_part WHERE tenant_id = @p0 AND import_id = @p1";

    public const string ForgetLeftBehind = """
        DELETE FROM channels_import_part WHERE tenant_id = @p0 AND stored_at < @p1
            AND NOT EXISTS (SELECT 1 FROM channels_import i WHERE i.tenant_id = channels_import_part.tenant_id AND i.id = channels_import_part.import_id)
        """;

    /// <summary>Who wants a running import to stop; null while nobody does.</summary>
    public static async Task<string?> StopAskedByAsync(EntrepotDb db, long id, CancellationToken ct) => (await db.QueryAsync(
        "SELECT stop_asked_by FROM channels_import WHERE tenant_id = @p0 AND id = @p1", row => row.IsDBNull(0) ? null : row.GetString(0), ct, db.Tenant.Value, id)).FirstOrDefault();

    /// <summary>Adds the state of a run to the open unit of work.</summary>
    public static void Note(EntrepotDb db, ImportRun run, DateTime now)
    {
        var (rows, amountIn, filesDone) = run.Tally.Read;
        var tally = run.Tally;
        db.Writes.Execute(
            Progress, true, db.Tenant.Value, run.Id, run.State.ToString(), run.Phase, Timestamps.ToStored(now), run.IsOver ? Timestamps.ToStored(now) : null, run.Error,
            (long)run.Files.Count, (long)filesDone, (long)run.RefusedFiles.Count, run.Bytes, run.BytesDone, rows, tally.GoodsRows, tally.ServiceRows, tally.CancelledRows,
            tally.MatchedCancellations, tally.RefusedRows, tally.StockAdjustmentRows, tally.MoneyAdjustmentRows, tally.Orders, tally.Duplicates, tally.Conflicts,
            Micros(amountIn), Micros(tally.OrderAmount), Micros(tally.Rounding), Micros(tally.CancelledAmount), Micros(tally.AdjustedAmount), Micros(tally.RefusedAmount),
            (long)run.Elapsed.TotalMilliseconds, run.Notice);
    }

    public static long Micros(decimal amount) => (long)(amount * 1_000_000m);
}
