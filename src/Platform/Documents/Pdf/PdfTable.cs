using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Pdf;

/// <param name="Title">The head of the column; may have line ends.</param>
/// <param name="Share">Its part of the width, beside the shares of the others.</param>
/// <param name="Align">How its cells stand.</param>
public sealed record TableColumn(string Title, double Share, HorizontalAlign Align = HorizontalAlign.Left);

/// <summary>A cell of text, or of whatever <see cref="Draw"/> draws in <see cref="HeightMillimetres"/>.</summary>
public sealed record TableCell(string Text)
{
    public bool Bold { get; init; }

    /// <summary>On a row's first cell: a heading, which is never the last row of a page.</summary>
    public bool Shaded { get; init; }
    public double SizePoints { get; init; } = PdfTable.SizePoints;
    public double HeightMillimetres { get; init; }
    public Action<ICanvas, Box>? Draw { get; init; }

    public static implicit operator TableCell(string text) => new(text);
}

/// <summary>A table whose head is repeated on every page that it runs over. A row is never split between pages.</summary>
public static class PdfTable
{
    internal const double SizePoints = 8.5;

    private const double PaddingX = 1.4;
    private const double PaddingY = 1.1;

    /// <summary>A row that is taller is set smaller: it must fit on a page with its head.</summary>
    private const double RowHeightMax = 120;

    private static readonly TextStyle Head = new(7.5) { Bold = true, Vertical = VerticalAlign.Middle };

    /// <param name="flow">Where it is set.</param>
    /// <param name="columns">From left to right.</param>
    /// <param name="rows">From top to bottom, a cell for each column.</param>
    /// <param name="keepWithLast">Millimetres below the table that the last row shall share a page with: totals alone on a page look like a mistake.</param>
    public static void Draw(PdfFlow flow, IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<TableCell>> rows, double keepWithLast = 0)
    {
        var widths = Widths(columns, flow.Body.Width);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var height = RowHeight(flow, row, widths);
            var isLast = i == rows.Count - 1;
            var below = isLast ? keepWithLast : row[0].Shaded ? RowHeight(flow, rows[i + 1], widths) : 0;
            if (i > 0 && height + below > flow.Left) flow.NewPage();
            if (i == 0 || flow.IsAtTop)
            {
                if (height + HeadHeight(flow, columns, widths) > flow.Left) flow.NewPage();
                DrawHead(flow, columns, widths);
            }
            DrawRow(flow, columns, row, widths, flow.Take(height));
        }
    }

    private static void DrawHead(PdfFlow flow, IReadOnlyList<TableColumn> columns, double[] widths)
    {
        var strip = flow.Take(HeadHeight(flow, columns, widths));
        flow.Page.Fill(strip, Ink.LightGrey);
        var rest = strip;
        for (var i = 0; i < columns.Count; i++)
        {
            (var cell, rest) = rest.CutLeft(widths[i]);
            flow.Page.Text(columns[i].Title, cell.Inset(PaddingX, PaddingY / 2), Head with { Align = columns[i].Align });
        }
        flow.Page.HorizontalRule(strip.X, strip.Y, strip.Width, 0.35);
        flow.Page.HorizontalRule(strip.X, strip.Bottom, strip.Width, 0.35);
    }

    private static void DrawRow(PdfFlow flow, IReadOnlyList<TableColumn> columns, IReadOnlyList<TableCell> row, double[] widths, Box strip)
    {
        var rest = strip;
        for (var i = 0; i < row.Count; i++)
        {
            (var cell, rest) = rest.CutLeft(widths[i]);
            var inner = cell.Inset(PaddingX, PaddingY);
            if (row[i].Shaded) flow.Page.Fill(cell, Ink.LightGrey);
            if (row[i].Draw is { } draw) draw(flow.Page, inner);
            else flow.Page.Text(row[i].Text, inner, Style(row[i]) with { Align = columns[i].Align });
        }
        flow.Page.HorizontalRule(strip.X, strip.Bottom, strip.Width, 0.15, Ink.Grey);
    }

    private static double RowHeight(PdfFlow flow, IReadOnlyList<TableCell> row, double[] widths)
    {
        var height = 0.0;
        for (var i = 0; i < row.Count; i++)
        {
            var cell = row[i];
            height = Math.Max(height, cell.Draw is not null ? cell.HeightMillimetres
                : TextLayout.Fit(flow.Page.Fonts, cell.Text, Style(cell), widths[i] - (2 * PaddingX), RowHeightMax).HeightMillimetres + 0.01);
        }
        return Math.Min(height + (2 * PaddingY), RowHeightMax);
    }

    private static double HeadHeight(PdfFlow flow, IReadOnlyList<TableColumn> columns, double[] widths)
    {
        var height = 0.0;
        for (var i = 0; i < columns.Count; i++)
            height = Math.Max(height, TextLayout.Wrap(flow.Page.Fonts, columns[i].Title, Head, widths[i] - (2 * PaddingX)).HeightMillimetres);
        return height + (2 * PaddingY);
    }

    private static TextStyle Style(TableCell cell) => new(cell.SizePoints) { Bold = cell.Bold };

    private static double[] Widths(IReadOnlyList<TableColumn> columns, double width)
    {
        var shares = columns.Sum(column => column.Share);
        return [.. columns.Select(column => width * column.Share / shares)];
    }
}
