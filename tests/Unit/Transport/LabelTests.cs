using System.Text;
using Entrepot.Kernel;
using Entrepot.Transport.Contracts;
using Entrepot.Unit.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Transport;

public sealed class LabelTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_booked_parcel_has_a_label_as_pdf_and_for_thermal_printers()
    {
        var fonts = TestFonts.Library;
        await using var world = await World.StartAsync(also: services => services.AddSingleton(fonts));
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        await world.WorkAsync();
        var parcel = (await world.InfoAsync()).Parcels[1];

        Encoding.ASCII.GetString((await LabelAsync(world, parcel.Id, LabelFormat.Pdf)).Value, 0, 5).ShouldBe("%PDF-");
        var zpl = Encoding.UTF8.GetString((await LabelAsync(world, parcel.Id, LabelFormat.Zpl)).Value);
        zpl.ShouldStartWith("^XA");
        zpl.ShouldContain(parcel.TrackingNumber!);
        zpl.ShouldContain("2 of 2");
        zpl.ShouldContain("DDP");
    }

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

    private static async Task<Result<byte[]>> LabelAsync(World world, long parcel, LabelFormat format)
    {
        await using var scope = world.Database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IConsignments>().LabelAsync(parcel, format, Ct);
    }
}
