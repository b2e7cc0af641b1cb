using System.Globalization;
using System.Text.RegularExpressions;
using Entrepot.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Sandbox.Carriers;

/// <summary>The MyDHL API: shipments and tracking.</summary>
internal sealed partial class DhlExpressPeer(TimeProvider clock, SandboxCarrierOptions options)
{
    private static readonly HashSet<string> Products = ["P", "U", "N", "H", "W", "D", "Y", "T"];
    private static readonly HashSet<string> Incoterms = [.. "EXW FCA CPT CIP DPU DAP DDP FAS FOB CFR CIF DAF DAT DDU DEQ DES".Split(' ')];

    private readonly SandboxShipments shipments = new("dhl-express", clock, options);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/shipments", (HttpRequest http, DhlExpressPeerWire.CreateShipment? body) => Guarded(http, () => Create(body))).AddEndpointFilter(new LostAnswers(options));
        routes.MapGet("/tracking", (HttpRequest http) => Guarded(http, () => Track(http.Query)));
    }

    private IResult Guarded(HttpRequest http, Func<IResult> answer)
    {
        if (!BasicCredentials.AreRight(http, options)) return Error(StatusCodes.Status401Unauthorized, "Unauthorized");
        if (http.Headers["x-version"].Count == 0) return Error(StatusCodes.Status400BadRequest, "Header x-version is required");
        return answer();
    }

    private IResult Create(DhlExpressPeerWire.CreateShipment? asked)
    {
        if (asked is null) return Error(StatusCodes.Status400BadRequest, "Bad request");
        if (Faults(asked).ToList() is { Count: > 0 } faults) return Error(StatusCodes.Status422UnprocessableEntity, "Validation error", faults);
        if (asked.CustomerDetails?.ReceiverDetails?.PostalAddress?.CityName == options.RefusedCity) return Error(StatusCodes.Status400BadRequest, "996: The requested product is not available for the destination");

        var shipment = Store(asked);
        shipments.Add(shipment);
        var (minor, currency) = CarrierWorld.Current.Price(shipment.From.Country, shipment.Parcels.Sum(parcel => parcel.Grams));
        var price = asked.GetRateEstimates == true ? new Money(minor, currency) : (Money?)null;
        return Results.Json(DhlExpressPeerWire.Created(shipment, price), statusCode: StatusCodes.Status201Created);
    }

    private static IEnumerable<string> Faults(DhlExpressPeerWire.CreateShipment asked)
    {
        if (!ShippingDate().IsMatch(asked.PlannedShippingDateAndTime ?? "")) yield return "#/plannedShippingDateAndTime: does not match the pattern";
        if (asked.Pickup?.IsRequested is null) yield return "#/pickup/isRequested: required";
        if (!Products.Contains(asked.ProductCode ?? "")) yield return "#/productCode: unknown product";
        if (asked.Accounts?.Any(account => account is { TypeCode: "shipper", Number.Length: > 0 and <= 12 }) != true) yield return "#/accounts: a shipper account is required";
        foreach (var (party, name) in new[] { (asked.CustomerDetails?.ShipperDetails, "shipperDetails"), (asked.CustomerDetails?.ReceiverDetails, "receiverDetails") })
        {
            if (party?.PostalAddress is not { CountryCode.Length: 2, CityName.Length: > 0 and <= 45, AddressLine1.Length: > 0 and <= 45, PostalCode: { Length: <= 12 } }) yield return $"#/customerDetails/{name}/postalAddress: incomplete";
            if (party?.ContactInformation is not { Phone.Length: > 0, CompanyName.Length: > 0 and <= 100, FullName.Length: > 0 }) yield return $"#/customerDetails/{name}/contactInformation: incomplete";
        }

        if (asked.Content is not { } content)
        {
            yield return "#/content: required";
            yield break;
        }

        if (content.Packages is not { Count: > 0 } packages || packages.Any(package => package.Weight is not >= 0.001m)) yield return "#/content/packages: every package needs a weight";
        if (content.Description is not { Length: > 0 and <= 70 } text || char.IsWhiteSpace(text[0])) yield return "#/content/description: required";
        if (!Incoterms.Contains(content.Incoterm ?? "")) yield return "#/content/incoterm: unknown";
        if (content.UnitOfMeasurement is not ("metric" or "imperial")) yield return "#/content/unitOfMeasurement: metric or imperial";
        if (content.IsCustomsDeclarable is null) yield return "#/content/isCustomsDeclarable: required";
        if (content.IsCustomsDeclarable == true && content is not { DeclaredValue: >= 0, DeclaredValueCurrency.Length: 3 }) yield return "#/content/declaredValue: required for dutiable shipments";
    }

    private SandboxShipment Store(DhlExpressPeerWire.CreateShipment asked)
    {
        var factor = asked.Content?.UnitOfMeasurement == "metric" ? 1_000m : 453.59237m;
        var serial = 300_000_000 + shipments.NextSerial();
        var (from, to) = (Place(asked.CustomerDetails?.ShipperDetails), Place(asked.CustomerDetails?.ReceiverDetails));
        return new()
        {
            Number = CheckDigits.Digits(serial, 9) + CheckDigits.Mod7(serial),
            Reference = asked.CustomerReferences?.FirstOrDefault()?.Value ?? "",
            Service = asked.ProductCode ?? "",
            From = from,
            To = to,
            IsCrossBorder = asked.Content?.IsCustomsDeclarable == true,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            Parcels = [.. (asked.Content?.Packages ?? []).Select(package => new SandboxParcel("JJD" + CheckDigits.Digits(4_600_000_000 + shipments.NextSerial(), 10), (long)((package.Weight ?? 0) * factor)))],
        };
    }

    private IResult Track(IQueryCollection query)
    {
        var isByReference = query.TryGetValue("shipmentReference", out var reference);
        var found = isByReference
            ? shipments.FindReference(reference.ToString()).Select(shipment => (shipment, (IReadOnlyList<SandboxScan>)[])).ToList() // Looking up collects nothing.
            : [.. query["pieceTrackingNumber"].Concat(query["shipmentTrackingNumber"]).OfType<string>().Select(shipments.Find).OfType<SandboxShipment>().Distinct().Select(shipment => (shipment, shipments.Scans(shipment)))];
        var wanted = query["pieceTrackingNumber"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        return found.Count == 0 ? Error(StatusCodes.Status404NotFound, "No data found") : Results.Json(DhlExpressPeerWire.Tracked(found, wanted, query["levelOfDetail"] != "shipment"));
    }

    private static SandboxPlace Place(DhlExpressPeerWire.Party? party) => new(party?.PostalAddress?.CityName ?? "", party?.PostalAddress?.CountryCode ?? "");

    private static IResult Error(int status, string detail, IReadOnlyList<string>? more = null) =>
        Results.Json(new { instance = "/mydhlapi", detail, title = "Error", message = "Error", additionalDetails = more ?? [], status = status.ToString(CultureInfo.InvariantCulture) }, statusCode: status);

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2} ?GMT[+-]\d{2}:\d{2}$")]
    private static partial Regex ShippingDate();
}
