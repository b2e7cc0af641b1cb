using System.Text;
using Entrepot.Kernel;
using Entrepot.Sandbox.Carriers;
using Entrepot.Transport.Carriers;
using Entrepot.Transport.Carriers.Ups;
using Entrepot.Transport.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Transport;

/// <summary>The carrier has booked, and the line goes dead before it can say so: in the end there is one booking, and its label is the one that is printed.</summary>
[Storage]
public sealed class LostAnswerTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly SandboxCarrierOptions OneLost = SandboxHost.Options with { LostBookingAnswers = 1 };

    [Theory]
    [InlineData("ups/standard")]
    [InlineData("dhl-express/worldwide")]
    [InlineData("dhl-parcel-de/paket-international")]
    public async Task The_parcels_get_their_carriers_labels_although_the_answer_to_the_booking_was_lost(string service)
    {
        await using var world = await World.StartAsync(options: OneLost);
        await world.PlanAsync(service);
        await world.BookAsync();
        await world.WorkForAsync(TimeSpan.FromMinutes(5));

        var booked = await world.InfoAsync();
        (booked.Status, booked.Problem).ShouldBe((ConsignmentStatus.Booked, null));
        world.Events<ConsignmentBooked>().Count.ShouldBe(1);
        world.Events<BookingStuck>().ShouldBeEmpty();
        foreach (var parcel in booked.Parcels)
        {
            var label = (await LabelAsync(world, parcel.Id)).Value;
            label.Format.ShouldBe(LabelFormat.Zpl);
            Encoding.ASCII.GetString(label.Content).ShouldContain((service.StartsWith("dhl-express", StringComparison.Ordinal) ? booked.CarrierReference : parcel.TrackingNumber)!, Case.Sensitive, "the label is that of the booking which is kept");
        }
    }

    [Fact]
    public async Task A_booking_that_the_carrier_cannot_take_back_is_given_up_by_name_however_often_its_answer_is_lost()
    {
        await using var world = await World.StartAsync(options: SandboxHost.Options with { LostBookingAnswers = 2 });
        await world.PlanAsync("dhl-express/worldwide");
        await world.BookAsync();
        await world.WorkForAsync(TimeSpan.FromMinutes(10));

        var booked = await world.InfoAsync();
        booked.Status.ShouldBe(ConsignmentStatus.Booked);
        var givenUp = world.Events<ConsignmentBooked>().ShouldHaveSingleItem().GivenUp;
        givenUp.Count.ShouldBe(2);
        givenUp.Append(booked.CarrierReference).ShouldBeUnique();
    }

    [Fact]
    public async Task A_booking_whose_label_is_not_given_again_is_taken_back_and_made_anew()
    {
        await using var world = await World.StartAsync(options: OneLost with { GivesLabelsAgain = false });
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        (await FindAsync(world)).ShouldBeNull();
        await world.WorkAsync();
        var lost = (await FindAsync(world)).ShouldNotBeNull();

        await world.WorkForAsync(TimeSpan.FromMinutes(5));

        var booked = await world.InfoAsync();
        booked.Status.ShouldBe(ConsignmentStatus.Booked);
        booked.CarrierReference.ShouldNotBe(lost.CarrierReference);
        booked.Parcels.ShouldAllBe(parcel => parcel.Label == LabelFormat.Zpl);
        (await FindAsync(world)).ShouldNotBeNull().CarrierReference.ShouldBe(booked.CarrierReference, "the first one is void at the carrier");
    }

    [Fact]
    public async Task A_booking_that_has_no_label_and_cannot_be_taken_back_waits_for_a_person_with_the_reason()
    {
        await using var world = await World.StartAsync(options: OneLost with { GivesLabelsAgain = false });
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        await world.WorkAsync();
        var lost = (await FindAsync(world)).ShouldNotBeNull();
        await Ups(world).TrackAsync(world.Carriers.Account("ups"), [lost.CarrierReference], Ct); // Once it is collected, UPS voids it no more.

        await world.WorkForAsync(TimeSpan.FromMinutes(10));

        var stuck = await world.InfoAsync();
        stuck.Status.ShouldBe(ConsignmentStatus.Booking);
        stuck.Problem.ShouldNotBeNull().ShouldContain($"UPS has booked {lost.CarrierReference}, does not give its label again and does not take it back");
        world.Events<BookingStuck>().ShouldHaveSingleItem().Reason.ShouldBe(stuck.Problem);
    }

    [Fact]
    public async Task Where_the_carrier_takes_our_labels_the_booking_is_kept_without_its_own()
    {
        await using var world = await World.StartAsync(options: OneLost with { GivesLabelsAgain = false });
        await world.CertifyOurLabelsAsync("ups");
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        await world.WorkAsync();
        var lost = (await FindAsync(world)).ShouldNotBeNull();
        await world.WorkForAsync(TimeSpan.FromMinutes(5));

        var booked = await world.InfoAsync();
        (booked.Status, booked.CarrierReference).ShouldBe((ConsignmentStatus.Booked, lost.CarrierReference));
    }

    private static UpsCarrier Ups(World world) => new(SandboxHost.Http(), new CarrierTokens(world.Carriers.Clock));

    private static Task<BookedConsignment?> FindAsync(World world) =>
        Ups(world).FindAsync(world.Carriers.Account("ups"), Bookings.ToLondon("11") with { Reference = "SO-1001-100", ShipAt = world.Carriers.Clock.Now }, Ct);

    private static async Task<Result<ParcelLabel>> LabelAsync(World world, long parcel)
    {
        await using var scope = world.Database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IConsignments>().LabelAsync(parcel, null, Ct);
    }
}
