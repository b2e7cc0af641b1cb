using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>
/// Counts what became of every row. What is read (<see cref="Rows"/>, <see cref="AmountIn"/>) and what is accounted for
/// are counted in different places, so that a row lost on the way shows as a difference.
/// </summary>
internal sealed class ImportTally : IImportWatch
{
    private readonly Lock gate = new();
    private long rows;
    private decimal amountIn;
    private int filesDone;

    /// <summary>Read on one thread and shown on another.</summary>
    public (long Rows, decimal AmountIn, int FilesDone) Read
    {
        get
        {
            lock (gate) return (rows, amountIn, filesDone);
        }
    }

    public long GoodsRows { get; private set; }
    public long ServiceRows { get; private set; }
    public long CancelledRows { get; private set; }
    public long MatchedCancellations { get; set; }
    public long RefusedRows { get; private set; }
    public long StockAdjustmentRows { get; private set; }
    public long MoneyAdjustmentRows { get; private set; }
    public long Orders { get; private set; }
    public long Duplicates { get; private set; }
    public long Conflicts { get; private set; }
    public decimal OrderAmount { get; private set; }
    public decimal Rounding { get; private set; }
    public decimal CancelledAmount { get; private set; }
    public decimal AdjustedAmount { get; private set; }
    public decimal RefusedAmount { get; private set; }

    public decimal AmountAccounted => OrderAmount + Rounding + CancelledAmount + AdjustedAmount + RefusedAmount;

    public void RowRead(decimal? amount)
    {
        lock (gate)
        {
            rows++;
            amountIn += amount ?? 0;
        }
    }

    public void FileDone()
    {
        lock (gate)
        {
            filesDone++;
        }
    }

    /// <summary>An order that the front door has answered for.</summary>
    public void Answered(Delivery delivery, IntakeOutcome outcome)
    {
        if (outcome == IntakeOutcome.Refused)
        {
            RefusedRows += delivery.GoodsRows + delivery.ServiceRows;
            RefusedAmount += delivery.OrderAmount;
            return;
        }

        GoodsRows += delivery.GoodsRows;
        ServiceRows += delivery.ServiceRows;
        if (outcome == IntakeOutcome.Accepted) Orders++;
        else if (outcome == IntakeOutcome.Duplicate) Duplicates++;
        else Conflicts++;

        var order = delivery.Order ?? throw new InvalidOperationException("Only an order is answered for.");
        var scale = Currencies.Scale(order.Currency);
        foreach (var line in order.Lines)
        {
            OrderAmount += line.AmountMinor / scale;
            Rounding += LineAmount.Exact(line.Quantity, line.UnitPriceMicros) - (line.AmountMinor / scale);
        }
    }

    public void Cancelled(CancelledRow row)
    {
        CancelledRows++;
        CancelledAmount -= LineAmount.Exact(row.Quantity, row.UnitPriceMicros);
    }

    public void Noted(RowNote note)
    {
        var amount = note.Amount ?? 0;
        switch (note.Kind)
        {
            case RowKind.MoneyAdjustment:
                ServiceRows++;
                MoneyAdjustmentRows++;
                AdjustedAmount += amount;
                break;
            case RowKind.StockAdjustment:
                RefusedRows++;
                StockAdjustmentRows++;
                AdjustedAmount += amount;
                break;
            default:
                RefusedRows++;
                RefusedAmount += amount;
                break;
        }
    }
}
