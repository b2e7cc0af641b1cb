using System.Text.Json;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;

namespace Entrepot.Orders.Domain;

/// <summary>What a buyer bought, where it stands, and what a person let pass.</summary>
internal sealed class Order : ITenantRow
{
    private Order() { } // For EF Core.

    public TenantId TenantId { get; private init; }
    public OrderId Id { get; private init; }
    public string Number { get; private init; } = "";
    public SalesChannelId ChannelId { get; private init; }
    public string ExternalNumber { get; private init; } = "";
    public DateTime PlacedAt { get; private init; }
    public DateTime ReceivedAt { get; private init; }
    public OrderStatus Status { get; private set; }
    public string? HoldCode { get; private set; }
    public Sentence? HoldReason { get; private set; }
    public string? HoldStage { get; private set; }

    /// <summary>When the present status began.</summary>
    public DateTime Since { get; private set; }
    public DateOnly? ExpectedOn { get; private set; }
    public string Currency { get; private init; } = "";
    public long TotalMinor { get; private set; }
    public long? ProfitMinor { get; private set; }
    public string BuyerName { get; private set; } = "";
    public string Country { get; private set; } = "";
    public string Warehouses { get; private set; } = "";
    public string Service { get; private set; } = "";
    public int Priority { get; private set; }
    public string Tags { get; private set; } = "";
    public DateTime? ShipBy { get; private set; }

    /// <summary>When the last of its parcels went to a carrier; null before.</summary>
    public DateTime? ShippedAt { get; private set; }
    public string BasketHash { get; private set; } = "";

    /// <summary>Problem codes, separated by commas, that a person has let pass for this order.</summary>
    public string Waived { get; private set; } = "";
    public int Run { get; private set; }
    public int Version { get; private set; }

    /// <summary>The order itself as JSON: what was received, with every edit since.</summary>
    public string Content { get; private set; } = "";

    /// <summary>A new order with what its first journey decided.</summary>
    public static Order Enter(TenantId tenant, OrderDecision decision)
    {
        var booked = decision.Order;
        var order = new Order
        {
            TenantId = tenant,
            Id = booked.Id,
            Number = booked.Number,
            ChannelId = booked.Channel.Id,
            ExternalNumber = booked.Content.ExternalNumber,
            PlacedAt = booked.Content.PlacedAt,
            ReceivedAt = booked.ReceivedAt,
            Currency = booked.Content.Currency,
            Status = OrderStatus.Received,
        };
        order.SetContent(booked.Content);
        order.Apply(decision);
        return order;
    }

    /// <summary>A part of another order, which waits for a journey of its own.</summary>
    public static Order Open(TenantId tenant, BookedOrder booked, string alsoWaived, DateTime now)
    {
        var waived = booked.Waived.Contains(alsoWaived) ? booked.Waived : booked.Waived.Append(alsoWaived);
        var order = new Order
        {
            TenantId = tenant,
            Id = booked.Id,
            Number = booked.Number,
            ChannelId = booked.Channel.Id,
            ExternalNumber = booked.Content.ExternalNumber,
            PlacedAt = booked.Content.PlacedAt,
            ReceivedAt = booked.ReceivedAt,
            Currency = booked.Content.Currency,
            Status = OrderStatus.Received,
            Since = now,
            Waived = string.Join(',', waived.Order(StringComparer.Ordinal)),
        };
        order.SetContent(booked.Content);
        return order;
    }

    /// <summary>Takes over what a journey decided.</summary>
    public void Apply(OrderDecision decision)
    {
        if (!OrderLifecycle.Allows(Status, decision.Status)) throw new InvalidOperationException($"A journey cannot turn {Status} into {decision.Status}.");

        Status = decision.Status;
        Since = decision.DecidedAt;
        HoldCode = decision.Hold?.Code;
        HoldReason = decision.Hold?.Message;
        HoldStage = decision.Hold is null ? null : decision.HoldStage;
        ExpectedOn = decision.ExpectedOn;
        Priority = decision.Priority;
        Tags = string.Join(',', decision.Tags);
        Warehouses = decision.Warehouses;
        Service = decision.Service;
        ProfitMinor = decision.ProfitMinor;
        BasketHash = decision.BasketHash;
        Run = decision.Order.Run;
        Version++;
    }

    /// <summary>Moves on after the journey; refused when the lifecycle does not know the move.</summary>
    public Result MoveTo(OrderStatus next, DateTime now)
    {
        if (Status == next) return Result.Ok; // The same event again changes nothing.
        if (!OrderLifecycle.Allows(Status, next)) return OrderProblems.IllegalMove(Number, Status, next);

        Status = next;
        Since = now;
        if (next == OrderStatus.Shipped) ShippedAt = now;
        (HoldCode, HoldReason, HoldStage) = (null, null, null);
        Version++;
        return Result.Ok;
    }

    /// <summary>Stops the order after its journey for a person to look.</summary>
    public Result Hold(Problem why, string stage, DateTime now)
    {
        if (!OrderLifecycle.Allows(Status, OrderStatus.OnHold)) return OrderProblems.IllegalMove(Number, Status, OrderStatus.OnHold);

        Status = OrderStatus.OnHold;
        Since = now;
        (HoldCode, HoldReason, HoldStage) = (why.Code, why.Message, stage);
        Version++;
        return Result.Ok;
    }

    /// <summary>Stops the order because a bug broke its journey off; the journey counts, so its trace stands beside the others.</summary>
    public Result BreakOff(Problem why, string stage, DateTime now)
    {
        if (Hold(why, stage, now).Problem is { } problem) return problem;

        Run++;
        return Result.Ok;
    }

    /// <summary>Back to the start: a released order runs the whole journey again, with fresh stock and rates.</summary>
    public Result Restart(OrderRestart restart, DateTime now)
    {
        if (restart.Version is { } seen && seen != Version) return OrderProblems.ChangedMeanwhile(Number);
        if (restart.Reopens && Status == OrderStatus.Closed) Status = OrderStatus.Backordered; // It had nothing to ship and gets pieces back: not a move of its life, but one of it undone.
        if (MoveTo(OrderStatus.Received, now).Problem is { } problem) return problem;

        if (restart.Change is not null) Change(restart.Change, restart.AddedLines.Count);
        if (restart.Waive is not null && !WaivedCodes().Contains(restart.Waive)) Waived = Waived.Length == 0 ? restart.Waive : $"{Waived},{restart.Waive}";
        return Result.Ok;
    }

    /// <summary>A reason that was let pass by mistake stops the order again.</summary>
    public void ForgetWaiver(string code)
    {
        Waived = string.Join(',', Waived.Split(',').Where(waived => waived != code));
        Version++;
    }

    private void Change(Func<IncomingOrder, IncomingOrder> change, int added)
    {
        var before = ReadContent();
        var after = change(before);
        if (after.Lines.Count != before.Lines.Count + added) throw new InvalidOperationException($"An edit of {Number} must keep its lines: what is not wanted is cancelled.");
        SetContent(after);
    }

    public IReadOnlySet<string> WaivedCodes() => Waived.Length == 0 ? NoCodes : Waived.Split(',').ToHashSet(StringComparer.Ordinal);

    public IncomingOrder ReadContent() => JsonSerializer.Deserialize(Content, OrderJson.Default.IncomingOrder) ?? throw new InvalidOperationException($"Order {Number} has no content.");

    private static readonly HashSet<string> NoCodes = [];

    private void SetContent(IncomingOrder content)
    {
        Content = JsonSerializer.Serialize(content, OrderJson.Default.IncomingOrder);
        BuyerName = content.ShipTo.Name;
        Country = content.ShipTo.Country;
        ShipBy = content.ShipBy;
        TotalMinor = content.PaidMinor();
    }
}
