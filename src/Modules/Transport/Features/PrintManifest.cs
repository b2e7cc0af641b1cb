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
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Transport.Features;

/// <summary>A closed manifest on paper, for the driver to sign, in the language of whoever prints it.</summary>
/// <param name="services">Fonts are megabytes that only a printed list needs: they are taken when one is.</param>
internal sealed class PrintManifest(EntrepotDb db, IManifests manifests, CarrierList carriers, RateBooks books, IServiceProvider services)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/manifests/{id:long}.pdf", async (long id, PrintManifest print, CancellationToken ct) =>
            {
                var sheet = await print.RunAsync(id, System.Globalization.CultureInfo.CurrentUICulture.Name, ct);
                return sheet.Problem is { } problem ? problem.ToHttp() : Results.File(sheet.Value, "application/pdf", FormattableString.Invariant($"manifest-{id}.pdf"));
            })
            .RequireAuthorization("transport.print").WithSummary("A closed manifest as PDF, for the driver's signature");

    public async Task<Result<byte[]>> RunAsync(long id, string? language, CancellationToken ct)
    {
        if ((await manifests.FindAsync([id], ct))[0] is not { } manifest) return TransportProblems.ManifestNotFound(id);

        var consignments = (await db.ConsignmentsAsync(manifest.Consignments, ct)).ToDictionary(row => row.Id);
        var parcels = await db.ParcelsAsync(manifest.Consignments, ct);
        var origin = ConsignmentDocuments.ReadAddress(consignments[manifest.Consignments[0]].ShipFrom);
        var cards = (await books.CurrentAsync(db, ct)).From(origin.Country);
        return ManifestPaper.Render(
            new ManifestSheet
            {
                Number = manifest.Number,
                Carrier = carriers.Find(manifest.Carrier)?.Name ?? manifest.Carrier,
                Warehouse = origin.Company.Length > 0 ? origin.Company : origin.Name,
                Date = cards.IsEmpty ? DateOnly.FromDateTime(manifest.ClosedAt) : cards[0].PickUp.LocalDay(manifest.ClosedAt),
                Language = language,
                Parcels = [.. manifest.Consignments.SelectMany(consignment => parcels[consignment].Select(parcel => new ManifestParcel(
                    parcel.TrackingNumber ?? "", consignments[consignment].Reference, consignments[consignment].ShipToCountry, parcel.GrossWeightGrams)))],
            },
            services.GetRequiredService<FontLibrary>(), manifest.ClosedAt);
    }
}
