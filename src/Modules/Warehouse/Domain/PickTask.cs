using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Domain;

/// <summary>Fulfilment orders that were sent to the floor together.</summary>
internal sealed class Wave : ITenantRow
{
    public TenantId TenantId { get; init; }
    public WaveId Id { get; init; }
    public WarehouseId WarehouseId { get; init; }
    public string Service { get; init; } = "";
    public int OrderCount { get; init; }
    public DateTime ReleasedAt { get; init; }
    public string ReleasedBy { get; init; } = "";
}

/// <summary>To take goods out of their bins, or to bring back what a cancelled order no longer needs.</summary>
internal enum PickTaskKind { Pick, PutBack }

/// <summary>One walk: its lines are ordered as the bins lie on the way.</summary>
internal sealed class PickTask : ITenantRow
{
    public TenantId TenantId { get; init; }
    public PickTaskId Id { get; init; }
    public PickTaskKind Kind { get; init; }

    /// <summary>Null for putting back.</summary>
    public WaveId? WaveId { get; init; }
    public WarehouseId WarehouseId { get; init; }
    public long PathMillimetres { get; init; }
    public bool IsDone { get; private set; }
    public DateTime CreatedAt { get; init; }

    /// <summary>The bin whose barcode the walker scanned last; empty on the way.</summary>
    public string AtBin { get; private set; } = "";

    /// <summary>The last scan's own id, so that one sent twice counts once.</summary>
    public string LastScan { get; private set; } = "";
    public int Version { get; private set; }
    public List<PickLine> Lines { get; } = [];

    /// <summary>Lines of one bin and product, walked to once for all orders.</summary>
    public List<PickLine> Stop(string bin, string code) => Lines.FindAll(line => line.IsIn(bin) && ScannedCode.Matches(code, line.Sku, line.Gtin));

    public PickLine? NextOpen() => Lines.Where(line => line.State == PickLineState.Open).MinBy(line => line.Sequence);

    /// <summary>Whether there is still something to take from the bin.</summary>
    public bool HasOpen(string bin) => Lines.Exists(line => line.State == PickLineState.Open && line.IsIn(bin));

    /// <summary>The walker stands before a bin, or leaves it (empty).</summary>
    public void StandAt(string bin, string scan)
    {
        AtBin = bin;
        LastScan = scan;
        Version++;
    }

    public void CloseIfDone()
    {
        if (IsDone || Lines.Exists(line => line.State == PickLineState.Open)) return;
        IsDone = true;
        Version++;
    }
}

internal enum PickLineState { Open, Picked, Short, Cancelled }

/// <summary>Pieces for one fulfilment line out of one bin.</summary>
internal sealed class PickLine : ITenantRow
{
    public TenantId TenantId { get; init; }
    public PickTaskId PickTaskId { get; init; }
    public long Id { get; init; }

    /// <summary>Place on the walk, from 1; lines of one stop share it.</summary>
    public int Sequence { get; init; }
    public FulfilmentOrderId FulfilmentOrderId { get; init; }
    public long FulfilmentLineId { get; init; }

    /// <summary>Empty when the product has no bin here: somebody has to look for it.</summary>
    public string Bin { get; init; } = "";
    public ProductId ProductId { get; init; }
    public string Sku { get; init; } = "";
    public string Gtin { get; init; } = "";
    public string Name { get; init; } = "";
    public string NameChinese { get; init; } = "";
    public long Quantity { get; init; }
    public long Picked { get; private set; }
    public PickLineState State { get; private set; }

    public bool IsIn(string bin) => string.Equals(Bin, bin, StringComparison.OrdinalIgnoreCase);

    public void Close(long picked)
    {
        if (State != PickLineState.Open || picked < 0 || picked > Quantity) throw new InvalidOperationException($"Pick line {Id} is {State}; {picked} of {Quantity} pieces do not fit.");
        Picked = picked;
        State = picked == Quantity ? PickLineState.Picked : PickLineState.Short;
    }

    public void Cancel() => State = PickLineState.Cancelled;
}
