using System.Globalization;
using System.Net;
using Entrepot.Kernel;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Domain;
using Entrepot.Transport.Tracking;

namespace Entrepot.Transport.Carriers.Ups;

/// <summary>UPS: Shipping API v2409 with Label Recovery v1, Tracking API v1, OAuth client credentials. The account's base URL is the host, e.g. <c>https://onlinetools.ups.com</c>.</summary>
internal sealed class UpsCarrier(CarrierHttp http, CarrierTokens tokens) : ICarrier
{
    private const string ShippingVersion = "v2409";
    private const string LabelVersion = "v1";

    /// <summary>UPS's word for a label that was taken back.</summary>
    private const string VoidedType = "MV";

    /// <summary>UPS finds references of the last 14 days only; a repeated booking is minutes old.</summary>
    private static readonly TimeSpan FindWithin = TimeSpan.FromDays(2);

    public string Code => "ups";
    public string Name => "UPS";

    public async Task<Result<BookedConsignment>> BookAsync(CarrierAccount account, BookingRequest request, CancellationToken ct)
    {
        using var response = await SendAsync(account, HttpMethod.Post, $"/api/shipments/{ShippingVersion}/ship", CarrierHttp.Json(UpsRequests.Ship(request, account), CarrierHttp.Pascal), ct);
        if (IsRefusal(response)) return await RefusalAsync(response, ct);

        var answer = await CarrierHttp.ReadAsync<UpsWire.ShipResponseWrapper>(response, CarrierHttp.Pascal, ct);
        if (answer.ShipmentResponse?.ShipmentResults is not { PackageResults: { } packages } results || packages.Count != request.Parcels.Count)
            throw new HttpRequestException("UPS answered a booking without a number for every package.");
        var price = results.NegotiatedRateCharges?.TotalCharge ?? results.ShipmentCharges?.TotalCharges;
        // Packages come back in the order in which they were sent.
        return new BookedConsignment(
            results.ShipmentIdentificationNumber ?? packages[0].TrackingNumber,
            [.. packages.Select((package, at) => new BookedParcel(request.Parcels[at].Number, package.TrackingNumber, null))],
            WireText.Price(price?.MonetaryValue, price?.CurrencyCode))
        {
            Labels = [.. packages.Select((package, at) => LabelFile.FromBase64(request.Parcels[at].Number, package.ShippingLabel?.GraphicImage, package.ShippingLabel?.ImageFormat?.Code)).OfType<LabelFile>()],
        };
    }

    public async Task<BookedConsignment?> FindAsync(CarrierAccount account, BookingRequest request, CancellationToken ct)
    {
        string Day(DateTime at) => at.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var path = $"/api/track/v1/reference/details/{Uri.EscapeDataString(UpsRequests.Reference(request.Reference))}?shipperNum={Uri.EscapeDataString(account.AccountNumber)}"
            + $"&fromPickUpDate={Day(request.ShipAt - FindWithin)}&toPickUpDate={Day(request.ShipAt + FindWithin)}&refNumType=SmallPackage";
        using var response = await SendAsync(account, HttpMethod.Get, path, null, ct);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest) return null;

        response.EnsureSuccessStatusCode();
        var answer = await CarrierHttp.ReadAsync<UpsWire.TrackApiResponse>(response, CarrierHttp.Camel, ct);
        var numbers = Packages(answer).Where(package => package.Activity is not [{ Status.Type: VoidedType }, ..]).Select(package => package.TrackingNumber).OfType<string>().Order(StringComparer.Ordinal).ToList();
        if (numbers.Count != request.Parcels.Count) return null;
        // UPS counts up within a shipment, so the order of numbers is the order of parcels.
        List<BookedParcel> parcels = [.. numbers.Select((number, at) => new BookedParcel(request.Parcels[at].Number, number, null))];
        return new(numbers[0], parcels, null) { Labels = await LabelsAsync(account, parcels, request.Reference, ct) };
    }

    /// <summary>The labels of packages that were booked before. UPS may answer for all packages of a shipment at once, so only those still lacking are asked for.</summary>
    private async Task<IReadOnlyList<LabelFile>> LabelsAsync(CarrierAccount account, List<BookedParcel> parcels, string reference, CancellationToken ct)
    {
        var labels = new Dictionary<int, LabelFile>();
        foreach (var parcel in parcels)
        {
            if (labels.ContainsKey(parcel.Number)) continue;
            using var response = await SendAsync(account, HttpMethod.Post, $"/api/labels/{LabelVersion}/recovery", CarrierHttp.Json(UpsRequests.RecoverLabel(parcel.TrackingNumber, reference), CarrierHttp.Pascal), ct);
            if (IsRefusal(response)) continue;

            response.EnsureSuccessStatusCode();
            var answer = await CarrierHttp.ReadAsync<UpsWire.LabelRecoveryResponseWrapper>(response, CarrierHttp.Pascal, ct);
            foreach (var result in answer.LabelRecoveryResponse?.Results ?? [])
            {
                if (parcels.Find(one => one.TrackingNumber == result.TrackingNumber) is { } found && LabelFile.FromBase64(found.Number, result.LabelImage?.GraphicImage, result.LabelImage?.LabelImageFormat?.Code) is { } label)
                    labels[found.Number] = label;
            }
        }

        return [.. labels.Values];
    }

    public async Task<Result> VoidAsync(CarrierAccount account, string carrierReference, IReadOnlyList<string> trackingNumbers, CancellationToken ct)
    {
        using var response = await SendAsync(account, HttpMethod.Delete, $"/api/shipments/{ShippingVersion}/void/cancel/{Uri.EscapeDataString(carrierReference)}", null, ct);
        if (IsRefusal(response)) return await RefusalAsync(response, ct);

        response.EnsureSuccessStatusCode();
        return Result.Ok;
    }

    public async Task<IReadOnlyList<TrackedParcel>> TrackAsync(CarrierAccount account, IReadOnlyList<string> trackingNumbers, CancellationToken ct)
    {
        var tracked = new TrackedParcel?[trackingNumbers.Count];
        await Parallel.ForAsync(0, tracked.Length, new ParallelOptions { MaxDegreeOfParallelism = CarrierHttp.ParallelMax, CancellationToken = ct }, async (at, token) =>
        {
            using var response = await SendAsync(account, HttpMethod.Get, $"/api/track/v1/details/{Uri.EscapeDataString(trackingNumbers[at])}?locale=en_US", null, token);
            if (response.StatusCode == HttpStatusCode.NotFound) return;

            response.EnsureSuccessStatusCode();
            tracked[at] = new(trackingNumbers[at], Events(await CarrierHttp.ReadAsync<UpsWire.TrackApiResponse>(response, CarrierHttp.Camel, token), trackingNumbers[at]));
        });
        return [.. tracked.OfType<TrackedParcel>()];
    }

    /// <summary>The scans of one package, oldest first.</summary>
    internal static IReadOnlyList<TrackingEvent> Events(UpsWire.TrackApiResponse answer, string trackingNumber) =>
        [.. Packages(answer).Where(package => package.TrackingNumber == trackingNumber)
            .SelectMany(package => package.Activity ?? [])
            .Where(activity => At(activity) is not null)
            .Select(activity => new TrackingEvent(
                At(activity) ?? default,
                TrackingCodes.Of("ups", activity.Status?.StatusCode, activity.Status?.Type),
                activity.Status?.Code ?? "", activity.Status?.Description?.Trim() ?? "", Place(activity.Location?.Address)))
            .Reverse().OrderBy(scan => scan.At)];

    private static IEnumerable<UpsWire.TrackedPackage> Packages(UpsWire.TrackApiResponse answer) => (answer.TrackResponse?.Shipment ?? []).SelectMany(shipment => shipment.Package ?? []);

    /// <summary>UTC where UPS gives it, else its local time taken as UTC.</summary>
    private static DateTime? At(UpsWire.Activity activity)
    {
        var (date, time) = activity.GmtDate is { Length: 8 } ? (activity.GmtDate, activity.GmtTime) : (activity.Date, activity.Time);
        var digits = string.Concat((time ?? "").Where(char.IsAsciiDigit)).PadLeft(6, '0');
        return DateTime.TryParseExact(date + digits, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
    }

    private static string Place(UpsWire.TrackedAddress? address) => address is null ? "" : string.Join(", ", new[] { address.City, address.CountryCode ?? address.Country }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private async Task<HttpResponseMessage> SendAsync(CarrierAccount account, HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, account.Url(path)) { Content = content };
        request.Headers.Authorization = new("Bearer", await tokens.GetAsync(account, () => TokenAsync(account, ct)));
        request.Headers.Add("transId", Chance.Secret(24));
        request.Headers.Add("transactionSrc", "entrepot");
        var response = await http.SendAsync(request, ct);
        if (response.StatusCode == HttpStatusCode.Unauthorized) tokens.Forget(account);
        return response;
    }

    private async Task<(string Token, TimeSpan Lifetime)> TokenAsync(CarrierAccount account, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, account.Url("/security/v1/oauth/token"))
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
            Headers = { Authorization = CarrierHttp.Basic(account.ClientId, account.ClientSecret) },
        };
        using var response = await http.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        var token = await CarrierHttp.ReadAsync<UpsWire.Token>(response, CarrierHttp.Camel, ct);
        return (token.AccessToken, TimeSpan.FromSeconds(int.Parse(token.ExpiresIn, CultureInfo.InvariantCulture)));
    }

    /// <summary>UPS's own "no": the same request would be refused again. Everything else is worth another attempt.</summary>
    private static bool IsRefusal(HttpResponseMessage response)
    {
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.NotFound) return true;
        response.EnsureSuccessStatusCode();
        return false;
    }

    private static async Task<Problem> RefusalAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var error = (await CarrierHttp.ReadAsync<UpsWire.ErrorResponse>(response, CarrierHttp.Camel, ct)).Response?.Errors is [var first, ..] ? $"{first.Message} ({first.Code})" : response.StatusCode.ToString();
        return TransportProblems.RefusedByCarrier("UPS", error);
    }
}
