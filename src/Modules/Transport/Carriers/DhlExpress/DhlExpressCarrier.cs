using System.Globalization;
using System.Net;
using Entrepot.Kernel;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Domain;
using Entrepot.Transport.Tracking;

namespace Entrepot.Transport.Carriers.DhlExpress;

/// <summary>
/// DHL Express: MyDHL API 3.1. The account's base URL ends in <c>/mydhlapi</c>; its option <c>phone</c> stands in where
/// neither party has a telephone number, which DHL demands.
/// </summary>
internal sealed class DhlExpressCarrier(CarrierHttp http) : ICarrier
{
    /// <summary>DHL's limit of piece numbers in one question.</summary>
    private const int PiecesMax = 200;

    private static readonly TimeSpan FindWithin = TimeSpan.FromDays(2);

    public string Code => "dhl-express";
    public string Name => "DHL Express";

    public async Task<Result<BookedConsignment>> BookAsync(CarrierAccount account, BookingRequest request, CancellationToken ct)
    {
        using var response = await SendAsync(account, HttpMethod.Post, "/shipments", CarrierHttp.Json(DhlExpressRequests.Ship(request, account), CarrierHttp.Camel), ct);
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.NotFound) return await RefusalAsync(response, ct);

        response.EnsureSuccessStatusCode();
        var created = await CarrierHttp.ReadAsync<DhlExpressWire.Created>(response, CarrierHttp.Camel, ct);
        if (created is not { ShipmentTrackingNumber: { } waybill, Packages: { } packages } || packages.Count != request.Parcels.Count)
            throw new HttpRequestException("DHL Express answered a booking without a number for every piece.");
        var routing = created.ShipmentDetails is [var detail, ..] ? detail.DhlRoutingCode : null;
        var billed = created.ShipmentCharges?.FirstOrDefault(charge => charge.CurrencyType == "BILLC");
        return new BookedConsignment(
            waybill, [.. packages.Select((package, at) => new BookedParcel(package.ReferenceNumber ?? request.Parcels[at].Number, package.TrackingNumber, routing))],
            billed is null ? null : WireText.Price(billed.Price.ToString(CultureInfo.InvariantCulture), billed.PriceCurrency))
        {
            Labels = Labels(created),
        };
    }

    /// <summary>DHL gives one file for all pieces unless it is asked to split them.</summary>
    internal static List<LabelFile> Labels(DhlExpressWire.Created created)
    {
        var files = (created.Documents ?? []).Where(document => document.TypeCode == "label").ToList();
        return [.. files.Select((document, at) => LabelFile.FromBase64(files.Count == 1 ? 0 : document.PackageReferenceNumber ?? at + 1, document.Content, document.ImageFormat)).OfType<LabelFile>()];
    }

    /// <summary>
    /// DHL gives a transport label with the booking only: its <c>get-image</c> has the waybill document, which is handed to the
    /// driver and must not be stuck on a parcel. So what is found here has no label, and is left unused for a booking anew.
    /// </summary>
    public async Task<BookedConsignment?> FindAsync(CarrierAccount account, BookingRequest request, CancellationToken ct)
    {
        string Day(DateTime at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var path = $"/tracking?shipmentReference={Uri.EscapeDataString(DhlExpressRequests.Reference(request.Reference))}&shipmentReferenceType=CU&shipperAccountNumber={Uri.EscapeDataString(account.AccountNumber)}"
            + $"&dateRangeFrom={Day(request.ShipAt - FindWithin)}&dateRangeTo={Day(request.ShipAt + FindWithin)}&levelOfDetail=all";
        using var response = await SendAsync(account, HttpMethod.Get, path, null, ct);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;

        response.EnsureSuccessStatusCode();
        var all = (await CarrierHttp.ReadAsync<DhlExpressWire.Tracking>(response, CarrierHttp.Camel, ct)).Shipments ?? [];
        var found = all.LastOrDefault(shipment => shipment.Pieces?.Count == request.Parcels.Count);
        return found is not { ShipmentTrackingNumber: { } waybill, Pieces: { } pieces } ? null
            : new(waybill, [.. pieces.Select((piece, at) => new BookedParcel(piece.Number ?? request.Parcels[at].Number, piece.TrackingNumber ?? "", null))], null)
            {
                AlsoThere = [.. all.Select(shipment => shipment.ShipmentTrackingNumber).OfType<string>().Where(number => number != waybill)],
            };
    }

    /// <summary>The API knows no cancellation of a waybill: one that is never scanned is never billed. A pick-up, which would have to be cancelled, is not booked with it.</summary>
    public Task<Result> VoidAsync(CarrierAccount account, string carrierReference, IReadOnlyList<string> trackingNumbers, CancellationToken ct) => Task.FromResult(Result.Ok);

    public async Task<IReadOnlyList<TrackedParcel>> TrackAsync(CarrierAccount account, IReadOnlyList<string> trackingNumbers, CancellationToken ct)
    {
        var tracked = new List<TrackedParcel>();
        foreach (var batch in trackingNumbers.Chunk(PiecesMax))
        {
            var query = string.Join('&', batch.Select(number => $"pieceTrackingNumber={Uri.EscapeDataString(number)}"));
            using var response = await SendAsync(account, HttpMethod.Get, $"/tracking?{query}&trackingView=all-checkpoints&levelOfDetail=all", null, ct);
            if (response.StatusCode == HttpStatusCode.NotFound) continue;

            response.EnsureSuccessStatusCode();
            tracked.AddRange(Parcels(await CarrierHttp.ReadAsync<DhlExpressWire.Tracking>(response, CarrierHttp.Camel, ct)));
        }

        return tracked;
    }

    /// <summary>Each piece with its own scans, or those of its shipment where DHL lists none by piece.</summary>
    internal static IEnumerable<TrackedParcel> Parcels(DhlExpressWire.Tracking answer) =>
        from shipment in answer.Shipments ?? []
        from piece in shipment.Pieces ?? []
        where piece.TrackingNumber is not null
        select new TrackedParcel(piece.TrackingNumber ?? "", Events(piece.Events is { Count: > 0 } own ? own : shipment.Events ?? []));

    private static List<TrackingEvent> Events(IReadOnlyList<DhlExpressWire.Checkpoint> checkpoints) =>
        [.. checkpoints.Where(checkpoint => At(checkpoint) is not null)
            .Select(checkpoint => new TrackingEvent(
                At(checkpoint) ?? default, TrackingCodes.Of("dhl-express", checkpoint.TypeCode), checkpoint.TypeCode ?? "", checkpoint.Description?.Trim() ?? "",
                checkpoint.ServiceArea is [var area, ..] ? area.Description ?? area.Code ?? "" : ""))
            .Reverse().OrderBy(scan => scan.At)];

    /// <summary>Local time with its offset, as UTC.</summary>
    private static DateTime? At(DhlExpressWire.Checkpoint checkpoint) =>
        DateTimeOffset.TryParse($"{checkpoint.Date}T{checkpoint.Time}{checkpoint.GmtOffset ?? "+00:00"}", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at.UtcDateTime : null;

    private async Task<HttpResponseMessage> SendAsync(CarrierAccount account, HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, account.Url(path)) { Content = content };
        request.Headers.Authorization = CarrierHttp.Basic(account.ClientId, account.ClientSecret);
        request.Headers.Add("Message-Reference", Chance.Secret(24));
        request.Headers.Add("x-version", "3.1.0");
        return await http.SendAsync(request, ct);
    }

    private static async Task<Problem> RefusalAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var error = await CarrierHttp.ReadAsync<DhlExpressWire.ErrorResponse>(response, CarrierHttp.Camel, ct);
        var details = error.AdditionalDetails is { Count: > 0 } more ? $" {string.Join(' ', more)}" : "";
        return TransportProblems.RefusedByCarrier("DHL Express", (error.Detail ?? error.Message ?? error.Title ?? response.StatusCode.ToString()) + details);
    }
}
