using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Transport.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Transport;

/// <summary>Consignments from plan to delivery, with the work queue running and carriers on a real port.</summary>
[Storage]
public sealed class ConsignmentTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly OrderId Order = new(7);
    private static readonly ConsignmentId Id = new(100);

    [Theory]
    [InlineData("ups/standard")]
    [InlineData("dhl-express/worldwide")]
    [InlineData("dhl-parcel-de/paket-international")]
    public async Task A_consignment_is_planned_booked_handed_over_and_followed_to_its_delivery(string service)
    {
        await using var world = await World.StartAsync();
        await world.PlanAsync(service);
        (await world.InfoAsync()).Status.ShouldBe(ConsignmentStatus.Planned);
        (await world.InfoAsync()).Parcels.ShouldHaveSingleItem().Carton.ShouldBe("C05");

        await world.BookAsync();
        await world.BookAsync(); // Asking twice is harmless.
        await world.WorkAsync();
        var booked = await world.InfoAsync();
        booked.Status.ShouldBe(ConsignmentStatus.Booked);
        booked.Parcels.Count.ShouldBe(2);
        booked.Parcels.ShouldAllBe(parcel => parcel.TrackingNumber != null && parcel.Id != 0);
        world.Events<ConsignmentBooked>().ShouldHaveSingleItem().TrackingNumbers.ShouldBe(booked.Parcels.Select(parcel => parcel.TrackingNumber));

        await world.HandOverAsync();
        await world.WorkForAsync(TimeSpan.FromSeconds(140));

        var delivered = await world.InfoAsync();
        delivered.Status.ShouldBe(ConsignmentStatus.Delivered);
        delivered.Events.Select(scan => (scan.At, scan.Code, scan.Text)).Distinct().Count().ShouldBe(delivered.Events.Count / 2, "every scan is kept once for each of the two parcels");
        world.Events<ConsignmentDelivered>().ShouldHaveSingleItem().Order.ShouldBe(Order);
        world.Events<ConsignmentMoved>().SelectMany(moved => moved.Steps).Select(step => step.Status)
            .ShouldBe([ConsignmentStatus.InTransit, ConsignmentStatus.AtCustoms, ConsignmentStatus.InTransit, ConsignmentStatus.OutForDelivery, ConsignmentStatus.Delivered]);
        (await world.OpenWorkAsync()).ShouldBe(0, "nobody asks about a delivered parcel any more");
    }

    [Fact]
    public async Task A_refusal_names_the_carriers_reason_and_the_consignment_can_be_booked_again()
    {
        await using var world = await World.StartAsync();
        await world.PlanAsync("ups/standard", city: "Atlantis");
        await world.BookAsync();
        await world.WorkAsync();

        (await world.InfoAsync()).Status.ShouldBe(ConsignmentStatus.Planned);
        (await world.InfoAsync()).Problem.ShouldBe("UPS: The destination is not served. (120217)");
        world.Events<ConsignmentRefused>().ShouldHaveSingleItem().Reason.ShouldContain("not served");

        await world.BookAsync();
        await world.WorkAsync();
        world.Events<ConsignmentRefused>().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("ups/standard")]
    [InlineData("dhl-parcel-de/paket-international")]
    public async Task A_repeated_attempt_finds_the_booking_of_the_first_instead_of_buying_a_second_label(string service)
    {
        await using var world = await World.StartAsync();
        await world.PlanAsync(service);
        await world.BookAsync();

        // The first attempt reaches the carrier, but the process dies before it can write the outcome.
        var lost = await world.CallOnlyAsync("transport.book");
        world.Pass(TimeSpan.FromMinutes(10));
        await world.WorkAsync();

        (await world.InfoAsync()).CarrierReference.ShouldBe(JsonSerializer.SerializeToElement(lost, lost.GetType()).GetProperty("Booked").GetProperty("CarrierReference").GetString());
    }

    [Fact]
    public async Task A_cancelled_order_takes_its_label_back_at_the_carrier()
    {
        await using var world = await World.StartAsync();
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        await world.WorkAsync();

        (await world.VoidAsync()).ShouldBe(Result.Ok);
        await world.WorkAsync();

        (await world.InfoAsync()).Status.ShouldBe(ConsignmentStatus.Voided);
        (await world.InfoAsync()).Problem.ShouldBeNull();
        (await world.VoidAsync()).ShouldBe(Result.Ok, "twice is harmless");
        (await world.BookResultAsync()).Problem!.Code.ShouldBe("transport.voided");
    }

    [Fact]
    public async Task A_label_bought_while_the_order_was_cancelled_is_taken_back_too()
    {
        await using var world = await World.StartAsync();
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        await world.WorkAsync(between: world.VoidAsync);

        var info = await world.InfoAsync();
        info.Status.ShouldBe(ConsignmentStatus.Voided);
        info.CarrierReference.ShouldNotBeNull();
        await world.WorkAsync();
        (await world.OpenWorkAsync()).ShouldBe(0);
        world.Events<ConsignmentBooked>().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_carrier_has_cannot_be_taken_back()
    {
        await using var world = await World.StartAsync();
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        await world.WorkAsync();
        await world.HandOverAsync();

        (await world.VoidAsync()).Problem!.Code.ShouldBe("transport.handed_over");
        (await world.InfoAsync()).Status.ShouldBe(ConsignmentStatus.HandedOver);
    }

    [Fact]
    public async Task Only_a_booked_consignment_is_handed_over()
    {
        await using var world = await World.StartAsync();
        await world.PlanAsync("ups/standard");

        (await world.HandOverResultAsync()).Problem!.Code.ShouldBe("transport.not_booked");
    }

    [Fact]
    public async Task Thirty_silent_days_end_the_questions_and_call_a_person()
    {
        await using var world = await World.StartAsync();
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        await world.WorkAsync();
        await world.HandOverAsync();
        await world.StopCarriersAsync();

        world.Pass(TimeSpan.FromDays(20));
        await world.WorkAsync();
        (await world.InfoAsync()).Status.ShouldBe(ConsignmentStatus.HandedOver, "an unreachable carrier is simply asked again");
        world.Pass(TimeSpan.FromDays(11));
        await world.WorkAsync();

        (await world.InfoAsync()).Status.ShouldBe(ConsignmentStatus.Exception);
        (await world.OpenWorkAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Without_an_account_the_booking_is_refused_and_says_so()
    {
        await using var world = await World.StartAsync(accounts: false);
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        await world.WorkAsync();

        world.Events<ConsignmentRefused>().ShouldHaveSingleItem().Reason.ShouldContain("no account for ups");
    }

    [Fact]
    public async Task A_booking_that_gets_stuck_says_why_and_finds_what_the_carrier_has_booked_when_asked_again()
    {
        await using var world = await World.StartAsync();
        await world.PlanAsync("dhl-parcel-de/paket-international");
        await world.BookAsync();
        var lost = await world.CallOnlyAsync("transport.book"); // It reached the carrier, whose answer was lost.
        await world.BreakAccountAsync("dhl-parcel-de");
        await world.WorkForAsync(TimeSpan.FromMinutes(5));

        var stuck = await world.InfoAsync();
        stuck.Status.ShouldBe(ConsignmentStatus.Booking);
        stuck.Problem.ShouldNotBeNull().ShouldStartWith("DHL Parcel Germany could not be asked for a label; 5 attempts failed, the last with:");
        world.Events<BookingStuck>().ShouldHaveSingleItem().Reason.ShouldBe(stuck.Problem);

        await world.MendAccountsAsync();
        await world.BookAsync();
        await world.WorkAsync();

        var booked = await world.InfoAsync();
        (booked.Status, booked.Problem).ShouldBe((ConsignmentStatus.Booked, null));
        booked.CarrierReference.ShouldBe(JsonSerializer.SerializeToElement(lost, lost.GetType()).GetProperty("Booked").GetProperty("CarrierReference").GetString(), "no second label is bought");
        booked.Parcels.ShouldAllBe(parcel => parcel.Label == LabelFormat.Zpl);
    }

    [Fact]
    public async Task A_stuck_booking_of_a_cancelled_order_is_looked_for_and_taken_back()
    {
        await using var world = await World.StartAsync();
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        await world.CallOnlyAsync("transport.book");
        await world.BreakAccountAsync("ups");
        await world.WorkForAsync(TimeSpan.FromMinutes(5));
        await world.MendAccountsAsync();

        (await world.VoidAsync()).ShouldBe(Result.Ok);
        await world.WorkAsync();

        var info = await world.InfoAsync();
        (info.Status, info.CarrierReference is not null).ShouldBe((ConsignmentStatus.Voided, true));
        (await world.OpenWorkAsync()).ShouldBe(0, "it was found there and voided");
    }

    [Fact]
    public async Task Another_company_sees_nothing_of_it()
    {
        await using var world = await World.StartAsync();
        await world.PlanAsync("ups/standard");

        await using var scope = world.Database.As(TestDatabase.Theirs);
        (await scope.ServiceProvider.GetRequiredService<IConsignments>().OfOrdersAsync([Order], Ct)).ShouldBeEmpty();
    }
}
