using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Domain;
using Entrepot.Unit.Journey;
using static Entrepot.Orders.Contracts.OrderStatus;

namespace Entrepot.Unit.Orders;

public sealed class OrderLifecycleTests
{
    private static readonly DateTime Later = TestDatabase.Noon.AddHours(1);

    /// <summary>Every move there is; all others are refused.</summary>
    private static readonly HashSet<(OrderStatus From, OrderStatus To)> Legal =
    [
        (Received, OnHold), (Received, Backordered), (Received, Allocated), (Received, Closed), (Received, Cancelled),
        (OnHold, Received), (OnHold, Cancelled),
        (Backordered, Received), (Backordered, Cancelled),
        (Allocated, Received), (Allocated, OnHold), (Allocated, InFulfilment), (Allocated, Cancelled),
        (InFulfilment, Received), (InFulfilment, OnHold), (InFulfilment, Shipped), (InFulfilment, Cancelled),
        (Shipped, Delivered),
    ];

    public static TheoryData<OrderStatus, OrderStatus> Moves()
    {
        var moves = new TheoryData<OrderStatus, OrderStatus>();
        foreach (var from in Enum.GetValues<OrderStatus>())
            foreach (var to in Enum.GetValues<OrderStatus>()) moves.Add(from, to);
        return moves;
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void Only_the_moves_of_the_table_are_legal(OrderStatus from, OrderStatus to) =>
        OrderLifecycle.Allows(from, to).ShouldBe(Legal.Contains((from, to)));

    [Fact]
    public void An_order_has_ended_where_no_move_leads_on() =>
        Enum.GetValues<OrderStatus>().Where(status => !Legal.Any(move => move.From == status)).ShouldBe(OrderLifecycle.Ended, ignoreOrder: true);

    [Fact]
    public void A_refused_move_changes_nothing()
    {
        var order = AnOrder(Allocated);

        order.MoveTo(Delivered, Later).Problem!.Code.ShouldBe("orders.illegal_move");

        (order.Status, order.Since, order.Version).ShouldBe((Allocated, TestDatabase.Noon, 1));
    }

    [Fact]
    public void The_same_move_again_is_done_already()
    {
        var order = AnOrder(Allocated);
        order.MoveTo(InFulfilment, Later).ShouldBe(Result.Ok);

        order.MoveTo(InFulfilment, Later.AddHours(1)).ShouldBe(Result.Ok);

        (order.Since, order.Version).ShouldBe((Later, 2));
    }

    [Fact]
    public void An_order_that_goes_on_loses_its_hold()
    {
        var order = AnOrder(OnHold);
        (order.HoldCode, order.HoldReason, order.HoldStage).ShouldBe(("orders.total_mismatch", "Compare.", "check"));

        order.Restart(new(order.Id, "released", "", Change: null, Waive: null), Later).ShouldBe(Result.Ok);

        (order.Status, order.HoldCode, order.HoldReason, order.HoldStage).ShouldBe((Received, null, null, null));
    }

    [Fact]
    public void A_restart_keeps_what_was_changed_and_what_was_let_pass()
    {
        var order = AnOrder(OnHold);

        order.Restart(new(order.Id, "edited", "", content => content with { ShipTo = content.ShipTo with { Name = "Grace Hopper" } }, "orders.total_mismatch"), Later);
        order.Apply(Decision(OnHold, order.Id));
        order.Restart(new(order.Id, "released", "", Change: null, "orders.total_mismatch"), Later);
        order.Apply(Decision(OnHold, order.Id));
        order.Restart(new(order.Id, "released", "", Change: null, "rules.high_value"), Later);

        order.BuyerName.ShouldBe("Grace Hopper");
        order.Waived.ShouldBe("orders.total_mismatch,rules.high_value");
        order.WaivedCodes().ShouldBe(["orders.total_mismatch", "rules.high_value"], ignoreOrder: true);
    }

    [Fact]
    public void A_journey_cannot_decide_what_the_table_does_not_know() =>
        Should.Throw<InvalidOperationException>(() => AnOrder(Allocated).Apply(Decision(Backordered, new(5))));

    [Fact]
    public void An_order_can_be_stopped_while_it_is_on_the_floor()
    {
        var order = AnOrder(Allocated);

        order.Hold(Problem.Invalid("warehouse.short", "One mug is missing."), "pick", Later).ShouldBe(Result.Ok);

        (order.Status, order.HoldCode, order.HoldStage).ShouldBe((OnHold, "warehouse.short", "pick"));
        AnOrder(Closed).Hold(Problem.Invalid("warehouse.short", "One mug is missing."), "pick", Later).Problem!.Code.ShouldBe("orders.illegal_move");
    }

    [Fact]
    public void A_journey_that_broke_off_counts_as_one()
    {
        var order = AnOrder(OnHold);
        order.Restart(new(order.Id, "released", "", Change: null, Waive: null), Later);

        order.BreakOff(Problem.Invalid("journey.failed", "A bug."), "journey", Later).ShouldBe(Result.Ok);

        (order.Status, order.HoldCode, order.Run).ShouldBe((OnHold, "journey.failed", 2));
    }

    [Fact]
    public void An_edit_that_drops_a_line_is_a_fault_of_its_caller()
    {
        var order = AnOrder(OnHold);

        Should.Throw<InvalidOperationException>(() => order.Restart(new(order.Id, "edited", "", content => content with { Lines = [Goods.ALine("1", "MUG", 1)] }, null), Later));
    }

    private static Order AnOrder(OrderStatus decided) => Order.Enter(TestDatabase.Ours, Decision(decided, new(5)));

    private static OrderDecision Decision(OrderStatus status, OrderId id) => new(
        new(id, "SO-0000005", new(new(71), "shop", "Our shop", "api", "EUR"), 1, Content, [], TestDatabase.Noon, new HashSet<string>(), IsNew: true), status, TestDatabase.Noon)
    {
        Hold = status == OnHold ? Problem.Invalid("orders.total_mismatch", "Compare.") : null,
        HoldStage = status == OnHold ? "check" : "",
        Products = [],
        Trace = [],
    };

    private static readonly IncomingOrder Content = new()
    {
        ExternalNumber = "A-1",
        PlacedAt = TestDatabase.Noon,
        Currency = "EUR",
        ShipTo = new() { Name = "Ada Lovelace", Country = "GB" },
        Lines = [],
    };
}
