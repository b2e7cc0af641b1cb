using System.Text.Json.Nodes;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Declarations.Describing;
using Entrepot.Customs.Domain.Declarations.Messages;
using Entrepot.Kernel;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Unit.Customs.Declarations;

public sealed class DraftDeclarationTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void A_description_is_completed_checked_and_written_in_the_schema_s_order()
    {
        var draft = DraftDeclaration.Of(AnImport(), Today);

        draft.Problems.Select(problem => problem.Message.ToString()).ShouldBeEmpty();
        var declaration = draft.Message.Declaration!;
        declaration["GoodsItemQuantity"].ShouldBe("2");
        declaration["TotalPackageQuantity"].ShouldBe("3");
        var item = declaration.First("GoodsShipment/GovernmentAgencyGoodsItem")!;
        item["SequenceNumeric"].ShouldBe("1");
        item["Commodity/GoodsMeasure/GrossMassMeasure"].ShouldBe("1.25");
        item.All("Commodity/Classification").Select(group => $"{group["IdentificationTypeCode"]} {group["ID"]}").ShouldBe(["TSP 61091000", "TRC 10"]);
        item.All("GovernmentProcedure").Select(group => group["CurrentCode"] + group["PreviousCode"]).ShouldBe(["4000", "000"]);
        item["Origin/CountryCode"].ShouldBe("CN");
        MessageCheck.Faults(draft.Message.MetaData).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_written_is_valid_by_the_schema()
    {
        var schemas = CdsSchemas.Open(SharedData.Find("customs/hmrc-cds/schemas")).Value;

        schemas.Check(DraftDeclaration.Of(AnImport(), Today).Message).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("reference", null, "customs.declaration_lacks", "reference")]
    [InlineData("declarant", null, "customs.declaration_lacks", "declarant.eori")]
    [InlineData("type", "XX", "customs.declaration_code", "type")]
    [InlineData("destination", "QQ", "customs.declaration_country", "destination")]
    [InlineData("invoiceTotal", "99.00 GBP", "customs.declaration_sum", "invoiceTotal")]
    [InlineData("itemCount", "5", "customs.declaration_sum", "itemCount")]
    [InlineData("colour", "red", "customs.unknown_name", "colour")]
    [InlineData("items", "none", "customs.not_a_list", "items")]
    [InlineData("reference", "a reference that is much longer than customs take", "customs.bad_value", "reference")]
    public void Every_problem_names_its_field(string name, string? value, string code, string field)
    {
        var description = AnImport();
        description[name] = value;

        DraftDeclaration.Of(description, Today).Problems.Select(problem => (problem.Code, problem.Field)).ShouldContain((code, field));
    }

    [Theory]
    [InlineData("description", "goods", "customs.declaration_vague", "items[2].description")]
    [InlineData("procedure", null, "customs.declaration_lacks", "items[2].procedure")]
    [InlineData("netWeightKg", "9", "customs.declaration_weight", "items[2].netWeightKg")]
    [InlineData("commodityCode", "6109", "customs.declaration_code", "items[2].commodityCode")]
    public void Every_problem_of_an_item_names_the_item(string name, string? value, string code, string field)
    {
        var description = AnImport();
        description["items"]![1]![name] = value;

        DraftDeclaration.Of(description, Today).Problems.Select(problem => (problem.Code, problem.Field)).ShouldContain((code, field));
    }

    [Fact]
    public void A_preference_needs_an_origin_that_earns_it()
    {
        var description = AnImport();
        description["items"]![0]!["taxes"]![0]!["preference"] = "300";

        DraftDeclaration.Of(description, Today).Problems.ShouldContain(problem => problem.Field == "items[1].origins[].type = 2");
    }

    [Fact]
    public void An_order_s_invoice_fills_the_declaration_and_only_what_it_cannot_know_is_asked()
    {
        var invoice = new CommercialInvoice
        {
            Number = "CI-SO-1-1",
            Date = Today,
            Seller = new(new Address { Company = "Shirts Ltd", Line1 = "1 Mill Lane", City = "Leeds", Postcode = "LS1 1AA", Country = "GB" }) { EoriNumber = "GB896458895015" },
            Buyer = new(new Address { Name = "Anna Beispiel", Line1 = "Hauptstr. 1", City = "Bonn", Postcode = "53111", Country = "DE" }),
            Incoterm = "DDP",
            IncotermPlace = "Bonn",
            ReasonForExport = "Sale",
            SignedBy = "Shirts Ltd",
            GrossWeightGrams = 1_500,
            Lines = [new() { Description = "Knitted cotton T-shirts", HsCode = "61091000", Origin = "GB", Quantity = 2, UnitPrice = new(2_000, "GBP"), Amount = new(4_000, "GBP"), NetWeightGrams = 400 }],
        };

        var draft = DraftDeclaration.Of(DescribeInvoice.Of(invoice, "EXD"), Today);

        var declaration = draft.Message.Declaration!;
        declaration["Exporter/ID"].ShouldBe("GB896458895015");
        declaration["Declarant/ID"].ShouldBe("GB896458895015");
        declaration["GoodsShipment/Consignee/Name"].ShouldBe("Anna Beispiel");
        declaration["GoodsShipment/GovernmentAgencyGoodsItem/Commodity/InvoiceLine/ItemChargeAmount"].ShouldBe("40.00");
        declaration["GoodsShipment/GovernmentAgencyGoodsItem/Commodity/GoodsMeasure/NetNetWeightMeasure"].ShouldBe("0.4");
        MessageCheck.Faults(declaration).ShouldBeEmpty();
        draft.Problems.ShouldAllBe(problem => problem.Code == "customs.declaration_lacks");
        draft.Problems.Select(problem => problem.Field).ShouldContain("items[1].procedure");
        draft.Problems.Select(problem => problem.Field).ShouldNotContain("exporter.eori");
    }

    [Fact]
    public void Several_descriptions_of_one_file_are_several_declarations()
    {
        var list = new JsonArray(AnImport(), new JsonObject { ["type"] = "IMA" });

        var files = CustomsMessageFiles.Declare(list.ToJsonString(), Today, null).Value;

        files.Select(file => file.Problems.Count == 0).ShouldBe([true, false]);
        files[0].Reference.ShouldBe("SO-4711");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"type\":\"IMA\",\"type\":\"IMD\"}")]
    [InlineData("{\"a\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}")]
    public void What_is_no_description_is_refused(string json) => CustomsMessageFiles.Declare(json, Today, null).Problem!.Code.ShouldBe("customs.declaration_not_json");

    internal static JsonObject AnImport() => JsonNode.Parse("""
        {
          "type": "IMA", "reference": "SO-4711",
          "invoiceTotal": "130.00 GBP",
          "declarant": { "eori": "GB896458895015" },
          "representative": { "status": "2", "eori": "GB896458895015" },
          "importer": { "eori": "GB896458895015" },
          "exporter": { "name": "Ningbo Shirts Ltd", "address": { "line": "1 Trade Street", "city": "Ningbo", "postcode": "315000", "country": "CN" } },
          "transport": { "border": { "mode": "4", "nationality": "CN" }, "arrival": { "idType": "40", "id": "CA837" } },
          "containerCode": false,
          "goodsLocation": { "name": "LHRLHRLHR", "type": "A", "qualifier": "U", "country": "GB" },
          "destination": "GB", "dispatch": "CN",
          "terms": { "incoterm": "CIP", "place": "GBLHR" },
          "previousDocuments": [ { "category": "Z", "type": "DCR", "id": "6GB896458895015-4711" } ],
          "items": [
            { "description": "Knitted cotton T-shirts for men", "commodityCode": "6109100010", "procedure": "4000", "additionalProcedures": ["000"],
              "origin": "CN", "price": "100.00 GBP", "grossWeightGrams": 1250, "netWeightGrams": 1000, "valuationMethod": "1", "valuationIndicators": "0000",
              "taxes": [ { "preference": "100", "method": "E" } ], "packaging": [ { "count": 2, "type": "BX", "marks": "SO-4711" } ] },
            { "description": "Leather belts for women", "commodityCode": "4203300010", "procedure": "4000", "additionalProcedures": ["000"],
              "origin": "CN", "price": "30.00 GBP", "grossWeightKg": "0.5", "netWeightKg": "0.4", "valuationMethod": "1", "valuationIndicators": "0000",
              "taxes": [ { "preference": "100", "method": "E" } ], "packaging": [ { "count": 1, "type": "BX", "marks": "SO-4711" } ] }
          ]
        }
        """)!.AsObject();
}
