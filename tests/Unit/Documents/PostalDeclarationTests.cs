using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Unit.Documents;

public sealed class PostalDeclarationTests
{
    [Fact]
    public void Cn_22_carries_the_words_of_the_form_in_both_languages_and_the_senders_in_its_fields()
    {
        var text = PdfTools.Text(Cn22(SamplePapers.ADeclaration(2)));

        foreach (var fact in (string[])["CUSTOMS DECLARATION DÉCLARATION EN DOUANE", "CN 22", "May be opened officially", "Peut être ouvert d'office", "China Post", "Gift / Cadeau",
            "Échantillon commercial", "2 × Silicone phone case 2 手机壳", "0.120", "EUR 12.99", "3926909790", "CN", "0.385 kg", "EUR 25.98", "does not contain any dangerous article",
            "aucun objet dangereux", "3 Nov 2026 王小明"])
            text.ShouldContain(fact);
    }

    [Fact]
    public void Cn_22_is_74_by_105_millimetres() => PdfTools.Boxes(Cn22(SamplePapers.ADeclaration(1))).ShouldContain("<page width=\"209.760000\" height=\"297.640000\">");

    [Fact]
    public void One_box_is_ticked() => PdfTools.Text(Cn22(SamplePapers.ADeclaration(1))).Split(' ').Count(word => word == "X").ShouldBe(1);

    [Fact]
    public void What_other_means_is_said() =>
        PdfTools.Text(Cn22(SamplePapers.ADeclaration(1) with { Category = PostalItemCategory.Other, Explanation = "Repair under warranty" })).ShouldContain("Repair under warranty");

    [Fact]
    public void More_lines_than_the_form_has_rows_take_further_sheets_and_the_last_one_has_the_totals()
    {
        var pages = PdfTools.Pages(Cn22(SamplePapers.ADeclaration(12)));

        pages.Length.ShouldBe(3);
        pages[0].ShouldContain("Sheet 1 of 3");
        pages[0].ShouldNotContain("EUR 155.88");
        pages[2].ShouldContain("EUR 155.88");
        for (var i = 1; i <= 12; i++) PdfTools.Text(Cn22(SamplePapers.ADeclaration(12))).ShouldContain($"{i} × Silicone phone case {i} ");
    }

    [Theory]
    [InlineData(Cn23Sheet.A5)]
    [InlineData(Cn23Sheet.A4)]
    public void Cn_23_carries_sender_addressee_references_and_papers(Cn23Sheet sheet)
    {
        var text = PdfTools.Text(Cn23(SamplePapers.ADeclaration(2), sheet));

        foreach (var fact in (string[])["CN 23", "From / De", "深圳市前海跨境电子商务有限公司", "To / À", "40212 Düsseldorf", "IM2760000742", "DE123456789", "+49 211 1234567", "LX123456785CN",
            "Silicone phone case 1 手机壳", "EUR 12.99", "CN China", "0.385 kg", "EUR 25.98", "EUR 6.50", "L-1", "C-77", "INV-2026-000481", "Shenzhen 518100 3 Nov 2026", "None",
            "Sale of goods / Vente de marchandises", "王小明"])
            text.ShouldContain(fact);
    }

    [Fact]
    public void The_item_number_can_be_scanned() => PdfTools.Scan(Cn23(SamplePapers.ADeclaration(1), Cn23Sheet.A5)).ShouldBe(["LX123456785CN"]);

    [Theory]
    [InlineData(Cn23Sheet.A5, 3)]
    [InlineData(Cn23Sheet.A4, 1)]
    public void A4_has_room_for_more_lines(Cn23Sheet sheet, int sheets)
    {
        var pages = PdfTools.Pages(Cn23(SamplePapers.ADeclaration(12), sheet));

        pages.Length.ShouldBe(sheets);
        for (var i = 1; i <= 12; i++) string.Concat(pages).ShouldContain($"phone case {i} ");
    }

    [Fact]
    public void Words_of_any_length_stay_in_their_fields()
    {
        var declaration = SamplePapers.ADeclaration(5);
        var endless = declaration with
        {
            Sender = declaration.Sender with { Name = string.Concat(Enumerable.Repeat("全球跨境供应链管理", 20)) },
            SignedBy = new string('W', 100),
            Comments = new string('M', 300),
            Lines = [.. declaration.Lines.Select(line => line with { Description = new string('W', 300), HsCode = "12345678901234567890" })],
        };

        Overflow.Of(PdfTools.Boxes(Cn22(endless))).ShouldBeEmpty();
        Overflow.Of(PdfTools.Boxes(Cn23(endless, Cn23Sheet.A5))).ShouldBeEmpty();
    }

    private static byte[] Cn22(PostalDeclaration declaration) => Cn22Paper.Render(declaration, TestFonts.Library, SamplePapers.Noon);
    private static byte[] Cn23(PostalDeclaration declaration, Cn23Sheet sheet) => Cn23Paper.Render(declaration, TestFonts.Library, SamplePapers.Noon, sheet);
}
