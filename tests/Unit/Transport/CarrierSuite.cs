using Entrepot.Kernel;
using Entrepot.Transport.Carriers;
using Entrepot.Transport.Carriers.DhlExpress;
using Entrepot.Transport.Carriers.DhlParcelDe;
using Entrepot.Transport.Carriers.Ups;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Tracking;

namespace Entrepot.Unit.Transport;

/// <summary>What every carrier adapter must do, tried on a peer that speaks the carrier's own language.</summary>
public abstract class CarrierSuite
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private protected abstract ICarrier Carrier(SandboxHost host);

    /// <summary>Two parcels from Germany, to a country behind a customs border.</summary>
    private protected abstract string WireCode { get; }

    [Fact]
    public async Task A_booking_gives_every_parcel_a_number_with_a_right_check_digit()
    {
        await using var host = await SandboxHost.StartAsync();
        var carrier = Carrier(host);

        var booked = (await carrier.BookAsync(host.Account(carrier.Code), ARequest(), Ct)).Value;

        booked.Parcels.Select(parcel => parcel.Number).ShouldBe([1, 2]);
        booked.Parcels.Select(parcel => parcel.TrackingNumber).Distinct().Count().ShouldBe(2);
        booked.Parcels.ShouldAllBe(parcel => TrackingNumbers.Recognise(parcel.TrackingNumber).Any(format => format.Courier == carrier.Code));
    }

    [Fact]
    public async Task A_reference_is_found_again_and_an_unknown_one_is_not()
    {
        await using var host = await SandboxHost.StartAsync();
        var carrier = Carrier(host);
        var account = host.Account(carrier.Code);
        (await carrier.FindAsync(account, ARequest(), Ct)).ShouldBeNull();

        var booked = (await carrier.BookAsync(account, ARequest(), Ct)).Value;
        var found = (await carrier.FindAsync(account, ARequest(), Ct)).ShouldNotBeNull();

        booked.Labels.ShouldNotBeEmpty();
        found.CarrierReference.ShouldBe(booked.CarrierReference);
        found.Parcels.Select(parcel => (parcel.Number, parcel.TrackingNumber)).ShouldBe(booked.Parcels.Select(parcel => (parcel.Number, parcel.TrackingNumber)));
    }

    [Fact]
    public async Task A_parcel_is_followed_through_customs_to_the_door()
    {
        await using var host = await SandboxHost.StartAsync();
        var carrier = Carrier(host);
        var account = host.Account(carrier.Code);
        var numbers = (await carrier.BookAsync(account, ARequest(), Ct)).Value.Parcels.Select(parcel => parcel.TrackingNumber).ToList();

        var seen = new List<ConsignmentStatus>();
        for (var seconds = 0; seconds <= 100; seconds += 5)
        {
            var tracked = await carrier.TrackAsync(account, numbers, Ct);
            tracked.Select(parcel => parcel.TrackingNumber).ShouldBe(numbers, ignoreOrder: true);
            seen.AddRange(tracked[0].Events.TakeLast(1).Select(scan => scan.Status));
            host.Clock.Now += TimeSpan.FromSeconds(5);
        }

        seen.Where(status => status != ConsignmentStatus.Booked).Aggregate(new List<ConsignmentStatus>(), (list, status) => list.Count > 0 && list[^1] == status ? list : [.. list, status])
            .ShouldBe([ConsignmentStatus.InTransit, ConsignmentStatus.AtCustoms, ConsignmentStatus.InTransit, ConsignmentStatus.OutForDelivery, ConsignmentStatus.Delivered]);
        var last = (await carrier.TrackAsync(account, numbers, Ct))[0].Events;
        last.Select(scan => scan.At).ShouldBeInOrder();
        last[^1].Place.ShouldContain("London");
        (last[^1].At - TestDatabase.Noon).TotalSeconds.ShouldBeInRange(-60, 100, "scan times are read as UTC");
    }

    [Fact]
    public async Task A_booking_taken_back_is_gone_and_taking_it_back_twice_is_harmless()
    {
        await using var host = await SandboxHost.StartAsync();
        var carrier = Carrier(host);
        var account = host.Account(carrier.Code);
        var booked = (await carrier.BookAsync(account, ARequest(), Ct)).Value;
        var numbers = booked.Parcels.Select(parcel => parcel.TrackingNumber).ToList();

        (await carrier.VoidAsync(account, booked.CarrierReference, numbers, Ct)).ShouldBe(Result.Ok);
        (await carrier.VoidAsync(account, booked.CarrierReference, numbers, Ct)).ShouldBe(Result.Ok);
    }

    [Fact]
    public async Task The_carriers_no_comes_back_in_its_own_words()
    {
        await using var host = await SandboxHost.StartAsync();
        var carrier = Carrier(host);

        var problem = (await carrier.BookAsync(host.Account(carrier.Code), ARequest() with { ShipTo = ARequest().ShipTo with { City = "Atlantis" } }, Ct)).Problem!;

        problem.Code.ShouldBe("transport.refused_by_carrier");
        problem.Message.ShouldStartWith(carrier.Name);
        problem.Message.ToString().Length.ShouldBeGreaterThan(carrier.Name.Length + 10);
    }

    [Fact]
    public async Task Wrong_credentials_are_a_failure_to_repeat_and_not_a_refusal()
    {
        await using var host = await SandboxHost.StartAsync();
        var carrier = Carrier(host);

        await Should.ThrowAsync<HttpRequestException>(() => carrier.BookAsync(host.Account(carrier.Code) with { ClientId = "nobody", Options = new Dictionary<string, string>() }, ARequest(), Ct));
    }

    [Fact]
    public async Task A_number_that_nobody_knows_has_no_scans()
    {
        await using var host = await SandboxHost.StartAsync();
        var carrier = Carrier(host);

        (await carrier.TrackAsync(host.Account(carrier.Code), ["1Z5R89390357567127"], Ct)).ShouldBeEmpty();
    }

    private protected BookingRequest ARequest() => Bookings.ToLondon(WireCode);
}

internal static class Bookings
{
    public static BookingRequest ToLondon(string wireCode) => new(
        "SO-1001-1", wireCode,
        new() { Name = "Lena Lager", Company = "Handel GmbH", Line1 = "Hanauer Landstraße 200", City = "Frankfurt am Main", Postcode = "60314", Country = "DE", Phone = "+49 69 1234567", Email = "versand@example.com" },
        new() { Name = "Ada Buyer", Line1 = "221B Baker Street, the flat above the chemist's", City = "London", Postcode = "NW1 6XE", Country = "GB", Phone = "+44 20 7946 0000" },
        [new(1, new(311, 221, 148), 2_350), new(2, new(206, 156, 78), 480)],
        new(8_990, "EUR"), Incoterm.Ddp, "Stainless steel vacuum flask", null, TestDatabase.Noon);

    public static BookingRequest Within(string wireCode, string from, string to) => ToLondon(wireCode) with
    {
        ShipFrom = new() { Name = "Sender", Company = "Sender Ltd", Line1 = "1 Dock Road", City = "Town", Province = "CA", Postcode = "90001", Country = from, Phone = "+1 213 555 0100" },
        ShipTo = new() { Name = "Receiver", Line1 = "2 Elm Street", City = "City", Province = "NY", Postcode = "10001", Country = to },
    };
}

public sealed class UpsCarrierTests : CarrierSuite
{
    private protected override string WireCode => "11";

    private protected override ICarrier Carrier(SandboxHost host) => new UpsCarrier(SandboxHost.Http(), new CarrierTokens(host.Clock));
}

public sealed class DhlExpressCarrierTests : CarrierSuite
{
    private protected override string WireCode => "P";

    private protected override ICarrier Carrier(SandboxHost host) => new DhlExpressCarrier(SandboxHost.Http());
}

public sealed class DhlParcelDeCarrierTests : CarrierSuite
{
    private protected override string WireCode => "V53WPAK";

    private protected override ICarrier Carrier(SandboxHost host) => new DhlParcelDeCarrier(SandboxHost.Http());
}
