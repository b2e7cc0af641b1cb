using Entrepot.Sandbox.Carriers;

namespace Entrepot.Unit.Demo;

/// <summary>The sandbox's carriers know their parcels again after everything was switched off.</summary>
public sealed class SandboxShipmentsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("entrepot-sandbox-").FullName;
    private readonly TestDatabase.FixedClock clock = new();

    [Fact]
    public void A_parcel_under_way_is_delivered_although_the_carrier_was_restarted()
    {
        var before = Open("ups");
        var shipment = AShipment("1Z1", "SO-1-1");
        before.Add(shipment);
        before.Scans(shipment); // The driver comes when somebody asks.
        shipment.CollectedAt.ShouldBe(TestDatabase.Noon);

        clock.Now += TimeSpan.FromSeconds(200);
        var after = Open("ups");

        after.FindReference("SO-1-1").ShouldHaveSingleItem().Number.ShouldBe("1Z1");
        var scans = after.Scans(after.Find("1Z1-parcel").ShouldNotBeNull());
        (scans[0].Kind, scans[^1].Kind).ShouldBe((ScanKind.PickedUp, ScanKind.Delivered));
        scans[^1].At.ShouldBe(TestDatabase.Noon + TimeSpan.FromSeconds(100), "the time while nobody was there counts");
    }

    [Fact]
    public void What_was_voided_stays_voided_and_what_was_not_collected_waits()
    {
        var before = Open("ups");
        var (voided, waiting) = (AShipment("1Z1", "SO-1-1"), AShipment("1Z2", "SO-2-1"));
        before.Add(voided);
        before.Add(waiting);
        before.Void(voided);

        clock.Now += TimeSpan.FromDays(3);
        var after = Open("ups");

        after.Find("1Z1").ShouldNotBeNull().IsVoided.ShouldBeTrue();
        after.FindReference("SO-1-1").ShouldBeEmpty();
        after.Find("1Z2").ShouldNotBeNull().CollectedAt.ShouldBeNull();
    }

    [Fact]
    public void Numbers_go_on_after_those_that_were_given_out()
    {
        var before = Open("ups");
        for (var i = 0; i < 100; i++) before.NextSerial();
        before.Add(AShipment("1Z1", "SO-1-1"));
        var last = before.NextSerial();

        Open("ups").NextSerial().ShouldBe(last, "the one after the last shipment's was never given out");
    }

    [Fact]
    public void Each_carrier_has_books_of_its_own()
    {
        Open("ups").Add(AShipment("1Z1", "SO-1-1"));

        Open("dhl-express").Find("1Z1").ShouldBeNull();
        new SandboxShipments("ups", clock, SandboxOptions(null)).Find("1Z1").ShouldBeNull("books that nobody keeps are empty");
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private SandboxShipments Open(string carrier) => new(carrier, clock, SandboxOptions(Path.Combine(folder, "sandbox.db")));

    private static SandboxCarrierOptions SandboxOptions(string? file) => new() { DeliverIn = TimeSpan.FromSeconds(100), TroublePpm = 0, ShipmentFile = file };

    private static SandboxShipment AShipment(string number, string reference) => new()
    {
        Number = number,
        Reference = reference,
        Service = "11",
        From = new("Kelsterbach", "DE"),
        To = new("Berlin", "DE"),
        IsCrossBorder = false,
        Parcels = [new(number + "-parcel", 500)],
        CreatedAt = TestDatabase.Noon,
    };
}
