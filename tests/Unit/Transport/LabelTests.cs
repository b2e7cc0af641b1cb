using System.Text;
using Entrepot.Kernel;
using Entrepot.Transport.Carriers;
using Entrepot.Transport.Contracts;
using Entrepot.Unit.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Transport;

[Storage]
public sealed class LabelTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory]
    [InlineData("ups/standard")]
    [InlineData("dhl-express/worldwide")]
    [InlineData("dhl-parcel-de/paket-international")]
    public async Task The_carriers_own_label_is_kept_and_handed_out_as_it_came(string service)
    {
        await using var world = await World.StartAsync();
        await world.PlanAsync(service);
        await world.BookAsync();
        await world.WorkAsync();
        var info = await world.InfoAsync();

        foreach (var parcel in info.Parcels)
        {
            parcel.Label.ShouldBe(LabelFormat.Zpl);
            var label = (await LabelAsync(world, parcel.Id, null)).Value;
            (label.Format, label.MediaType, label.FileName).ShouldBe((LabelFormat.Zpl, "application/zpl", $"{info.Reference}-{parcel.Number}.zpl"));
            // DHL Express gives one file for all pieces, with the waybill's number.
            Encoding.ASCII.GetString(label.Content).ShouldBe($"^XA^FO40,40^BY3^BCN,200,Y,N,N^FD{(service.StartsWith("dhl-express", StringComparison.Ordinal) ? info.CarrierReference : parcel.TrackingNumber)}^FS^XZ");
            (await LabelAsync(world, parcel.Id, LabelFormat.Pdf)).Problem!.Code.ShouldBe("transport.other_label_format", "ours is no substitute for the carrier's");
        }
    }

    [Fact]
    public async Task Where_the_carrier_gives_no_label_and_takes_ours_it_is_printed_as_pdf_or_for_thermal_printers()
    {
        var fonts = TestFonts.Library;
        await using var world = await World.StartAsync(also: services => services.AddSingleton(fonts));
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        await world.WorkAsync();
        await world.ForgetLabelsAsync();
        var parcel = (await world.InfoAsync()).Parcels[1];

        parcel.Label.ShouldBeNull();
        (await LabelAsync(world, parcel.Id, LabelFormat.Pdf)).Problem!.Code.ShouldBe("transport.no_carrier_label");
        await world.CertifyOurLabelsAsync("ups");
        Encoding.ASCII.GetString((await LabelAsync(world, parcel.Id, LabelFormat.Pdf)).Value.Content, 0, 5).ShouldBe("%PDF-");
        (await LabelAsync(world, parcel.Id, null)).Value.Format.ShouldBe(LabelFormat.Pdf);
        var zpl = Encoding.UTF8.GetString((await LabelAsync(world, parcel.Id, LabelFormat.Zpl)).Value.Content);
        zpl.ShouldStartWith("^XA");
        zpl.ShouldContain(parcel.TrackingNumber!);
        zpl.ShouldContain("2 of 2");
        zpl.ShouldContain("DDP");
    }

    [Theory]
    [InlineData("JVBERi0xLjQK", "anything", LabelFormat.Pdf)]
    [InlineData("iVBORw0KGgo=", "ZPL", LabelFormat.Png)] // The bytes know better than the name.
    [InlineData("R0lGODlh", "GIF", LabelFormat.Gif)]
    [InlineData("XlhBXlha", null, LabelFormat.Zpl)]
    [InlineData("Tgo=", "EPL", LabelFormat.Epl)]
    [InlineData("Tgo=", "SPL", null)]
    [InlineData("string", "PDF", null)]
    [InlineData("", "PDF", null)]
    public void A_label_is_what_its_bytes_say(string text, string? named, LabelFormat? format) => (LabelFile.FromBase64(1, text, named)?.Format).ShouldBe(format);

    [Fact]
    public async Task There_is_no_label_before_the_booking_nor_after_it_was_taken_back()
    {
        await using var world = await World.StartAsync();
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        var parcel = (await world.InfoAsync()).Parcels[0].Id;

        (await LabelAsync(world, parcel, LabelFormat.Pdf)).Problem!.Code.ShouldBe("transport.not_booked");
        (await world.VoidAsync()).ShouldBe(Result.Ok);
        (await LabelAsync(world, parcel, LabelFormat.Pdf)).Problem!.Code.ShouldBe("transport.voided");
        (await LabelAsync(world, 987_654, LabelFormat.Pdf)).Problem!.Code.ShouldBe("transport.parcel_not_found");
    }

    private static async Task<Result<ParcelLabel>> LabelAsync(World world, long parcel, LabelFormat? format)
    {
        await using var scope = world.Database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IConsignments>().LabelAsync(parcel, format, Ct);
    }
}
