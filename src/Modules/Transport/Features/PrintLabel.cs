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

/// <summary>The label of one booked parcel: the carrier's own, or, where it takes them, ours as PDF or for a thermal printer.</summary>
/// <param name="services">Fonts are megabytes that only a printed label needs: they are taken when one is.</param>
internal sealed class PrintLabel(EntrepotDb db, CarrierList carriers, CarrierAccounts accounts, RateBooks books, IServiceProvider services, TimeProvider clock)
{
    /// <summary>Longer sorting codes stand in the carrier's own barcodes; on the label's black field only a short one can be read from afar.</summary>
    private const int RoutingCodeMax = 12;

    public static void Map(IEndpointRouteBuilder routes)
    {
        Route("label", null, "Label of a parcel as the carrier gave it");
        Route("label.pdf", LabelFormat.Pdf, "Label of a parcel as PDF");
        Route("label.zpl", LabelFormat.Zpl, "Label of a parcel for a thermal printer");

        void Route(string name, LabelFormat? format, string summary) =>
            routes.MapGet("/consignments/parcels/{id:long}/" + name, async (long id, PrintLabel print, CancellationToken ct) => Answer(await print.RunAsync(id, format, ct)))
                .RequireAuthorization("transport.print").WithSummary(summary);
    }

    /// <param name="sheet">Of our own label; the carrier's comes as it is.</param>
    /// <param name="dpi">Of a thermal printer.</param>
    public async Task<Result<ParcelLabel>> RunAsync(long parcelId, LabelFormat? format, CancellationToken ct, PaperSheet sheet = PaperSheet.Label4x6, int dpi = 203)
    {
        if (await db.Set<ParcelRow>().SingleOrDefaultAsync(row => row.Id == parcelId, ct) is not { } parcel) return TransportProblems.ParcelNotFound(parcelId);

        var consignment = (await db.ConsignmentsAsync([parcel.ConsignmentId], ct)).Single();
        if (consignment.Status == ConsignmentStatus.Voided) return TransportProblems.Voided(consignment.Reference);
        if (parcel.TrackingNumber is not { } number) return TransportProblems.NotBooked(consignment.Reference, consignment.Status);

        if (await OwnAsync(parcel, ct) is { } own)
            return format is null || format == own.Format ? Pack(consignment, parcel, own.Format, own.Content) : TransportProblems.OtherLabelFormat(NameOf(consignment), own.Format);

        if ((await accounts.FindAsync(consignment.Carrier, ct)) is not { IsOk: true, Value.TakesOurLabels: true }) return TransportProblems.NoCarrierLabel(NameOf(consignment), consignment.Reference);

        var count = await db.Set<ParcelRow>().CountAsync(row => row.ConsignmentId == parcel.ConsignmentId, ct);
        var label = ToLabel(consignment, parcel, number, count, await DayAsync(consignment, ct));
        var fonts = services.GetRequiredService<FontLibrary>();
        return format is LabelFormat.Zpl ? Pack(consignment, parcel, LabelFormat.Zpl, Encoding.UTF8.GetBytes(CarrierLabelPaper.RenderZpl(label, fonts, sheet, dpi)))
            : format is null or LabelFormat.Pdf ? Pack(consignment, parcel, LabelFormat.Pdf, CarrierLabelPaper.Render(label, fonts, consignment.BookedAt ?? clock.GetUtcNow().UtcDateTime, sheet))
            : TransportProblems.OtherLabelFormat("Entrepot", LabelFormat.Pdf);
    }

    /// <summary>What the carrier gave for this parcel, or for all parcels of its consignment in one file.</summary>
    private async Task<LabelRow?> OwnAsync(ParcelRow parcel, CancellationToken ct) =>
        await db.Set<LabelRow>().Where(row => row.ConsignmentId == parcel.ConsignmentId && (row.ParcelNumber == parcel.Number || row.ParcelNumber == 0))
            .OrderByDescending(row => row.ParcelNumber).FirstOrDefaultAsync(ct);

    private static ParcelLabel Pack(ConsignmentRow consignment, ParcelRow parcel, LabelFormat format, byte[] content)
    {
        var type = format switch
        {
            LabelFormat.Pdf => "application/pdf",
            LabelFormat.Zpl => "application/zpl",
            LabelFormat.Png => "image/png",
            LabelFormat.Gif => "image/gif",
            LabelFormat.Epl => "application/epl",
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Every label format has its media type."),
        };
        return new(format, content, type, $"{consignment.Reference}-{parcel.Number}.{format.ToString().ToLowerInvariant()}");
    }

    private string NameOf(ConsignmentRow consignment) => carriers.Find(consignment.Carrier)?.Name ?? consignment.Carrier;

    private CarrierLabel ToLabel(ConsignmentRow consignment, ParcelRow parcel, string trackingNumber, int parcelCount, DateOnly day) => new()
    {
        ShipFrom = ConsignmentDocuments.ReadAddress(consignment.ShipFrom),
        ShipTo = ConsignmentDocuments.ReadAddress(consignment.ShipTo),
        Carrier = NameOf(consignment),
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
        if (!Countries.IsCustomsBorder(ConsignmentDocuments.ReadAddress(consignment.ShipFrom).Country, consignment.ShipToCountry)) return "";
        var value = new Money(consignment.GoodsValueMinor, consignment.GoodsValueCurrency);
        var ioss = consignment.IossNumber is { Length: > 0 } number ? $" · IOSS {number}" : "";
        return $"{consignment.Incoterm.ToString().ToUpperInvariant()}{ioss} · {value}";
    }

    private static IResult Answer(Result<ParcelLabel> label) =>
        label.Problem is { } problem ? problem.ToHttp() : Results.File(label.Value.Content, label.Value.MediaType, label.Value.FileName);
}
