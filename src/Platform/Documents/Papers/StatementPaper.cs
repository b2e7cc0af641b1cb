using Entrepot.Kernel;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>One posting on a statement.</summary>
/// <param name="Amount">Above zero it is owed, below zero it was paid or credited; all postings are in one currency.</param>
public sealed record StatementLine(DateOnly Date, string Document, string Description, Money Amount);

/// <summary>What one party owes another at the end of a period, and how it came about.</summary>
public sealed record AccountStatement
{
    public required string Number { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required TradeParty Issuer { get; init; }
    public required TradeParty Recipient { get; init; }

    /// <summary>Of the recipient; null for English.</summary>
    public string? Language { get; init; }

    /// <summary>The balance before the first line.</summary>
    public required Money Opening { get; init; }

    /// <summary>By date.</summary>
    public required IReadOnlyList<StatementLine> Lines { get; init; }
}

/// <summary>The statement of account on A4, with the balance after every line.</summary>
public static class StatementPaper
{
    public static byte[] Render(AccountStatement statement, FontLibrary fonts, DateTime createdAt)
    {
        var words = PaperLanguage.Of(statement.Language);
        var title = $"{words["Statement"]} {statement.Number}";
        var document = new PdfDocument(fonts, new(title, createdAt, statement.Issuer.Address.Name));
        var flow = new PdfFlow(document, title, words);

        PaperBlocks.Title(flow, words["STATEMENT"], statement.Issuer.Address.Name,
        [
            (words["Statement number"], statement.Number), (words["Period"], $"{PaperText.Date(statement.From)} – {PaperText.Date(statement.To)}"), (words["Currency"], statement.Opening.Currency),
        ]);
        flow.Space(3);
        PaperBlocks.Parties(flow, [(words["ISSUED BY"], statement.Issuer), (words["ISSUED TO"], statement.Recipient)]);
        flow.Space(5);
        PdfTable.Draw(flow,
            [
                new(words["Date"], 22), new(words["Document"], 30), new(words["Description"], 62), new(words["Debit"], 22, HorizontalAlign.Right),
                new(words["Credit"], 22, HorizontalAlign.Right), new(words["Balance"], 24, HorizontalAlign.Right),
            ],
            Rows(statement, words), keepWithLast: 12);

        var due = statement.Lines.Aggregate(statement.Opening, (sum, line) => sum + line.Amount);
        flow.Space(2);
        var strip = flow.Take(9);
        flow.Page.Fill(strip, Ink.LightGrey);
        var row = strip.Inset(1.4, 0);
        flow.Page.Text(words["Balance due"], row, new(11) { Bold = true, Vertical = VerticalAlign.Middle });
        flow.Page.Text(PaperText.AmountWithCurrency(due), row, new(11) { Bold = true, Vertical = VerticalAlign.Middle, Align = HorizontalAlign.Right });
        flow.Finish();
        return document.ToBytes();
    }

    private static List<IReadOnlyList<TableCell>> Rows(AccountStatement statement, PaperLanguage words)
    {
        var balance = statement.Opening;
        var rows = new List<IReadOnlyList<TableCell>> { new TableCell[] { PaperText.Date(statement.From), "", words["Brought forward"], "", "", PaperText.Amount(balance) } };
        foreach (var line in statement.Lines)
        {
            balance += line.Amount;
            var isDebit = line.Amount.Minor >= 0;
            rows.Add([PaperText.Date(line.Date), line.Document, line.Description, isDebit ? PaperText.Amount(line.Amount) : "", isDebit ? "" : PaperText.Amount(-line.Amount), PaperText.Amount(balance)]);
        }

        return rows;
    }
}
