using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Sandbox.Carriers;

/// <summary>DHL Parcel Germany's Shipping API 2.2 (JSON) and Tracking API (XML in a query parameter).</summary>
internal sealed partial class DhlParcelDePeer(TimeProvider clock, SandboxCarrierOptions options)
{
    private static readonly HashSet<string> Products = ["V01PAK", "V53WPAK", "V54EPAK", "V62WP", "V62KP", "V66WPI"];

    private readonly SandboxShipments shipments = new("dhl-parcel-de", clock, options);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/parcel/de/shipping/v2/orders", (HttpRequest http, DhlParcelDePeerWire.OrderRequest? body) => Guarded(http, () => Create(body))).AddEndpointFilter(new LostAnswers(options));
        routes.MapDelete("/parcel/de/shipping/v2/orders", (HttpRequest http) => Guarded(http, () => Delete(http.Query)));
        routes.MapGet("/parcel/de/shipping/v2/orders", (HttpRequest http) => Guarded(http, () => Get(http.Query)));
        routes.MapGet("/parcel/de/tracking/v0/shipments", Track);
    }

    private IResult Guarded(HttpRequest http, Func<IResult> answer) =>
        BasicCredentials.AreRight(http, options) && http.Headers["dhl-api-key"] == options.User ? answer() : Results.Json(Status(401, "Unauthorized"), contentType: "application/problem+json", statusCode: 401);

    private IResult Create(DhlParcelDePeerWire.OrderRequest? body)
    {
        if (body is not { Profile.Length: > 0, Shipments: { Count: > 0 and <= 30 } asked }) return Answer(400, [DhlParcelDePeerWire.Refused("shipments", "Between 1 and 30 shipments and a profile are required.")]);

        var items = new List<object>();
        var refused = 0;
        foreach (var shipment in asked)
        {
            if (Fault(shipment) is { } fault)
            {
                refused++;
                items.Add(DhlParcelDePeerWire.Refused(fault.Property, fault.Message));
                continue;
            }

            var stored = Store(shipment);
            shipments.Add(stored);
            items.Add(DhlParcelDePeerWire.Created(stored));
        }

        return Answer(refused == asked.Count ? 400 : asked.Count == 1 ? 200 : 207, items);
    }

    private (string Property, string Message)? Fault(DhlParcelDePeerWire.Shipment asked)
    {
        if (!Products.Contains(asked.Product ?? "")) return ("product", "Unknown product.");
        if (!BillingNumber().IsMatch(asked.BillingNumber ?? "") || asked.BillingNumber?[10..12] != asked.Product?[1..3]) return ("billingNumber", "The billing number does not fit the product.");
        if (asked.RefNo is not { Length: >= 8 and <= 35 }) return ("refNo", "8 to 35 characters are required.");
        if (!DateOnly.TryParseExact(asked.ShipDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return ("shipDate", "The format is yyyy-MM-dd.");
        foreach (var (party, name) in new[] { (asked.Shipper, "shipper"), (asked.Consignee, "consignee") })
        {
            if (party is not { Name1.Length: > 0 and <= 50, AddressStreet.Length: > 0 and <= 50, City.Length: > 0 and <= 40 }) return ($"{name}", "Name, street and city are required.");
            if (party.Country is not { Length: 3 }) return ($"{name}.country", "A country code of three letters is required.");
            if (party.PostalCode is { } code && !PostalCode().IsMatch(code)) return ($"{name}.postalCode", "The postal code is not valid.");
            if (party is { Country: "DEU", PostalCode: not { Length: 5 } }) return ($"{name}.postalCode", "A German postal code has five digits.");
        }

        if (asked.Consignee?.City == options.RefusedCity) return ("consignee.city", "The place could not be found.");
        if (asked.Details is not { Weight: { Value: > 0 and <= 31_500, Uom: "g" or "kg" } }) return ("details.weight", "A weight is required.");
        if (asked.Details.Dim is { } dim && (dim.Uom is not ("mm" or "cm") || dim.Length <= 0 || dim.Width <= 0 || dim.Height <= 0)) return ("details.dim", "Dimensions must be above zero.");
        var isDomestic = asked.Consignee?.Country == "DEU";
        if (isDomestic != asked.Product is "V01PAK" or "V62KP" or "V62WP") return ("product", "The product is not available for the destination.");
        var needsCustoms = IsCustomsBorder(asked.Consignee?.Country ?? "");
        if (needsCustoms && asked.Customs is not { ExportType.Length: > 0, PostalCharges: { Currency.Length: 3 }, Items.Count: > 0 }) return ("customs", "Customs details are required for this country.");
        if (needsCustoms && asked.Customs?.Items?.Any(item => item is not { ItemDescription.Length: > 0 and <= 256, PackagedQuantity: > 0, ItemValue.Currency.Length: 3, ItemWeight.Value: > 0 }) == true) return ("customs.items", "Every item needs a description, a quantity, a value and a weight.");
        return null;
    }

    private SandboxShipment Store(DhlParcelDePeerWire.Shipment asked)
    {
        // 00, then a serial shipping container code of the company prefix that DHL's parcels carry.
        var body = "340434" + CheckDigits.Digits(31_000_000_000 + shipments.NextSerial(), 11);
        var number = "00" + body + CheckDigits.Gs1(body);
        var grams = asked.Details?.Weight?.Uom == "kg" ? (long)((asked.Details.Weight.Value ?? 0) * 1_000) : (long)(asked.Details?.Weight?.Value ?? 0);
        return new()
        {
            Number = number,
            Reference = asked.RefNo ?? "",
            Service = asked.Product ?? "",
            From = new(asked.Shipper?.City ?? "", asked.Shipper?.Country ?? ""),
            To = new(asked.Consignee?.City ?? "", asked.Consignee?.Country ?? ""),
            IsCrossBorder = IsCustomsBorder(asked.Consignee?.Country ?? ""),
            Parcels = [new(number, grams)],
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        };
    }

    private IResult Delete(IQueryCollection query)
    {
        if (query["profile"].Count == 0) return Answer(400, [DhlParcelDePeerWire.Refused("profile", "A profile is required.")]);
        var numbers = query["shipment"].OfType<string>().ToList();
        var items = new List<object>();
        var deleted = 0;
        foreach (var number in numbers)
        {
            var isOpen = shipments.Find(number) is { IsVoided: false, CollectedAt: null };
            if (shipments.Find(number) is { } shipment && isOpen)
            {
                shipments.Void(shipment);
                deleted++;
            }

            items.Add(DhlParcelDePeerWire.Item(number, isOpen ? 200 : 400, isOpen ? "OK" : "The shipment does not exist, or it was manifested."));
        }

        return Answer(deleted == 0 ? 400 : numbers.Count == 1 ? 200 : 207, items);
    }

    private IResult Get(IQueryCollection query)
    {
        var found = query["shipment"].OfType<string>().Where(number => shipments.Find(number) is { IsVoided: false }).ToList();
        if (found.Count == 0) return Results.Json(Status(404, "Not Found"), contentType: "application/problem+json", statusCode: 404);
        return Answer(200, [.. found.Select(number => query["includeDocs"] == "include" && shipments.Find(number) is { } shipment ? DhlParcelDePeerWire.Created(shipment) : DhlParcelDePeerWire.Item(number, 200, "OK"))]);
    }

    private IResult Track(HttpRequest http)
    {
        if (!BasicCredentials.AreRight(http, options)) return Results.StatusCode(StatusCodes.Status401Unauthorized);
        using var reader = XmlReader.Create(new StringReader(http.Query["xml"].ToString()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 100_000 });
        var question = XDocument.Load(reader).Root;
        string Text(string name) => question?.Attribute(name)?.Value ?? "";
        if (Text("appname") != options.User || Text("password") != options.Password) return Xml(DhlParcelDePeerWire.Failed(5, "Login failed"));
        if (Text("request") != "d-get-piece-detail" || Text("language-code") is not ("en" or "de")) return Xml(DhlParcelDePeerWire.Failed(-3, "Unknown request"));

        var pieces = Text("piece-code").Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (pieces.Length is 0 or > 20) return Xml(DhlParcelDePeerWire.Failed(45, "No piece-code"));
        var found = pieces.SelectMany(Found).ToList();
        return Xml(found.Count == 0 ? DhlParcelDePeerWire.Failed(100, "No data found") : DhlParcelDePeerWire.Tracked(found));
    }

    /// <summary>By number, which counts as tracking, or by the merchant's reference, which does not.</summary>
    private IEnumerable<(string Searched, SandboxShipment Shipment, IReadOnlyList<SandboxScan> Scans)> Found(string piece) => shipments.Find(piece) is { } shipment
        ? shipment.IsVoided ? [] : [(piece, shipment, shipments.Scans(shipment))]
        : shipments.FindReference(piece).Select(other => (piece, other, (IReadOnlyList<SandboxScan>)[]));

    /// <summary>From Germany, by codes of three letters.</summary>
    private static bool IsCustomsBorder(string country) => SandboxBorders.IsCrossed("DE", Kernel.Countries.Find(country) ?? country);

    private static IResult Xml(XElement answer) => Results.Text(new XDeclaration("1.0", "UTF-8", null) + answer.ToString(SaveOptions.DisableFormatting), "application/xml");

    private static object Status(int code, string title) => new { title, statusCode = code, status = code, instance = "string", detail = title };

    private static IResult Answer(int code, IReadOnlyList<object> items) =>
        Results.Json(new { status = Status(code, code == 400 ? "Bad Request" : "OK"), items }, contentType: code == 400 ? "application/problem+json" : "application/json", statusCode: code);

    [GeneratedRegex(@"^\w{10}\d{2}\w{2}$")]
    private static partial Regex BillingNumber();

    [GeneratedRegex("^[0-9A-Za-z]+([ -]?[0-9A-Za-z]+)*$")]
    private static partial Regex PostalCode();
}
