using System.Collections.Concurrent;
using System.Globalization;
using Entrepot.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Sandbox.Carriers;

/// <summary>UPS's Shipping, Void, Tracking and OAuth APIs.</summary>
internal sealed class UpsPeer(TimeProvider clock, SandboxCarrierOptions options)
{
    /// <summary>UPS's tokens live four hours.</summary>
    private const int TokenSeconds = 14_399;

    private static readonly HashSet<string> Services = [.. "01 02 03 07 08 11 12 13 14 17 54 59 65 70 71 72 74 75 96".Split(' ')];

    private readonly SandboxShipments shipments = new("ups", clock, options);
    private readonly ConcurrentDictionary<string, DateTime> tokens = new(StringComparer.Ordinal);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/security/v1/oauth/token", TokenAsync);
        routes.MapPost("/api/shipments/{version}/ship", (HttpRequest http, UpsPeerWire.ShipRequest? body) => Guarded(http, () => Ship(body))).AddEndpointFilter(new LostAnswers(options));
        routes.MapPost("/api/labels/{version}/recovery", (HttpRequest http, UpsPeerWire.LabelRecovery? body) => Guarded(http, () => Recover(body)));
        routes.MapDelete("/api/shipments/{version}/void/cancel/{id}", (HttpRequest http, string id) => Guarded(http, () => Void(id)));
        routes.MapGet("/api/track/v1/details/{number}", (HttpRequest http, string number) => Guarded(http, () => Track(number)));
        routes.MapGet("/api/track/v1/reference/details/{reference}", (HttpRequest http, string reference) => Guarded(http, () => TrackReference(reference)));
    }

    private async Task<IResult> TokenAsync(HttpRequest http)
    {
        if (!BasicCredentials.AreRight(http, options)) return Error(StatusCodes.Status401Unauthorized, "10401", "ClientId is Invalid");
        if (!http.HasFormContentType || (await http.ReadFormAsync()).TryGetValue("grant_type", out var grant) is false || grant != "client_credentials")
            return Error(StatusCodes.Status400BadRequest, "10400", "Invalid/Missing Grant Type");
        var token = Chance.Secret();
        var now = clock.GetUtcNow();
        tokens[token] = now.UtcDateTime.AddSeconds(TokenSeconds);
        string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
        return Results.Json(new Dictionary<string, string>
        {
            ["token_type"] = "Bearer",
            ["issued_at"] = Text(now.ToUnixTimeMilliseconds()),
            ["client_id"] = options.User,
            ["access_token"] = token,
            ["expires_in"] = Text(TokenSeconds),
            ["status"] = "approved",
        });
    }

    private IResult Guarded(HttpRequest http, Func<IResult> answer)
    {
        var header = http.Headers.Authorization.ToString();
        var isKnown = header.StartsWith("Bearer ", StringComparison.Ordinal) && tokens.TryGetValue(header[7..], out var until) && until > clock.GetUtcNow().UtcDateTime;
        if (!isKnown) return Error(StatusCodes.Status401Unauthorized, "250002", "Invalid Authentication Information.");
        if (http.Headers["transId"].Count == 0 || http.Headers["transactionSrc"].Count == 0) return Error(StatusCodes.Status400BadRequest, "VSS000", "transId and transactionSrc headers are required");
        return answer();
    }

    private IResult Ship(UpsPeerWire.ShipRequest? body)
    {
        if (body?.ShipmentRequest?.Shipment is not { } asked) return Error(StatusCodes.Status400BadRequest, "9380216", "Missing or Invalid Shipment");
        if (Fault(asked) is { } fault) return Error(StatusCodes.Status400BadRequest, fault.Code, fault.Message);

        var shipment = Store(asked);
        shipments.Add(shipment);
        var (minor, currency) = CarrierWorld.Current.Price(shipment.From.Country, shipment.Parcels.Sum(parcel => parcel.Grams));
        return Results.Json(UpsPeerWire.Shipped(shipment, new Money(minor, currency).ToDecimal().ToString(CultureInfo.InvariantCulture), currency, body.ShipmentRequest.Request?.TransactionReference?.CustomerContext ?? ""), UpsPeerWire.Pascal);
    }

    private (string Code, string Message)? Fault(UpsPeerWire.Shipment asked)
    {
        if (asked.Shipper is not { ShipperNumber.Length: 6 }) return ("120100", "Missing or invalid shipper number");
        if (asked.PaymentInformation?.ShipmentCharge?.Any(charge => charge.Type == "01" && charge.BillShipper?.AccountNumber?.Length == 6) != true) return ("120400", "Missing or invalid payment information");
        if (!Services.Contains(asked.Service?.Code ?? "")) return ("111210", "The requested service is unavailable between the selected locations.");
        foreach (var (party, name) in new[] { (asked.ShipTo, "ShipTo"), (asked.ShipFrom, "ShipFrom") })
        {
            if (party?.Name is not { Length: > 0 and <= 35 }) return ("120202", $"Missing or invalid {name} company name");
            if (party.Address is not { CountryCode.Length: 2, City.Length: > 0 and <= 30, AddressLine: { Count: > 0 and <= 3 } lines } || lines.Any(line => line.Length is 0 or > 35)) return ("120206", $"Missing or invalid {name} address");
            if (party.Address is { CountryCode: "US" or "CA", StateProvinceCode: null or "" }) return ("120207", $"Missing or invalid {name} state province code");
        }

        if (asked.ShipTo?.Address?.City == options.RefusedCity) return ("120217", "The destination is not served.");
        var isInternational = asked.ShipFrom?.Address?.CountryCode != asked.ShipTo?.Address?.CountryCode;
        if (isInternational && asked.Description is not { Length: > 0 and <= 50 }) return ("120541", "Missing or invalid description of goods");
        if (isInternational && asked.ShipTo?.Phone?.Number is not { Length: > 0 and <= 15 }) return ("120213", "Missing or invalid ship to phone number");
        if (asked.Package is not { Count: > 0 } packages) return ("120600", "Shipment must have at least one package");
        foreach (var package in packages)
        {
            if (package.Packaging?.Code != "02") return ("120603", "Package type code is missing or invalid");
            if (Grams(package) <= 0) return ("120604", "Missing or invalid package weight");
            if (package.Dimensions is { } sides && new[] { sides.Length, sides.Width, sides.Height }.Any(side => side is null || side.Length > 3 || !int.TryParse(side, out _))) return ("120607", "Invalid package dimensions");
        }

        return null;
    }

    private SandboxShipment Store(UpsPeerWire.Shipment asked)
    {
        var shipper = asked.Shipper?.ShipperNumber?.ToUpperInvariant() ?? "";
        var parcels = (asked.Package ?? []).Select(package =>
        {
            var body = shipper + asked.Service?.Code + CheckDigits.Digits(shipments.NextSerial(), 7);
            return new SandboxParcel("1Z" + body + CheckDigits.Ups(body), Grams(package));
        }).ToList();
        var (from, to) = (Place(asked.ShipFrom), Place(asked.ShipTo));
        var reference = asked.ReferenceNumber?.FirstOrDefault()?.Value ?? asked.Package?[0].ReferenceNumber?.FirstOrDefault()?.Value ?? "";
        return new()
        {
            Number = parcels[0].Number,
            Reference = reference,
            Service = asked.Service?.Code ?? "",
            From = from,
            To = to,
            Parcels = parcels,
            IsCrossBorder = SandboxBorders.IsCrossed(from.Country, to.Country),
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        };
    }

    private IResult Void(string id)
    {
        if (shipments.Find(id) is not { } shipment) return Error(StatusCodes.Status400BadRequest, "190117", "No shipment found within the allowed void period");
        if (shipment.CollectedAt is not null) return Error(StatusCodes.Status400BadRequest, "190102", "No shipment found within the allowed void period");
        shipments.Void(shipment);
        return Results.Json(UpsPeerWire.Voided(shipment), UpsPeerWire.Pascal);
    }

    private IResult Recover(UpsPeerWire.LabelRecovery? body)
    {
        if (body?.LabelRecoveryRequest?.TrackingNumber is not { Length: 18 } number) return Error(StatusCodes.Status400BadRequest, "300011", "Missing or Invalid Tracking Number");
        if (body.LabelRecoveryRequest.LabelSpecification?.LabelImageFormat?.Code is not "ZPL") return Error(StatusCodes.Status400BadRequest, "300015", "Label Image Format is not supported");
        if (!options.GivesLabelsAgain || shipments.Find(number) is not { IsVoided: false } shipment) return Error(StatusCodes.Status400BadRequest, "300022", "No label is available for the tracking number");
        return Results.Json(UpsPeerWire.Recovered(shipment, shipment.Parcels.First(parcel => parcel.Number == number)), UpsPeerWire.Pascal);
    }

    private IResult Track(string number) => shipments.Find(number) is { IsVoided: false } shipment
        ? Results.Json(UpsPeerWire.Tracked([(shipment, shipments.Scans(shipment))], number))
        : Error(StatusCodes.Status404NotFound, "TW0001", "Tracking Information Not Found");

    /// <summary>Looking a reference up is not tracking: nothing is collected by it.</summary>
    private IResult TrackReference(string reference)
    {
        var found = shipments.FindReference(reference);
        return found.Count == 0 ? Error(StatusCodes.Status404NotFound, "TW0001", "Tracking Information Not Found") : Results.Json(UpsPeerWire.Tracked([.. found.Select(shipment => (shipment, (IReadOnlyList<SandboxScan>)[]))], null));
    }

    private static long Grams(UpsPeerWire.Package package)
    {
        if (!decimal.TryParse(package.PackageWeight?.Weight, NumberStyles.Number, CultureInfo.InvariantCulture, out var weight)) return 0;
        return package.PackageWeight?.UnitOfMeasurement?.Code switch { "KGS" => (long)(weight * 1_000), "LBS" => (long)(weight * 453.59237m), _ => 0 };
    }

    private static SandboxPlace Place(UpsPeerWire.Party? party) => new(party?.Address?.City ?? "", party?.Address?.CountryCode ?? "");

    private static IResult Error(int status, string code, string message) =>
        Results.Json(new { response = new { errors = new[] { new { code, message } } } }, statusCode: status);
}
