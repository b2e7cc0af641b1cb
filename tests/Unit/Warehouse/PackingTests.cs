using Entrepot.Kernel;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Features;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Warehouse.FloorWorld;

namespace Entrepot.Unit.Warehouse;

[Storage]
public sealed class PackingTests
{
    [Fact]
    public async Task A_packed_order_is_booked_once_however_often_it_is_reported()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PickedAsync((Mug, 2), (Lamp, 1));

        for (var i = 0; i < 2; i++) (await PackAsync(world, AsProposed(id, (Mug, 2), (Lamp, 1)))).Problem.ShouldBeNull();

        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.Packed);
        world.Desk.Booked.Single().Parcels.ShouldBe([new PackedParcel("C01", new(200, 150, 70), 1_900)]);
        (await world.SeenAsync("test.packed")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("LAMP", 1, 700, "warehouse.not_on_order")]
    [InlineData("MUG", 3, 700, "warehouse.too_many")]
    [InlineData("MUG", 1, 700, "warehouse.too_few")]
    [InlineData("MUG", 2, 900, "warehouse.weight_differs")]
    [InlineData("MUG", 2, 0, "warehouse.parcel_incomplete")]
    [InlineData("MUG", 2, 749, null)]
    public async Task What_is_packed_must_be_what_was_ordered_and_weigh_what_it_should(string code, long quantity, long grams, string? problem)
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PickedAsync((Mug, 2));

        (await PackAsync(world, new(id, [new(code, quantity)], [AParcel(grams)], false))).Problem?.Code.ShouldBe(problem);

        (await world.StatusAsync(id)).ShouldBe(problem is null ? FulfilmentStatus.Packed : FulfilmentStatus.Picked);
        (await world.FindAsync(id)).Lines.Single().Packed.ShouldBe(problem is null ? 2 : 0);
    }

    [Fact]
    public async Task A_person_may_accept_a_weight_outside_the_tolerance()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PickedAsync((Mug, 2));

        (await PackAsync(world, AsProposed(id, (Mug, 2)) with { Parcels = [AParcel(900)], AcceptWeight = true })).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_packed_before_it_is_picked_and_unknown_orders_are_named()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PlanAsync((Mug, 2));

        (await PackAsync(world, AsProposed(id, (Mug, 2)))).Problem!.Code.ShouldBe("warehouse.wrong_stage");
        (await PackAsync(world, AsProposed(new(9_999), (Mug, 2)))).Problem!.Code.ShouldBe("warehouse.unknown_fulfilment_order");
        (await PackAsync(world, AsProposed(id, (Mug, 2)) with { Parcels = [] })).Problem!.Code.ShouldBe("warehouse.wrong_stage");
    }

    [Fact]
    public async Task What_transport_refuses_stays_unpacked()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PickedAsync((Mug, 2));
        world.Desk.RefusesToBook = Problem.Conflict("transport.voided", "no");

        (await PackAsync(world, AsProposed(id, (Mug, 2)))).Problem!.Code.ShouldBe("transport.voided");

        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.Picked);
        (await world.SeenAsync("test.packed")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Scanning_piece_by_piece_refuses_what_does_not_belong_in_the_parcel()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PickedAsync((Mug, 2));

        (await ScanAsync(world, id, "LAMP", "s1")).Problem!.Code.ShouldBe("warehouse.not_on_order");
        for (var i = 0; i < 2; i++) (await ScanAsync(world, id, "MUG", "s2")).Problem.ShouldBeNull();
        (await world.FindAsync(id)).Lines.Single().Packed.ShouldBe(1, "the same scan counts once");
        (await ScanAsync(world, id, "4000000000010", "s3")).Problem.ShouldBeNull();
        (await ScanAsync(world, id, "MUG", "s4")).Problem!.Code.ShouldBe("warehouse.too_many");
        (await PackAsync(world, AsProposed(id, (Mug, 2)))).Problem!.Code.ShouldBe("warehouse.packing_started");
    }

    [Fact]
    public async Task An_order_may_leave_in_several_parcels_and_is_packed_with_the_last()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PickedAsync((Mug, 1), (Lamp, 1));

        (await CloseAsync(world, id, 400)).Problem!.Code.ShouldBe("warehouse.empty_parcel");
        await ScanAsync(world, id, "MUG", "s1");
        (await CloseAsync(world, id, 900)).Problem!.Code.ShouldBe("warehouse.weight_differs");
        (await CloseAsync(world, id, 400)).Problem.ShouldBeNull();
        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.Picked);

        await ScanAsync(world, id, "LAMP", "s2");
        for (var i = 0; i < 2; i++) (await CloseAsync(world, id, 1_300)).Problem.ShouldBeNull();

        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.Packed);
        world.Desk.Booked.Single().Parcels.Select(parcel => parcel.GrossWeightGrams).ShouldBe([400, 1_300]);
        (await world.SeenAsync("test.packed")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_carriers_numbers_make_it_labelled_and_hearing_it_twice_changes_nothing()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PickedAsync((Mug, 1));
        await PackAsync(world, AsProposed(id, (Mug, 1)));

        for (var i = 0; i < 2; i++) await world.BookedAsync(id);

        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.Labelled);
        (await world.AsAsync(provider => provider.GetRequiredService<PrintLabels>().RunAsync(id, 1, LabelFormat.Pdf, Ct))).IsOk.ShouldBeTrue();
        (await world.AsAsync(provider => provider.GetRequiredService<PrintLabels>().RunAsync(id, 2, LabelFormat.Pdf, Ct))).Problem!.Code.ShouldBe("warehouse.unknown_parcel");
    }

    [Fact]
    public async Task A_refused_booking_waits_with_the_carriers_words_and_can_be_asked_again()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PickedAsync((Mug, 1));
        await PackAsync(world, AsProposed(id, (Mug, 1)));
        for (var i = 0; i < 2; i++) await world.PublishAsync(new ConsignmentRefused(new(id.Value + 10_000), OrderOf(id), id, "Postcode unknown"));
        await world.RunWorkAsync();

        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.Packed);
        (await world.AsAsync(provider => provider.GetRequiredService<PrintLabels>().RunAsync(id, 1, LabelFormat.Pdf, Ct))).Problem!.Code.ShouldBe("warehouse.no_label_yet");
        (await world.AsAsync(provider => provider.GetRequiredService<BookAgain>().RunAsync(id, Ct))).Problem.ShouldBeNull();
        world.Desk.Booked.Count.ShouldBe(2);
        world.Desk.Booked[1].Parcels.ShouldBe(world.Desk.Booked[0].Parcels);
    }

    [Fact]
    public async Task Proposals_name_pieces_and_cartons_of_what_is_picked()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.PickedAsync((Mug, 2));

        var proposal = (await world.FloorAsync(floor => floor.ToPackAsync(Szx, Ct))).Single();

        proposal.FulfilmentOrder.ShouldBe(id);
        proposal.Items.ShouldBe([new PackedItem("MUG", 2)]);
        proposal.Parcels.ShouldBe([AParcel(700)]);
    }

    [Fact]
    public async Task The_carrier_takes_what_is_labelled_on_one_manifest_each_and_only_once()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.LabelledAsync((Mug, 1));
        var other = await world.PickedAsync((Mug, 1));

        var closed = await world.FloorAsync(floor => floor.HandOverAsync(new(Szx, null), Ct));
        closed.Value.ShouldBe([new ManifestClosed("MF-ups", Szx, "ups", 1)]);
        (await world.FloorAsync(floor => floor.HandOverAsync(new(Szx, null), Ct))).Value.ShouldBeEmpty();

        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.HandedOver);
        (await world.StatusAsync(other)).ShouldBe(FulfilmentStatus.Picked);
        world.Desk.Gone.Count.ShouldBe(1);
        (await world.SeenAsync("test.handed_over")).Single().ShouldContain("MF-ups");
        (await world.CancelAsync(id)).Problem!.Code.ShouldBe("warehouse.handed_over");
    }

    [Fact]
    public async Task A_carrier_is_handed_only_its_own_and_a_refusal_keeps_everything_here()
    {
        await using var world = await FloorWorld.CreateAsync();
        var id = await world.LabelledAsync((Mug, 1));

        (await world.FloorAsync(floor => floor.HandOverAsync(new(Szx, "dhl"), Ct))).Value.ShouldBeEmpty();
        world.Desk.RefusesToTake = Problem.Conflict("transport.not_booked", "no");
        (await world.FloorAsync(floor => floor.HandOverAsync(new(Szx, "ups"), Ct))).Problem!.Code.ShouldBe("transport.not_booked");

        (await world.StatusAsync(id)).ShouldBe(FulfilmentStatus.Labelled);
        (await world.SeenAsync("test.handed_over")).ShouldBeEmpty();
    }

    private static async Task<Result> PackAsync(FloorWorld world, PackRequest request) => (await world.FloorAsync(floor => floor.PackAsync([request], Ct))).Value.Single();

    private static Task<Result> ScanAsync(FloorWorld world, FulfilmentOrderId id, string code, string scan) =>
        world.AsAsync(provider => provider.GetRequiredService<ScanIntoParcel>().RunAsync(id, code, 1, scan, Ct));

    private static Task<Result> CloseAsync(FloorWorld world, FulfilmentOrderId id, long grams) =>
        world.AsAsync(provider => provider.GetRequiredService<CloseParcel>().RunAsync(id, AParcel(grams), false, Ct));
}
