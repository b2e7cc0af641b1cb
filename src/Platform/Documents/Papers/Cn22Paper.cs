using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>Customs declaration CN 22, 74 × 105 mm, to be stuck on a small postal item.</summary>
public static class Cn22Paper
{
    public const double WidthMillimetres = 74;
    public const double HeightMillimetres = 105;

    /// <summary>Rows of the form in which a description can be read.</summary>
    public const int LinesPerSheet = 5;

    private const double Margin = 2.5;

    private static readonly double[] Shares = [25.5, 9, 13, 13.5, 8];

    /// <exception cref="InvalidOperationException">The lines are in several currencies.</exception>
    public static byte[] Render(PostalDeclaration declaration, FontLibrary fonts, DateTime createdAt)
    {
        var document = new PdfDocument(fonts, new($"CN 22 {declaration.ItemNumber}", createdAt, declaration.Sender.Name));
        AddTo(document, declaration);
        return document.ToBytes();
    }

    /// <summary>Adds its sheets to a document of several papers.</summary>
    public static void AddTo(PdfDocument document, PostalDeclaration declaration)
    {
        var sheets = PostalFormText.Sheets(declaration, LinesPerSheet);
        for (var i = 0; i < sheets.Count; i++)
            Draw(document.AddPage(WidthMillimetres, HeightMillimetres), declaration, sheets[i], i + 1, sheets.Count);
    }

    private static void Draw(ICanvas canvas, PostalDeclaration declaration, PostalDeclarationLine[] lines, int sheet, int sheets)
    {
        var form = canvas.Sheet.Inset(Margin);
        var (title, belowTitle) = form.CutTop(14);
        var (categories, belowCategories) = belowTitle.CutTop(15);
        var (table, belowTable) = belowCategories.CutTop(39);
        var (totals, certificate) = belowTable.CutTop(8);

        DrawTitle(canvas, declaration, title, sheets > 1 ? $"Sheet {sheet} of {sheets}" : "");
        canvas.Frame(categories, 0.2);
        FormCell.Categories(canvas, categories.Inset(0.3), declaration, 5.5);
        DrawLines(canvas, table, lines);
        DrawTotals(canvas, declaration, totals, isLast: sheet == sheets);
        DrawCertificate(canvas, declaration, certificate);
        canvas.Frame(form, 0.4);
    }

    private static void DrawTitle(ICanvas canvas, PostalDeclaration declaration, Box box, string sheet)
    {
        var inner = box.Inset(1, 0.8);
        var (left, right) = inner.CutRight(24);
        canvas.Text(PostalFormText.Title, left with { Height = 6.5 }, new(7.5) { Bold = true, LineHeight = 1.15 });
        canvas.Text($"{PostalFormText.Operator}\n{declaration.DesignatedOperator}", left with { Y = left.Y + 6.8, Height = 5.8 }, new(5.5) { SizeMinPoints = 4 });
        canvas.Text("CN 22", right with { Height = 5 }, new(12) { Bold = true, Align = HorizontalAlign.Right });
        canvas.Text($"{PostalFormText.MayBeOpened}\n{sheet}".TrimEnd(), right with { Y = right.Y + 5.2, Height = 7.4 }, new(5.2) { Align = HorizontalAlign.Right, SizeMinPoints = 4 });
    }

    private static void DrawLines(ICanvas canvas, Box table, PostalDeclarationLine[] lines)
    {
        string[] heads =
        [
            "Quantity and detailed description of contents / Quantité et description détaillée du contenu", "Net weight (kg) / Poids net",
            "Value, currency / Valeur, monnaie", "HS tariff number / N° tarifaire du SH", "Origin / Origine",
        ];
        var (head, body) = table.CutTop(7.5);
        foreach (var (cell, text) in FormCell.Columns(head, Shares).Zip(heads)) FormCell.Draw(canvas, cell, text, "", 4.6, 5);

        var rowHeight = body.Height / LinesPerSheet;
        for (var i = 0; i < LinesPerSheet; i++)
        {
            (var row, body) = body.CutTop(rowHeight);
            var values = i < lines.Length ? Values(lines[i]) : ["", "", "", "", ""];
            foreach (var (cell, (value, column)) in FormCell.Columns(row, Shares).Zip(values.Select((value, column) => (value, column))))
                FormCell.Value(canvas, cell, value, 6.5, column is 1 or 2 ? HorizontalAlign.Right : HorizontalAlign.Left);
        }
    }

    private static string[] Values(PostalDeclarationLine line) =>
    [
        $"{PaperText.Count(line.Quantity)} × {line.Description}", PaperText.KilogramsInColumn(line.NetWeightGrams), PaperText.AmountWithCurrency(line.Value),
        line.HsCode, line.Origin,
    ];

    private static void DrawTotals(ICanvas canvas, PostalDeclaration declaration, Box box, bool isLast)
    {
        var cells = FormCell.Columns(box, 1, 1).ToArray();
        var (weight, value) = isLast ? (PaperText.Kilograms(declaration.GrossWeightGrams), PaperText.AmountWithCurrency(PostalFormText.TotalValue(declaration))) : ("", "");
        FormCell.Draw(canvas, cells[0], "Total weight (kg) / Poids total (kg)", weight, 4.8, 8);
        FormCell.Draw(canvas, cells[1], "Total value / Valeur totale", value, 4.8, 8);
    }

    private static void DrawCertificate(ICanvas canvas, PostalDeclaration declaration, Box box)
    {
        var inner = box.Inset(1, 0.6);
        var words = canvas.Text(PostalFormText.Cn22Declaration, inner with { Height = inner.Height - 8 }, new(4.8) { SizeMinPoints = 4, LineHeight = 1.15 });
        var sign = inner with { Y = inner.Y + words.HeightMillimetres, Height = inner.Height - words.HeightMillimetres };
        var (caption, line) = sign.CutTop(2.6);
        canvas.Text(PostalFormText.Signature, caption, new(4.8));
        canvas.Text($"{PaperText.Date(declaration.Date)}   {declaration.SignedBy}", line, new(8) { Bold = true, Vertical = VerticalAlign.Bottom });
    }
}
