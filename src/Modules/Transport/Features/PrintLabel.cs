using System.Text;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Http;
using Entrepot.Transport.Carriers;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;
using Entrepot.Transport.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Transport.Features;

/// <summary>The label of one booked parcel, 4 × 6 inch, as PDF or for a thermal printer.</summary>
/// <param name="services">Fonts are megabytes that only a printed label needs: they are taken when one is.</param>
internal sealed class PrintLabel(EntrepotDb db, CarrierList carriers, RateBooks books, IServiceProvider services, TimeProvider clock)
{
    /// <summary>Longer sorting codes stand in the carrier's own barcodes; on the label's black field only a short one can be read from afar.</summary>
    private const int RoutingCodeMax = 12;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consignments/parcels/{id:long}/label.pdf", async (long id, PrintLabel print, CancellationToken ct) => Answer(await print.RunAsync(id, LabelFormat.Pdf, ct), "application/pdf"))
            .RequireAuthorization("transport.print").WithSummary("Label of a parcel as PDF");
        routes.MapGet("/consignments/parcels/{id:long}/label.zpl", async (long id, PrintLabel print, CancellationToken ct) => Answer(await print.RunAsync(id, LabelFormat.Zpl, ct), "application/zpl"))
            .RequireAuthorization("transport.print").WithSummary("Label of a parcel for a thermal printer");
    }

    public async Task<Result<byte[]>> RunAsync(long parcelId, LabelFormat format, CancellationToken ct)
    {
        if (await db.Set<ParcelRow>().SingleOrDefaultAsync(row => row.Id == parcelId, ct) is not { } parcel) return TransportProblems.ParcelNotFound(parcelId);

        var consignment = (await db.ConsignmentsAsync([parcel.ConsignmentId], ct)).Single();
        if (consignment.Status == ConsignmentStatus.Voided) return TransportProblems.Voided(consignment.Reference);
        if (parcel.TrackingNumber is not { } number) return TransportProblems.NotBooked(consignment.Reference, consignment.Status);

        var count = await db.Set<ParcelRow>().CountAsync(row => row.ConsignmentId == parcel.ConsignmentId, ct);
        var label = ToLabel(consignment, parcel, number, count, await DayAsync(consignment, ct));
        var fonts = services.GetRequiredService<FontLibrary>();
        return format == LabelFormat.Pdf ? CarrierLabelPaper.Render(label, fonts, clock.GetUtcNow().UtcDateTime) : Encoding.UTF8.GetBytes(CarrierLabelPaper.RenderZpl(label, fonts));
    }

    private CarrierLabel ToLabel(ConsignmentRow consignment, ParcelRow parcel, string trackingNumber, int parcelCount, DateOnly day) => new()
    {
        ShipFrom = ConsignmentDocuments.ReadAddress(consignment.ShipFrom),
        ShipTo = ConsignmentDocuments.ReadAddress(consignment.ShipTo),
        Carrier = carriers.Find(consignment.Carrier)?.Name ?? consignment.Carrier,
        Service = consignment.ServiceName,
        TrackingNumber = trackingNumber,
        Date = day,
        WeightGrams = parcel.GrossWeightGrams,
        RoutingCode = parcel.RoutingCode is { Length: <= RoutingCodeMax } routing ? routing : consignment.ShipToCountry,
        ParcelNumber = parcel.Number,
        ParcelCount = parcelCount,
        Reference = consignment.Reference,
        CustomsHint = CustomsHint(consignment),
    };

    /// <summary>The day of the booking where the goods are: the rate cards know the place's time zone.</summary>
    private async Task<DateOnly> DayAsync(ConsignmentRow consignment, CancellationToken ct)
    {
        var at = consignment.BookedAt ?? clock.GetUtcNow().UtcDateTime;
        var cards = (await books.CurrentAsync(db, ct)).From(ConsignmentDocuments.ReadAddress(consignment.ShipFrom).Country);
        return cards.IsEmpty ? DateOnly.FromDateTime(at) : cards[0].PickUp.LocalDay(at);
    }

    private static string CustomsHint(ConsignmentRow consignment)
    {
        if (!CustomsTerritories.IsBorder(ConsignmentDocuments.ReadAddress(consignment.ShipFrom).Country, consignment.ShipToCountry)) return "";
        var value = new Money(consignment.GoodsValueMinor, consignment.GoodsValueCurrency);
        var ioss = consignment.IossNumber is { Length: > 0 } number ? $" · IOSS {number}" : "";
        return $"{consignment.Incoterm.ToString().ToUpperInvariant()}{ioss} · {value}";
    }

    private static IResult Answer(Result<byte[]> label, string type) => label.Problem is { } problem ? problem.ToHttp() : Results.Bytes(label.Value, type);
}
