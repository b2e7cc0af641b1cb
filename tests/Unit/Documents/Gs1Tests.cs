using Entrepot.Platform.Documents.Barcodes;

namespace Entrepot.Unit.Documents;

public sealed class Gs1Tests
{
    [Fact]
    public void Brackets_tell_the_identifiers()
    {
        var elements = Gs1.Parse("(01)09506000134352(17)261231(10)AB-12(21)S(1)").Value;

        elements.Select(element => (element.Title, element.Value)).ShouldBe(
            [("GTIN", "09506000134352"), ("USE BY", "261231"), ("BATCH/LOT", "AB-12"), ("SERIAL", "S(1)")]);
    }

    [Theory]
    [InlineData("01095060001343521726123110AB12\u001D3712")]
    [InlineData("]C1010950600013435217261231" + "10AB12\u001D3712")]
    public void A_scan_is_cut_by_lengths_and_separators(string scan) =>
        Gs1.ParseScan(scan).Value.Select(element => element.Identifier + "=" + element.Value)
            .ShouldBe(["01=09506000134352", "17=261231", "10=AB12", "37=12"]);

    [Fact]
    public void A_separator_stands_only_behind_values_of_open_length()
    {
        var barcode = Gs1.Encode(Gs1.Parse("(01)09506000134352(10)AB12(37)12").Value).Value;

        Code128Reader.Read(barcode).ShouldBe("010950600013435210AB12\u001D3712");
        barcode.Text.ShouldBe("(01)09506000134352(10)AB12(37)12");
    }

    [Fact]
    public void An_sscc_is_drawn_in_digit_pairs() =>
        Gs1.Encode(Gs1.Parse("(00)006141411234567890").Value).Value.ModuleCount.ShouldBe(((1 + 1 + 10 + 1) * 11) + 13);

    [Fact]
    public void The_decimal_point_of_a_measure_is_part_of_its_identifier() =>
        Gs1.Parse("(3103)001250").Value[0].ShouldBe(new Gs1Element("3103", "001250", "NET WEIGHT (kg)"));

    [Theory]
    [InlineData("", "documents.gs1_unknown_identifier")]
    [InlineData("09506000134352", "documents.gs1_unknown_identifier")]
    [InlineData("(05)123", "documents.gs1_unknown_identifier")]
    [InlineData("(01)0950600013435", "documents.gs1_wrong_length")]
    [InlineData("(17)26123A", "documents.gs1_wrong_character")]
    [InlineData("(10)批次", "documents.gs1_wrong_character")]
    [InlineData("(01)09506000134353", "documents.gs1_wrong_check_digit")]
    [InlineData("(00)006141411234567891", "documents.gs1_wrong_check_digit")]
    public void What_is_no_element_string_is_refused(string text, string code) => Gs1.Parse(text).Problem!.Code.ShouldBe(code);

    [Fact]
    public void A_gs1_128_barcode_holds_48_characters()
    {
        var elements = Gs1.Parse("(01)09506000134352(10)12345678901234567890(21)12345678901234567890").Value;

        Gs1.Encode(elements).Problem!.Code.ShouldBe("documents.gs1_too_long");
    }

    [Theory]
    [InlineData("0950600013435", '2')]
    [InlineData("00614141123456789", '0')]
    [InlineData("400638133393", '1')]
    public void Check_digits_are_those_of_the_specification(string digits, char expected) => Gs1.CheckDigit(digits).ShouldBe(expected);
}
