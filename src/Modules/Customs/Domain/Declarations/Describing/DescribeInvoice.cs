using System.Globalization;
using System.Text.Json.Nodes;
using Entrepot.Kernel;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Customs.Domain.Declarations.Describing;

/// <summary>
/// What a declaration can say from an order's commercial invoice, so that nobody types it again: parties with their numbers,
/// goods, codes, origins, values and weights. What an invoice does not know, such as the place of the goods or the procedure,
/// stays open, and the draft's page asks for it.
/// </summary>
internal static class DescribeInvoice
{
    /// <summary>A document code of DE 2/3: the invoice by which the customs value is declared.</summary>
    private const string ValueInvoice = "N935";

    public static JsonObject Of(CommercialInvoice invoice, string type)
    {
        var isImport = type.StartsWith("IM", StringComparison.Ordinal);
        var receiver = invoice.Consignee ?? invoice.Buyer;
        var from = Party(invoice.Seller);
        var to = Party(receiver);
        var description = new JsonObject
        {
            ["type"] = type,
            ["reference"] = invoice.Number,
            ["invoiceTotal"] = Written(Total(invoice.Lines)),
            ["exporter"] = from,
            [isImport ? "importer" : "consignee"] = to,
            ["terms"] = new JsonObject { ["incoterm"] = invoice.Incoterm, ["placeName"] = invoice.IncotermPlace },
            ["dispatch"] = invoice.Seller.Address.Country,
            ["destination"] = receiver.Address.Country,
            ["packages"] = invoice.ParcelCount.ToString(CultureInfo.InvariantCulture),
        };
        var declarant = isImport ? receiver.EoriNumber : invoice.Seller.EoriNumber;
        if (declarant.Length > 0) description["declarant"] = new JsonObject { ["eori"] = declarant };
        if (invoice.TrackingNumber.Length > 0) description["ucr"] = invoice.TrackingNumber;
        description["items"] = new JsonArray([.. invoice.Lines.Select(line => (JsonNode)Item(line, invoice.Number))]);
        return description;
    }

    private static JsonObject Item(CommercialInvoiceLine line, string invoice) => new()
    {
        ["description"] = line.Description,
        ["commodityCode"] = line.HsCode,
        ["origin"] = line.Origin,
        ["price"] = Written(line.Amount),
        ["netWeightGrams"] = line.NetWeightGrams,
        ["documents"] = new JsonArray(new JsonObject { ["code"] = ValueInvoice, ["id"] = invoice }),
    };

    private static JsonObject Party(TradeParty party)
    {
        var address = party.Address;
        var json = new JsonObject();
        if (party.EoriNumber.Length > 0) json["eori"] = party.EoriNumber;
        json["name"] = address.Company.Length > 0 ? address.Company : address.Name;
        json["address"] = new JsonObject
        {
            ["line"] = string.Join(", ", new[] { address.Line1, address.Line2 }.Where(part => part.Length > 0)),
            ["city"] = address.City,
            ["postcode"] = address.Postcode,
            ["country"] = address.Country,
        };
        return json;
    }

    private static Money Total(IReadOnlyList<CommercialInvoiceLine> lines) => new(lines.Sum(line => line.Amount.Minor), lines.Count == 0 ? "" : lines[0].Amount.Currency);

    private static string Written(Money money) =>
        $"{(money.Minor / Currencies.Scale(money.Currency)).ToString($"F{Currencies.Decimals(money.Currency)}", CultureInfo.InvariantCulture)} {money.Currency}";
}
