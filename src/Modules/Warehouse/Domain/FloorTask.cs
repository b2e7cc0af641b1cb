using System.Globalization;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Domain;

/// <summary>One job of a hand scanner. It remembers where the worker stands, so that scans which come late and in order mean what they meant.</summary>
internal sealed class FloorTask : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long Id { get; init; }
    public FloorTaskKind Kind { get; init; }
    public WarehouseId WarehouseId { get; init; }
    public FloorTaskState State { get; private set; } = FloorTaskState.Open;

    /// <summary>What announced the goods that are received, e.g. <c>transfer/9</c>; empty where nobody did, and for other jobs.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The bin that was scanned: where goods are taken, or counted. Null until then.</summary>
    public BinId? BinId { get; private set; }

    /// <summary>What the worker has in hand; null with empty hands.</summary>
    public ProductId? ProductId { get; private set; }
    public long Quantity { get; private set; }
    public string StartedBy { get; init; } = "";
    public DateTime StartedAt { get; init; }
    public string? ClosedBy { get; private set; }
    public DateTime? ClosedAt { get; private set; }
    public int Version { get; private set; }
    public List<FloorLine> Lines { get; } = [];

    public string Number => string.Create(CultureInfo.InvariantCulture, $"T{Id}");
    public bool IsOpen => State is FloorTaskState.Open or FloorTaskState.Recount;

    public FloorLine Line(ProductId product)
    {
        if (Lines.Find(line => line.ProductId == product) is { } known) return known;
        var line = new FloorLine { TenantId = TenantId, FloorTaskId = Id, ProductId = product };
        Lines.Add(line);
        return line;
    }

    public void StandAt(BinId bin)
    {
        BinId = bin;
        Version++;
    }

    public void Take(ProductId product, long quantity, BinId from)
    {
        (ProductId, Quantity, BinId) = (product, quantity, from);
        Version++;
    }

    /// <summary>Empty hands again; whoever moves several goods stays at the bin.</summary>
    public void LayDown(bool leaveBin)
    {
        ProductId = null;
        Quantity = 0;
        if (leaveBin) BinId = null;
        Version++;
    }

    public void Touch() => Version++;

    public void AskForRecount()
    {
        foreach (var line in Lines) line.CountAgain();
        State = FloorTaskState.Recount;
        Version++;
    }

    public void AskForApproval()
    {
        State = FloorTaskState.Waiting;
        Version++;
    }

    public void Close(FloorTaskState state, string by, DateTime now)
    {
        (State, ClosedBy, ClosedAt) = (state, by, now);
        Version++;
    }
}

/// <summary>One product of a receipt or a count.</summary>
internal sealed class FloorLine : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long FloorTaskId { get; init; }
    public ProductId ProductId { get; init; }

    /// <summary>Announced, or in the bin by the books when the count was ended.</summary>
    public long Expected { get; set; }
    public long Counted { get; private set; }

    /// <summary>How many of the counted ones are damaged.</summary>
    public long Damaged { get; private set; }

    /// <summary>The first count's number; null until there is a second.</summary>
    public long? FirstCounted { get; private set; }
    public InboundId? InboundId { get; init; }

    public long Good => Counted - Damaged;
    public long Difference => Counted - Expected;

    public void Add(long pieces, bool damaged)
    {
        Counted += pieces;
        if (damaged) Damaged += pieces;
    }

    public void CountAgain() => (FirstCounted, Counted) = (Counted, 0);
}

internal enum FloorTaskState
{
    Open,

    /// <summary>A count that differed: the bin is counted once more.</summary>
    Recount,

    /// <summary>The second count differed too: another person decides.</summary>
    Waiting,
    Done,
    Dropped,
}

/// <summary>A scan that was taken, by its own id: sent again it does nothing.</summary>
internal sealed class ScanRecord : ITenantRow
{
    public TenantId TenantId { get; init; }

    /// <summary>The scanner's own id for it.</summary>
    public string Scan { get; init; } = "";
    public long TaskId { get; init; }
    public string Code { get; init; } = "";
    public long Quantity { get; init; }
    public string By { get; init; } = "";
    public DateTime At { get; init; }
}
