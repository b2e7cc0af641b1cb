using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>The framed fields of a printed form: small words of the form, larger words of whoever fills it in.</summary>
internal static class FormCell
{
    private const double Line = 0.13;
    private const double Padding = 0.9;

    /// <summary>A field with its title at the top.</summary>
    public static void Draw(ICanvas canvas, Box box, string title, string value, double titlePoints, double valuePoints, HorizontalAlign align = HorizontalAlign.Left, bool bold = true)
    {
        canvas.Frame(box, Line);
        var inner = box.Inset(Padding, Padding / 2);
        var head = canvas.Text(title, inner, new(titlePoints) { SizeMinPoints = 3.5, LineHeight = 1.15 });
        if (value.Length == 0) return;
        var rest = inner with { Y = inner.Y + head.HeightMillimetres, Height = inner.Height - head.HeightMillimetres };
        canvas.Text(value, rest, new(valuePoints) { Bold = bold, Align = align, Vertical = VerticalAlign.Middle, SizeMinPoints = 4 });
    }

    /// <summary>A field without a title.</summary>
    public static void Value(ICanvas canvas, Box box, string value, double points, HorizontalAlign align = HorizontalAlign.Left)
    {
        canvas.Frame(box, Line);
        canvas.Text(value, box.Inset(Padding, Padding / 2), new(points) { Bold = true, Align = align, Vertical = VerticalAlign.Middle, SizeMinPoints = 4 });
    }

    /// <summary>The boxes of the categories, in two columns, the item's own ticked.</summary>
    public static void Categories(ICanvas canvas, Box box, PostalDeclaration declaration, double points)
    {
        var rows = PostalFormText.Categories.Length / 2;
        var (width, height) = (box.Width / 2, box.Height / rows);
        for (var i = 0; i < PostalFormText.Categories.Length; i++)
        {
            var (category, english, french) = PostalFormText.Categories[i];
            var cell = new Box(box.X + (i % 2 * width), box.Y + (i / 2 * height), width, height);
            var side = Math.Min(height - 0.5, 3.2);
            var isTicked = category == declaration.Category;
            canvas.TickBox(new(cell.X + Padding, cell.Y + ((cell.Height - side) / 2), side, side), isTicked);

            var words = isTicked && category == PostalItemCategory.Other && declaration.Explanation.Length > 0 ? declaration.Explanation : $"{english} / {french}";
            var text = cell with { X = cell.X + side + (2 * Padding), Width = cell.Width - side - (3 * Padding) };
            canvas.Text(words, text, new(points) { Vertical = VerticalAlign.Middle, SizeMinPoints = 3.5, LineHeight = 1.1 });
        }
    }

    /// <summary>Widths that fill a row, from shares.</summary>
    public static IEnumerable<Box> Columns(Box row, params double[] shares)
    {
        var total = shares.Sum();
        foreach (var share in shares)
        {
            (var cell, row) = row.CutLeft(share / total * row.Width);
            total -= share;
            yield return cell;
        }
    }
}
