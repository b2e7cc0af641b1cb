using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Domain;

/// <summary>The part of an order that one warehouse ships in one consignment, on its way over the floor.</summary>
internal sealed class FulfilmentOrder : ITenantRow
{
    public TenantId TenantId { get; init; }
    public FulfilmentOrderId Id { get; init; }
    public OrderId OrderId { get; init; }
    public string OrderNumber { get; init; } = "";
    public WarehouseId WarehouseId { get; init; }
    public ConsignmentId ConsignmentId { get; init; }

    /// <summary><c>carrier/service</c>.</summary>
    public string Service { get; init; } = "";
    public string ShipToName { get; init; } = "";
    public string ShipToCountry { get; init; } = "";

    /// <summary>Higher goes first.</summary>
    public int Priority { get; init; }
    public DateTime? ShipBy { get; init; }
    public FulfilmentStatus Status { get; private set; }
    public DateTime StatusAt { get; private set; }

    /// <summary>Null until it is released, and again when it goes back to planned.</summary>
    public WaveId? WaveId { get; private set; }

    /// <summary>Transport's manifest; null until it is handed over.</summary>
    public long? ManifestId { get; private set; }

    /// <summary>What a person must look at: a carrier's refusal, a booking that got stuck; null when there is nothing.</summary>
    public Sentence? Problem { get; private set; }

    /// <summary>The code of <see cref="Problem"/>; null when there is none.</summary>
    public string? ProblemCode { get; private set; }
    public int Version { get; private set; }
    public List<FulfilmentLine> Lines { get; } = [];

    /// <summary>What stands on the pick list and is scanned at the packing table.</summary>
    public string Number => NumberOf(Id);
    public string Carrier => Service.Split('/')[0];

    public static string NumberOf(FulfilmentOrderId id) => $"F{id.Value}";

    public static FulfilmentOrder Plan(TenantId tenant, NewFulfilmentOrder order, DateTime now) => new()
    {
        TenantId = tenant,
        Id = order.Id,
        OrderId = order.Order,
        OrderNumber = order.OrderNumber,
        WarehouseId = order.Warehouse,
        ConsignmentId = order.Consignment,
        Service = order.Service,
        ShipToName = order.ShipToName,
        ShipToCountry = order.ShipToCountry,
        Priority = order.Priority,
        ShipBy = order.ShipBy,
        Status = FulfilmentStatus.Planned,
        StatusAt = now,
    };

    public Result Release(WaveId wave, DateTime now)
    {
        if (MoveTo(FulfilmentStatus.InWave, now).Problem is { } problem) return problem;

        WaveId = wave;
        return Result.Ok;
    }

    /// <summary>The walk is over: everything was found, or the order is short.</summary>
    public Result EndPicking(DateTime now) => MoveTo(Lines.TrueForAll(line => line.Picked == line.Quantity) ? FulfilmentStatus.Picked : FulfilmentStatus.Short, now);

    /// <summary>What was missing has turned up: it waits for another wave, which walks for the rest only.</summary>
    public Result PlanAgain(DateTime now)
    {
        if (MoveTo(FulfilmentStatus.Planned, now).Problem is { } problem) return problem;

        WaveId = null;
        return Result.Ok;
    }

    public Result Pack(DateTime now)
    {
        if (Lines.Find(line => line.Packed < line.Quantity) is { } open && Status == FulfilmentStatus.Picked) return WarehouseProblems.NotAllPacked(Number, open);

        return MoveTo(FulfilmentStatus.Packed, now);
    }

    public Result Label(DateTime now)
    {
        if (MoveTo(FulfilmentStatus.Labelled, now).Problem is { } problem) return problem;

        (Problem, ProblemCode) = (null, null);
        return Result.Ok;
    }

    /// <summary>The carrier does not take the parcels as they are, or cannot be asked; the order stays packed until it is booked again.</summary>
    public Result Refuse(string code, Sentence reason)
    {
        if (Status != FulfilmentStatus.Packed) return WarehouseProblems.WrongStage(Number, Status, FulfilmentStatus.Packed);

        (Problem, ProblemCode) = (reason, code);
        Version++;
        return Result.Ok;
    }

    public Result HandOver(long manifest, DateTime now)
    {
        if (MoveTo(FulfilmentStatus.HandedOver, now).Problem is { } problem) return problem;

        ManifestId = manifest;
        return Result.Ok;
    }

    public Result Cancel(DateTime now) => MoveTo(FulfilmentStatus.Cancelled, now);

    private Result MoveTo(FulfilmentStatus next, DateTime now)
    {
        if (!FulfilmentLifecycle.Allows(Status, next)) return WarehouseProblems.IllegalMove(Number, Status, next);

        Status = next;
        StatusAt = now;
        Version++;
        return Result.Ok;
    }
}

/// <summary>Pieces of one product on a fulfilment order, with the words that people on the floor read.</summary>
internal sealed class FulfilmentLine : ITenantRow
{
    public TenantId TenantId { get; init; }
    public FulfilmentOrderId FulfilmentOrderId { get; init; }
    public long Id { get; init; }
    public OrderLineId OrderLineId { get; init; }
    public ProductId ProductId { get; init; }
    public string Sku { get; init; } = "";
    public string Name { get; init; } = "";
    public string NameChinese { get; init; } = "";
    public string Gtin { get; init; } = "";
    public long Quantity { get; init; }
    public long Picked { get; private set; }
    public long Packed { get; private set; }

    public void Pick(long quantity)
    {
        if (quantity < 0 || Picked + quantity > Quantity) throw new ArgumentOutOfRangeException(nameof(quantity), quantity, $"{Picked} of {Quantity} pieces are picked.");
        Picked += quantity;
    }

    public void Pack(long quantity)
    {
        if (quantity < 0 || Packed + quantity > Quantity) throw new ArgumentOutOfRangeException(nameof(quantity), quantity, $"{Packed} of {Quantity} pieces are packed.");
        Packed += quantity;
    }

    public bool Answers(string code) => ScannedCode.Matches(code, Sku, Gtin);
}

internal static class ScannedCode
{
    /// <summary>A scanner reads the GTIN, a person types the SKU in any case.</summary>
    public static bool Matches(string code, string sku, string gtin) =>
        string.Equals(code, sku, StringComparison.OrdinalIgnoreCase) || (gtin.Length > 0 && code == gtin);
}
