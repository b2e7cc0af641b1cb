using System.Text;
using Entrepot.Customs.Domain.Declarations.Messages;
using Entrepot.Kernel;

namespace Entrepot.Unit.Customs.Declarations;

public sealed class MessageReaderTests
{
    [Fact]
    public void Every_field_is_known_by_the_data_element_a_clerk_knows()
    {
        var declaration = Read(Whole).Value.Declaration!;
        var item = declaration.First("GoodsShipment/GovernmentAgencyGoodsItem")!;

        declaration["GoodsShipment/Importer/ID"].ShouldBe("GB896458895015");
        Element(declaration.First("GoodsShipment/Importer")!, "ID").ShouldBe("3/16");
        item.All("Commodity/Classification").Select(group => Element(group, "ID")).ShouldBe(["6/14", "6/15"]);
        item.All("GovernmentProcedure").Select(group => Element(group, "CurrentCode")).ShouldBe(["1/10", "1/11"]);
        item.First("Commodity/InvoiceLine/ItemChargeAmount")!.Qualifier.ShouldBe("GBP");
        declaration["AcceptanceDateTime"].ShouldBe("20260313");
        MessageCheck.Faults(declaration).ShouldBeEmpty();
    }

    [Fact]
    public void Parts_are_added_at_the_place_that_the_schema_gives_them()
    {
        var declaration = new Field(MessageShape.Declaration);
        declaration.Add("TypeCode", "IMA");
        declaration.Add("Exporter").Add("ID", "GB1");
        declaration.Add("FunctionCode", "9");
        declaration.Add("Agent").Add("FunctionCode", "2");

        declaration.Parts.Select(part => part.Rule.Name).ShouldBe(["FunctionCode", "TypeCode", "Agent", "Exporter"]);
        MessageCheck.Faults(declaration).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<!DOCTYPE MetaData [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><MetaData><WCOTypeName>&b;</WCOTypeName></MetaData>", "customs.message_not_well_formed")]
    [InlineData("<!DOCTYPE MetaData SYSTEM 'file:///etc/passwd'><MetaData/>", "customs.message_not_well_formed")]
    [InlineData("<MetaData><WCOTypeName>DEC</WCOTypeName>", "customs.message_not_well_formed")]
    [InlineData("", "customs.message_not_well_formed")]
    [InlineData("not XML at all", "customs.message_not_well_formed")]
    [InlineData("<Order><Line/></Order>", "customs.not_a_message")]
    [InlineData("<MetaData xmlns='urn:something:else'/>", "customs.not_a_message")]
    [InlineData("<MetaData><Declaration><Surprise/></Declaration></MetaData>", "customs.message_unknown_field")]
    [InlineData("<MetaData><Declaration><FunctionCode colour='red'>9</FunctionCode></Declaration></MetaData>", "customs.message_unknown_attribute")]
    [InlineData("<MetaData><Declaration>words</Declaration></MetaData>", "customs.message_text_in_group")]
    public void What_is_no_whole_message_is_refused_and_nothing_is_fetched(string xml, string code) => Read(xml).Problem!.Code.ShouldBe(code);

    [Fact]
    public void A_deep_file_is_refused_without_being_followed()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000));

        Read(deep).Problem!.Code.ShouldBe("customs.not_a_message");
        Read($"<MetaData><Declaration>{deep}").Problem!.Code.ShouldBe("customs.message_unknown_field");
    }

    [Fact]
    public void A_file_larger_than_any_declaration_is_refused_unread()
    {
        using var endless = new MemoryStream();
        endless.SetLength(MessageReader.BytesMax + 1);

        MessageReader.Read(endless).Problem!.Code.ShouldBe("customs.message_too_large");
    }

    [Theory]
    [InlineData("an..3", "Code", "ABC", true)]
    [InlineData("an..3", "Code", "ABCD", false)]
    [InlineData("a2", "Code", "GB", true)]
    [InlineData("a2", "Code", "G1", false)]
    [InlineData("a2", "Code", "G", false)]
    [InlineData("9|13|14", "Code", "13", true)]
    [InlineData("9|13|14", "Code", "1", false)]
    [InlineData("n..16,3", "Amount", "1000.50", true)]
    [InlineData("n..16,3", "Amount", "0.12345", false)]
    [InlineData("n..16,3", "Amount", "12,50", false)]
    [InlineData("n..5", "Number", "123456", false)]
    [InlineData("n..5", "Number", "00012", true)]
    [InlineData("-", "Moment", "20261122", true)]
    [InlineData("-", "Moment", "2026-11-22", false)]
    public void A_value_fits_its_format_or_not(string format, string kind, string value, bool fits) => (FieldFormat.Read(format).Fault(Enum.Parse<FieldKind>(kind), value) is null).ShouldBe(fits);

    private static string Element(Field group, string name) => group.First(name)!.Rule.DataElement.In(group);

    private static Result<CustomsMessage> Read(string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return MessageReader.Read(stream);
    }

    private const string Whole = """
        <md:MetaData xmlns:md="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2" xmlns="urn:wco:datamodel:WCO:DEC-DMS:2" xmlns:p="urn:wco:datamodel:WCO:Declaration_DS:DMS:2">
          <!-- A comment is not part of a message. -->
          <md:WCOTypeName>DEC</md:WCOTypeName>
          <Declaration>
            <AcceptanceDateTime><p:DateTimeString formatCode="102">20260313</p:DateTimeString></AcceptanceDateTime>
            <FunctionCode>9</FunctionCode>
            <TypeCode>IMA</TypeCode>
            <GoodsShipment>
              <GovernmentAgencyGoodsItem>
                <SequenceNumeric>1</SequenceNumeric>
                <Commodity>
                  <Description>Cotton shirts</Description>
                  <Classification><ID>61051000</ID><IdentificationTypeCode>TSP</IdentificationTypeCode></Classification>
                  <Classification><ID>00</ID><IdentificationTypeCode>TRC</IdentificationTypeCode></Classification>
                  <InvoiceLine><ItemChargeAmount currencyID="GBP">1000.00</ItemChargeAmount></InvoiceLine>
                </Commodity>
                <GovernmentProcedure><CurrentCode>40</CurrentCode><PreviousCode>00</PreviousCode></GovernmentProcedure>
                <GovernmentProcedure><CurrentCode>000</CurrentCode></GovernmentProcedure>
              </GovernmentAgencyGoodsItem>
              <Importer><ID>GB896458895015</ID></Importer>
            </GoodsShipment>
          </Declaration>
        </md:MetaData>
        """;
}
