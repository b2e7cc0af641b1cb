using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Sandbox.Carriers;
using Entrepot.Transport.Carriers;
using Entrepot.Transport.Carriers.DhlExpress;
using Entrepot.Transport.Carriers.DhlParcelDe;
using Entrepot.Transport.Carriers.Ups;
using Entrepot.Transport.Contracts;

namespace Entrepot.Unit.Transport;

/// <summary>What we send is what the carriers' own specifications allow, and what they publish as samples we can read.</summary>
public sealed class CarrierSpecificationTests
{
    private static readonly CarrierAccount Account = new(TestDatabase.Ours, "any", "https://carrier.example", "A1B2C3", "id", "secret", new Dictionary<string, string>());

    [Theory]
    [InlineData("DE", "GB", "11")]
    [InlineData("DE", "FR", "11")]
    [InlineData("US", "US", "03")]
    [InlineData("US", "CA", "11")]
    [InlineData("CN", "DE", "72")]
    public void A_ups_booking_fits_the_specification(string from, string to, string service)
    {
        var spec = new OpenApiSpec(SharedData.Find("carriers/ups/Shipping.yaml"));

        foreach (var request in Variants(Bookings.Within(service, from, to)))
            spec.Faults("SHIPRequestWrapper", JsonSerializer.Serialize(UpsRequests.Ship(request, Account), CarrierHttp.Pascal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DE", "GB", "P")]
    [InlineData("DE", "FR", "H")]
    [InlineData("CN", "DE", "P")]
    [InlineData("DE", "DE", "N")]
    public void A_dhl_express_booking_fits_the_specification(string from, string to, string product)
    {
        var spec = new OpenApiSpec(SharedData.Find("carriers/karrio/mydhl/vendors/dpdhl-express-api-3.1.1_swagger.yaml"));

        foreach (var request in Variants(Bookings.Within(product, from, to)))
            spec.Faults("supermodelIoLogisticsExpressCreateShipmentRequest", JsonSerializer.Serialize(DhlExpressRequests.Ship(request, Account), CarrierHttp.Camel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DE", "V01PAK")]
    [InlineData("FR", "V53WPAK")]
    [InlineData("US", "V53WPAK")]
    [InlineData("GB", "V66WPI")]
    public void A_dhl_parcel_booking_fits_the_specification(string to, string product)
    {
        var spec = new OpenApiSpec(SharedData.Find("carriers/karrio/dhl_parcel_de/vendors/parcel-de-shipping-v2_2.yaml"));

        foreach (var request in Variants(Bookings.Within(product, "DE", to)))
            spec.Faults("ShipmentOrderRequest", JsonSerializer.Serialize(DhlParcelDeRequests.Ship(request, Account with { AccountNumber = "3333333333" }), CarrierHttp.Camel)).ShouldBeEmpty();
    }

    [Fact]
    public void A_ups_label_is_asked_for_again_as_the_specification_has_it()
    {
        var spec = new OpenApiSpec(SharedData.Find("carriers/ups/Shipping.yaml"));
        var asked = JsonSerializer.Serialize(UpsRequests.RecoverLabel("1Z12345E8791315509", "SO-1001-1"), CarrierHttp.Pascal);

        // Both are for Roadie's numbers alone, as their descriptions say; UPS's own standard example leaves them out.
        spec.Faults("LABELRECOVERYRequestWrapper", asked).ShouldBe(["#/LabelRecoveryRequest/TrackingNumbers: is required", "#/LabelRecoveryRequest/ReferenceValues: is required"]);

        var answered = JsonSerializer.Serialize(UpsPeerWire.Recovered(AShipment(), AShipment().Parcels[0]), UpsPeerWire.Pascal);
        spec.Faults("LABELRECOVERYResponseWrapper", answered).ShouldBeEmpty("the sandbox speaks as UPS does");
        var read = JsonSerializer.Deserialize<UpsWire.LabelRecoveryResponseWrapper>(answered, CarrierHttp.Pascal)!.LabelRecoveryResponse!.Results.ShouldHaveSingleItem();
        LabelFile.FromBase64(1, read.LabelImage!.GraphicImage, read.LabelImage.LabelImageFormat!.Code).ShouldNotBeNull().Format.ShouldBe(LabelFormat.Zpl);
    }

    private static SandboxShipment AShipment() => new()
    {
        Number = "1Z12345E8791315509",
        Reference = "SO-1001-1",
        Service = "11",
        From = new("Frankfurt", "DE"),
        To = new("London", "GB"),
        IsCrossBorder = true,
        Parcels = [new("1Z12345E8791315509", 2_350)],
        CreatedAt = TestDatabase.Noon,
    };

    [Fact]
    public void The_check_notices_a_missing_an_unknown_and_an_overlong_field()
    {
        var spec = new OpenApiSpec(SharedData.Find("carriers/ups/Shipping.yaml"));
        var wire = JsonSerializer.Serialize(UpsRequests.Ship(Bookings.ToLondon("11"), Account), CarrierHttp.Pascal);

        spec.Faults("SHIPRequestWrapper", wire.Replace("\"City\"", "\"Town\"")).ShouldContain("#/ShipmentRequest/Shipment/ShipTo/Address/City: is required");
        spec.Faults("SHIPRequestWrapper", wire.Replace("\"City\"", "\"Town\"")).ShouldContain("#/ShipmentRequest/Shipment/ShipTo/Address/Town: is unknown");
        spec.Faults("SHIPRequestWrapper", wire.Replace("\"A1B2C3\"", "\"A1B2C3D4\"")).ShouldContain(fault => fault.Contains("ShipperNumber: 'A1B2C3D4' is longer than 6"));
    }

    [Fact]
    public void The_sample_answers_of_dhl_express_are_read()
    {
        var folder = SharedData.Find("carriers/karrio/mydhl/schemas");
        var created = JsonSerializer.Deserialize<DhlExpressWire.Created>(File.ReadAllText(Path.Combine(folder, "shipment_response.json")), CarrierHttp.Camel)!;
        created.ShipmentTrackingNumber.ShouldBe("1234567890");
        created.Packages!.ShouldHaveSingleItem().TrackingNumber.ShouldBe("JD014600001234567890");
        created.ShipmentCharges![0].Price.ShouldBe(147.50m);
        created.Documents!.Select(document => document.TypeCode).ShouldBe(["label", "waybillDoc", "invoice"]);
        DhlExpressCarrier.Labels(created with { Documents = [created.Documents![0] with { Content = "JVBERi0xLjQK" }, .. created.Documents.Skip(1)] }).ShouldHaveSingleItem().Format.ShouldBe(LabelFormat.Pdf);

        var tracking = JsonSerializer.Deserialize<DhlExpressWire.Tracking>(File.ReadAllText(Path.Combine(folder, "tracking_response.json")), CarrierHttp.Camel)!;
        var scan = DhlExpressCarrier.Parcels(tracking).ShouldHaveSingleItem().Events.ShouldHaveSingleItem();
        scan.ShouldBe(new TrackingEvent(new(2024, 11, 7, 18, 0, 0, DateTimeKind.Utc), ConsignmentStatus.Delivered, "OK", "Delivered", "New York"));

        JsonSerializer.Deserialize<DhlExpressWire.ErrorResponse>(File.ReadAllText(Path.Combine(folder, "error_response.json")), CarrierHttp.Camel)!.Detail!.ShouldStartWith("The account number is not found");
    }

    [Fact]
    public void The_sample_answers_of_dhl_parcel_are_read()
    {
        var folder = SharedData.Find("carriers/karrio/dhl_parcel_de/schemas");
        var booked = JsonSerializer.Deserialize<DhlParcelDeWire.LabelData>(File.ReadAllText(Path.Combine(folder, "shipping_response.json")), CarrierHttp.Camel)!.Items!.ShouldHaveSingleItem();
        booked.ShipmentNo.ShouldBe("340434310428091700");
        booked.Sstatus!.StatusCode.ShouldBe(200);

        var refused = JsonSerializer.Deserialize<DhlParcelDeWire.LabelData>(File.ReadAllText(Path.Combine(folder, "error_response.json")), CarrierHttp.Camel)!;
        refused.Items![0].ValidationMessages![0].Property.ShouldBe("shipper.addressStreet");
    }

    [Fact]
    public void The_live_answer_of_dhls_tracking_is_read()
    {
        var lines = File.ReadAllLines(SharedData.Find("carriers/karrio/dhl_parcel_de/vendors/tracking-test.txt"));
        var first = Array.FindIndex(lines, line => line.StartsWith("# <?xml", StringComparison.Ordinal));
        var xml = string.Join('\n', lines.Skip(first).TakeWhile(line => line != "# </data>").Select(line => line.TrimStart('#').TrimStart())) + "\n</data>";

        var piece = DhlParcelDeTracking.Read(xml).ShouldHaveSingleItem();

        piece.Searched.ShouldBe("00340434161094015902");
        piece.Events.Select(scan => scan.Status).ShouldBe([
            ConsignmentStatus.InTransit, ConsignmentStatus.InTransit, ConsignmentStatus.InTransit, ConsignmentStatus.InTransit, ConsignmentStatus.InTransit, ConsignmentStatus.OutForDelivery, ConsignmentStatus.Delivered]);
        piece.Events[^1].At.ShouldBe(new DateTime(2016, 3, 18, 9, 2, 0, DateTimeKind.Utc), "10:02 in Berlin, winter time");
        piece.Events[^1].Place.ShouldBe("Bonn, Germany");
    }

    /// <summary>As it is, with texts that are too long for every field, and with an IOSS number.</summary>
    private static IEnumerable<BookingRequest> Variants(BookingRequest request)
    {
        var endless = string.Join(' ', Enumerable.Repeat("Donaudampfschifffahrtsgesellschaft", 12));
        yield return request;
        yield return request with { ShipTo = request.ShipTo with { Name = endless, Company = endless, Line1 = endless, Line2 = endless, City = endless, Phone = "+49 170 123 456 789 000 111" }, Description = endless, Reference = new string('R', 60) };
        yield return request with { IossNumber = "IM2760000742", Incoterm = Incoterm.Ddp };
    }
}
