using Entrepot.Kernel;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using static Entrepot.Warehouse.Contracts.FulfilmentStatus;

namespace Entrepot.Unit.Warehouse;

public sealed class FulfilmentLifecycleTests
{
    private static readonly DateTime Noon = new(2026, 11, 2, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(Planned, "InWave Cancelled")]
    [InlineData(InWave, "Picked Short Cancelled")]
    [InlineData(Short, "Planned Cancelled")]
    [InlineData(Picked, "Packed Cancelled")]
    [InlineData(Packed, "Labelled Cancelled")]
    [InlineData(Labelled, "HandedOver Cancelled")]
    [InlineData(HandedOver, "")]
    [InlineData(Cancelled, "")]
    public void Only_these_moves_are_legal(FulfilmentStatus from, string to) =>
        Enum.GetValues<FulfilmentStatus>().Where(next => FulfilmentLifecycle.Allows(from, next)).Select(next => next.ToString()).Order()
            .ShouldBe(to.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order());

    [Fact]
    public void A_refused_move_changes_nothing()
    {
        var order = AnOrder();

        order.Label(Noon).Problem!.Code.ShouldBe("warehouse.illegal_move");
        order.HandOver(1, Noon).IsOk.ShouldBeFalse();
        order.PlanAgain(Noon).IsOk.ShouldBeFalse();
        order.Refuse("warehouse.refused_by_carrier", "no").IsOk.ShouldBeFalse();

        (order.Status, order.Version, order.ManifestId, order.Problem).ShouldBe((Planned, 0, null, null));
    }

    [Fact]
    public void Picking_ends_short_when_a_piece_is_missing()
    {
        var order = AnOrder();
        order.Release(new(5), Noon);
        order.Lines[0].Pick(1);

        order.EndPicking(Noon).IsOk.ShouldBeTrue();
        order.Status.ShouldBe(Short);
        order.PlanAgain(Noon).IsOk.ShouldBeTrue();
        order.WaveId.ShouldBeNull();
    }

    [Fact]
    public void An_order_is_packed_only_with_every_piece_in_a_parcel()
    {
        var order = AnOrder();
        order.Release(new(5), Noon);
        order.Lines[0].Pick(2);
        order.EndPicking(Noon);

        order.Pack(Noon).Problem!.Code.ShouldBe("warehouse.not_all_packed");
        order.Lines[0].Pack(2);
        order.Pack(Noon).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void More_than_was_ordered_can_neither_be_picked_nor_packed()
    {
        var line = AnOrder().Lines[0];

        Should.Throw<ArgumentOutOfRangeException>(() => line.Pick(3));
        Should.Throw<ArgumentOutOfRangeException>(() => line.Pack(3));
    }

    private static FulfilmentOrder AnOrder()
    {
        var order = FulfilmentOrder.Plan(new(1), new(new(7), new(1), "SO-1", new(1), new(1), "ups/standard", "Ana", "ES", 0, null, []), Noon);
        order.Lines.Add(new FulfilmentLine { TenantId = new TenantId(1), FulfilmentOrderId = order.Id, Id = 1, Sku = "MUG", Quantity = 2 });
        return order;
    }
}
