using Entrepot.Kernel;
using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>Customs declaration CN 23: A5 across, or A4 upright with room for more lines.</summary>
public static class Cn23Paper
{
    private const double Margin = 5;
    private const double RowHeight = 6.6;
    private const double TitlePoints = 5.2;

    /// <summary>What stands above and below the lines.</summary>
    private const double HeadHeight = 58, TableHeadHeight = 8, FootHeight = 38;

    private static readonly double[] Shares = [76, 18, 22, 28, 30, 26];

    /// <exception cref="InvalidOperationException">The lines are in several currencies.</exception>
    public static byte[] Render(PostalDeclaration declaration, FontLibrary fonts, DateTime createdAt, Cn23Sheet sheet = Cn23Sheet.A5)
    {
        var document = new PdfDocument(fonts, new($"CN 23 {declaration.ItemNumber}", createdAt, declaration.Sender.Name));
        AddTo(document, declaration, sheet);
        return document.ToBytes();
    }

    /// <summary>Adds its sheets to a document of several papers.</summary>
    public static void AddTo(PdfDocument document, PostalDeclaration declaration, Cn23Sheet sheet = Cn23Sheet.A5)
    {
        var (width, height) = sheet == Cn23Sheet.A5 ? (210.0, 148.0) : (210.0, 297.0);
        var rows = (int)((height - (2 * Margin) - HeadHeight - TableHeadHeight - FootHeight) / RowHeight);
        var sheets = PostalFormText.Sheets(declaration, rows - 1); // The last row is for the totals.
        for (var i = 0; i < sheets.Count; i++)
            Draw(document.AddPage(width, height), declaration, sheets[i], rows - 1, i + 1, sheets.Count);
    }

    private static void Draw(ICanvas canvas, PostalDeclaration declaration, PostalDeclarationLine[] lines, int rows, int sheet, int sheets)
    {
        var form = canvas.Sheet.Inset(Margin);
        var (head, belowHead) = form.CutTop(HeadHeight);
        var (foot, table) = (form with { Y = form.Bottom - FootHeight, Height = FootHeight }, belowHead with { Height = belowHead.Height - FootHeight });

        DrawHead(canvas, declaration, head, sheets > 1 ? $"Sheet {sheet} of {sheets}" : "");
        DrawLines(canvas, declaration, lines, table, rows, isLast: sheet == sheets);
        DrawFoot(canvas, declaration, foot);
        canvas.Frame(form, 0.4);
    }

    private static void DrawHead(ICanvas canvas, PostalDeclaration declaration, Box head, string sheet)
    {
        var (left, right) = head.CutRight(72);
        var (from, to) = left.CutTop(head.Height / 2);
        DrawParty(canvas, from, "From / De", declaration.Sender, "Sender's customs reference (if any) / Référence en douane de l'expéditeur (si elle existe)", declaration.SenderCustomsReference);
        DrawParty(canvas, to, "To / À", declaration.Addressee, "Importer's reference (tax code, VAT No., importer code) / Référence de l'importateur", declaration.ImporterReference);

        canvas.Frame(right, 0.2);
        var inner = right.Inset(1.5);
        var (title, number) = inner.CutTop(15);
        canvas.Text(PostalFormText.Title, title with { Width = 48, Height = 9 }, new(9.5) { Bold = true, LineHeight = 1.15 });
        canvas.Text("CN 23", title, new(16) { Bold = true, Align = HorizontalAlign.Right });
        canvas.Text($"{PostalFormText.Operator}: {declaration.DesignatedOperator}", title with { Y = title.Y + 10, Height = 5 }, new(6));

        DrawNumber(canvas, declaration.ItemNumber, number with { Height = number.Height - 11 });
        var last = number with { Y = number.Bottom - 9, Height = 9 };
        canvas.Text(PostalFormText.MayBeOpened, last, new(7) { Vertical = VerticalAlign.Bottom });
        canvas.Text(sheet, last, new(8) { Bold = true, Align = HorizontalAlign.Right, Vertical = VerticalAlign.Bottom });
    }

    private static void DrawNumber(ICanvas canvas, string number, Box box)
    {
        var (caption, rest) = box.CutTop(3.5);
        canvas.Text("No. of item (barcode, if any) / N° de l'envoi (code à barres, s'il existe)", caption, new(TitlePoints));
        var (bars, text) = rest.CutTop(rest.Height - 5.5);
        canvas.Bars(Code128.Encode(number), bars);
        canvas.Text(number, text, new(11) { Bold = true, Align = HorizontalAlign.Centre, Vertical = VerticalAlign.Middle });
    }

    private static void DrawParty(ICanvas canvas, Box box, string caption, Address party, string referenceTitle, string reference)
    {
        var (address, facts) = box.CutRight(46);
        canvas.Frame(address, 0.2);
        var (title, body) = address.Inset(1, 0.6).CutTop(3.4);
        canvas.Text(caption, title, new(7) { Bold = true });
        canvas.Text(string.Join('\n', AddressLines.Of(party)), body, new(9) { Bold = true });

        var (upper, lower) = facts.CutTop(box.Height / 2);
        FormCell.Draw(canvas, upper, referenceTitle, reference, TitlePoints, 8);
        FormCell.Draw(canvas, lower, "Telephone, e-mail / N° de téléphone, courriel", $"{party.Phone}\n{party.Email}".Trim(), TitlePoints, 8);
    }

    private static void DrawLines(ICanvas canvas, PostalDeclaration declaration, PostalDeclarationLine[] lines, Box table, int rows, bool isLast)
    {
        string[] heads =
        [
            "Detailed description of contents / Description détaillée du contenu", "Quantity / Quantité", "Net weight (kg) / Poids net (kg)", "Value / Valeur",
            "HS tariff number / N° tarifaire du SH", "Country of origin / Pays d'origine",
        ];
        var (head, body) = table.CutTop(TableHeadHeight);
        foreach (var (cell, text) in FormCell.Columns(head, Shares).Zip(heads)) FormCell.Draw(canvas, cell, text, "", 5.8, 6);

        for (var i = 0; i < rows; i++)
        {
            (var row, body) = body.CutTop(RowHeight);
            var values = i < lines.Length ? Values(lines[i]) : ["", "", "", "", "", ""];
            foreach (var (cell, (value, column)) in FormCell.Columns(row, Shares).Zip(values.Select((value, column) => (value, column))))
                FormCell.Value(canvas, cell, value, 8, column is >= 1 and <= 3 ? HorizontalAlign.Right : HorizontalAlign.Left);
        }
        DrawTotals(canvas, declaration, body, isLast);
    }

    private static void DrawTotals(ICanvas canvas, PostalDeclaration declaration, Box row, bool isLast)
    {
        string[] values = isLast
            ? [PaperText.Kilograms(declaration.GrossWeightGrams), PaperText.AmountWithCurrency(PostalFormText.TotalValue(declaration)), declaration.PostalCharges is { } charges ? PaperText.AmountWithCurrency(charges) : ""]
            : ["", "", ""];
        string[] titles = ["Total gross weight / Poids brut total", "Total value / Valeur totale", "Postal charges, fees / Frais de port, frais"];
        foreach (var (cell, (title, value)) in FormCell.Columns(row, 1, 1, 1).Zip(titles.Zip(values)))
            FormCell.Draw(canvas, cell, title, value, TitlePoints, 9, HorizontalAlign.Right);
    }

    private static string[] Values(PostalDeclarationLine line) =>
    [
        line.Description, PaperText.Count(line.Quantity), PaperText.KilogramsInColumn(line.NetWeightGrams), PaperText.AmountWithCurrency(line.Value), line.HsCode,
        line.Origin.Length == 0 ? "" : $"{line.Origin} {Countries.Name(line.Origin)}",
    ];

    private static void DrawFoot(ICanvas canvas, PostalDeclaration declaration, Box foot)
    {
        var columns = FormCell.Columns(foot, 66, 62, 72).ToArray();

        canvas.Frame(columns[0], 0.2);
        var (title, boxes) = columns[0].Inset(0.7, 0.5).CutTop(3.2);
        canvas.Text("Category of item / Catégorie de l'envoi", title, new(6) { Bold = true });
        FormCell.Categories(canvas, boxes.CutTop(21).Upper, declaration, 6);
        FormCell.Draw(canvas, columns[0] with { Y = columns[0].Bottom - 12, Height = 12 }, "Comments (e.g. goods subject to quarantine) / Observations", declaration.Comments, TitlePoints, 7.5);

        var row = foot.Height / 4;
        (string Title, string Value)[] papers =
        [
            ("Licence, No(s). / Licence, N°", declaration.LicenceNumber), ("Certificate, No(s). / Certificat, N°", declaration.CertificateNumber),
            ("Invoice, No. / Facture, N°", declaration.InvoiceNumber),
            ("Office of origin, date of posting / Bureau d'origine, date de dépôt", $"{declaration.OfficeOfOrigin} {PaperText.Date(declaration.Date)}".Trim()),
        ];
        for (var i = 0; i < papers.Length; i++)
            FormCell.Draw(canvas, columns[1] with { Y = foot.Y + (i * row), Height = row }, papers[i].Title, papers[i].Value, TitlePoints, 8.5);

        canvas.Frame(columns[2], 0.2);
        var inner = columns[2].Inset(1, 0.8);
        canvas.Text(PostalFormText.Cn23Declaration, inner with { Height = 20 }, new(6) { SizeMinPoints = 5, LineHeight = 1.15 });
        canvas.Text(PostalFormText.Signature, inner with { Y = inner.Y + 20, Height = 3 }, new(TitlePoints) { Bold = true });
        canvas.Text($"{PaperText.Date(declaration.Date)}   {declaration.SignedBy}", inner with { Y = inner.Y + 24, Height = inner.Height - 24 }, new(10) { Bold = true, Vertical = VerticalAlign.Bottom });
    }
}
