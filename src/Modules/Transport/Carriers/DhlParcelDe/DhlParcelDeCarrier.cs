using System.Net;
using Entrepot.Kernel;
using Entrepot.Transport.Domain;

namespace Entrepot.Transport.Carriers.DhlParcelDe;

/// <summary>
/// DHL Parcel Germany: Shipping API 2.2 and Tracking API 0. The account's base URL is the host, e.g.
/// <c>https://api-eu.dhl.com</c>; its client id and secret are the API key and secret. Options: <c>user</c> and
/// <c>password</c> of the business customer portal, <c>tracking-user</c> and <c>tracking-password</c>, and, where they
/// are not the usual ones, <c>profile</c> and <c>participation</c>.
/// </summary>
internal sealed class DhlParcelDeCarrier(CarrierHttp http) : ICarrier
{
    private const string Orders = "/parcel/de/shipping/v2/orders";

    /// <summary>DHL's limit of pieces in one question.</summary>
    private const int PiecesMax = 20;

    public string Code => "dhl-parcel-de";
    public string Name => "DHL Parcel Germany";

    public async Task<Result<BookedConsignment>> BookAsync(CarrierAccount account, BookingRequest request, CancellationToken ct)
    {
        using var response = await SendAsync(account, HttpMethod.Post, $"{Orders}?includeDocs=include&docFormat=ZPL2", CarrierHttp.Json(DhlParcelDeRequests.Ship(request, account), CarrierHttp.Camel), ct);
        if (response.StatusCode != HttpStatusCode.BadRequest) response.EnsureSuccessStatusCode();

        var answer = await CarrierHttp.ReadAsync<DhlParcelDeWire.LabelData>(response, CarrierHttp.Camel, ct);
        var items = answer.Items ?? [];
        var numbered = items.Where(item => item is { ShipmentNo.Length: > 0, Sstatus.StatusCode: 200 }).ToList();
        if (numbered.Count == request.Parcels.Count)
        {
            return new BookedConsignment(numbered[0].ShipmentNo ?? "", [.. numbered.Select((item, at) => new BookedParcel(request.Parcels[at].Number, item.ShipmentNo ?? "", item.RoutingCode))], null)
            {
                Labels = [.. numbered.Select((item, at) => LabelOf(request.Parcels[at].Number, item)).OfType<LabelFile>()],
            };
        }

        // All parcels or none: what did go through is taken back.
        if (numbered.Count > 0) await VoidAsync(account, "", [.. numbered.Select(item => item.ShipmentNo).OfType<string>()], ct);
        return TransportProblems.RefusedByCarrier(Name, Reason(answer));
    }

    /// <summary>DHL finds pieces by our reference. If it has found some of them only, they are taken back and the booking begins anew.</summary>
    public async Task<BookedConsignment?> FindAsync(CarrierAccount account, BookingRequest request, CancellationToken ct)
    {
        var references = request.Parcels.Select(parcel => DhlParcelDeRequests.Reference(request.Reference, parcel.Number)).ToList();
        var found = (await AskAsync(account, references, ct)).Where(piece => piece.PieceCode.Length > 0).ToLookup(piece => piece.CustomerReference);
        var parcels = request.Parcels.Zip(references)
            .Select(pair => found[pair.Second].FirstOrDefault() is { } piece ? new BookedParcel(pair.First.Number, piece.PieceCode, null) : null).OfType<BookedParcel>().ToList();
        if (parcels.Count == request.Parcels.Count) return new(parcels[0].TrackingNumber, parcels, null) { Labels = await LabelsAsync(account, parcels, ct) };

        if (parcels.Count > 0) await VoidAsync(account, "", [.. parcels.Select(parcel => parcel.TrackingNumber)], ct);
        return null;
    }

    public async Task<Result> VoidAsync(CarrierAccount account, string carrierReference, IReadOnlyList<string> trackingNumbers, CancellationToken ct)
    {
        foreach (var number in trackingNumbers)
        {
            var shipment = $"shipment={Uri.EscapeDataString(number)}";
            using var response = await SendAsync(account, HttpMethod.Delete, $"{Orders}?profile={Uri.EscapeDataString(account.Option("profile", DhlParcelDeRequests.StandardProfile))}&{shipment}", null, ct);
            if (response.StatusCode != HttpStatusCode.BadRequest)
            {
                response.EnsureSuccessStatusCode();
                continue;
            }

            // 400 means handed over already, or deleted already: only the first is a refusal.
            using var existing = await SendAsync(account, HttpMethod.Get, $"{Orders}?{shipment}&includeDocs=URL", null, ct);
            if (existing.IsSuccessStatusCode) return TransportProblems.RefusedByCarrier(Name, Reason(await CarrierHttp.ReadAsync<DhlParcelDeWire.LabelData>(response, CarrierHttp.Camel, ct)));
        }

        return Result.Ok;
    }

    public async Task<IReadOnlyList<TrackedParcel>> TrackAsync(CarrierAccount account, IReadOnlyList<string> trackingNumbers, CancellationToken ct)
    {
        var tracked = new List<TrackedParcel>();
        foreach (var batch in trackingNumbers.Chunk(PiecesMax))
            tracked.AddRange((await AskAsync(account, batch, ct)).Select(piece => new TrackedParcel(piece.Searched, piece.Events)));
        return tracked;
    }

    /// <summary>The labels of parcels that were booked before.</summary>
    private async Task<IReadOnlyList<LabelFile>> LabelsAsync(CarrierAccount account, List<BookedParcel> parcels, CancellationToken ct)
    {
        var query = string.Concat(parcels.Select(parcel => $"&shipment={Uri.EscapeDataString(parcel.TrackingNumber)}"));
        using var response = await SendAsync(account, HttpMethod.Get, $"{Orders}?includeDocs=include&docFormat=ZPL2{query}", null, ct);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest) return [];

        response.EnsureSuccessStatusCode();
        var items = ((await CarrierHttp.ReadAsync<DhlParcelDeWire.LabelData>(response, CarrierHttp.Camel, ct)).Items ?? []).ToLookup(item => item.ShipmentNo ?? "");
        return [.. parcels.Select(parcel => items[parcel.TrackingNumber].FirstOrDefault() is { } item ? LabelOf(parcel.Number, item) : null).OfType<LabelFile>()];
    }

    private static LabelFile? LabelOf(int parcel, DhlParcelDeWire.Item item) =>
        LabelFile.FromText(parcel, item.Label?.Zpl2, item.Label?.FileFormat) ?? LabelFile.FromBase64(parcel, item.Label?.B64, item.Label?.FileFormat);

    private async Task<IReadOnlyList<PieceFound>> AskAsync(CarrierAccount account, IReadOnlyList<string> pieces, CancellationToken ct)
    {
        var question = Uri.EscapeDataString(DhlParcelDeTracking.Question(account, pieces));
        using var request = new HttpRequestMessage(HttpMethod.Get, account.Url($"/parcel/de/tracking/v0/shipments?xml={question}"));
        request.Headers.Authorization = CarrierHttp.Basic(account.ClientId, account.ClientSecret);
        using var response = await http.SendAsync(request, ct);
        if (response.StatusCode == HttpStatusCode.NotFound) return [];

        response.EnsureSuccessStatusCode();
        return DhlParcelDeTracking.Read(await response.Content.ReadAsStringAsync(ct));
    }

    private async Task<HttpResponseMessage> SendAsync(CarrierAccount account, HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, account.Url(path)) { Content = content };
        request.Headers.Authorization = CarrierHttp.Basic(account.Option("user"), account.Option("password"));
        request.Headers.Add("dhl-api-key", account.ClientId);
        request.Headers.Add("Accept-Language", "en-US");
        return await http.SendAsync(request, ct);
    }

    private static string Reason(DhlParcelDeWire.LabelData answer)
    {
        var messages = (answer.Items ?? []).SelectMany(item => item.ValidationMessages ?? []).Where(message => message.ValidationState != "Warning")
            .Select(message => $"{message.Property}: {message.ValidationMessage}").Distinct().ToList();
        if (messages.Count > 0) return string.Join("; ", messages);
        return (answer.Items ?? []).Select(item => item.Sstatus?.Detail).OfType<string>().FirstOrDefault() ?? answer.Detail ?? answer.Status?.Detail ?? answer.Status?.Title ?? "refused without a reason";
    }
}
