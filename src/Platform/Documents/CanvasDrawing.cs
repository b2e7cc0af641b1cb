using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents;

/// <summary>What can be said of every canvas in terms of its few strokes.</summary>
public static class CanvasDrawing
{
    /// <summary>Sets a text into a box; it never leaves the box.</summary>
    public static TextLayout Text(this ICanvas canvas, string text, Box box, TextStyle style)
    {
        var layout = TextLayout.Fit(canvas.Fonts, text, style, box.Width, box.Height);
        canvas.Draw(layout, box, style);
        return layout;
    }

    /// <summary>Draws a text that was laid out before.</summary>
    public static void Draw(this ICanvas canvas, TextLayout layout, Box box, TextStyle style)
    {
        var spare = box.Height - layout.HeightMillimetres;
        var top = box.Y + (style.Vertical switch { VerticalAlign.Middle => spare / 2, VerticalAlign.Bottom => spare, _ => 0 });
        for (var i = 0; i < layout.Lines.Count; i++)
        {
            var line = layout.Lines[i];
            var free = box.Width - line.WidthMillimetres(layout.SizePoints);
            var indent = style.Align switch { HorizontalAlign.Centre => free / 2, HorizontalAlign.Right => free, _ => 0 };
            canvas.Line(line, box.X + indent, top + (i * layout.LineMillimetres) + layout.BaselineMillimetres, layout.SizePoints, style);
        }
    }

    public static void HorizontalRule(this ICanvas canvas, double x, double y, double length, double thickness = 0.25, Ink ink = Ink.Black) =>
        canvas.Fill(new(x, y - (thickness / 2), length, thickness), ink);

    public static void VerticalRule(this ICanvas canvas, double x, double y, double length, double thickness = 0.25, Ink ink = Ink.Black) =>
        canvas.Fill(new(x - (thickness / 2), y, thickness, length), ink);

    /// <summary>A rectangle's outline, drawn to the inside.</summary>
    public static void Frame(this ICanvas canvas, Box box, double thickness = 0.25, Ink ink = Ink.Black)
    {
        canvas.Fill(box with { Height = thickness }, ink);
        canvas.Fill(box with { Y = box.Bottom - thickness, Height = thickness }, ink);
        canvas.Fill(box with { Width = thickness }, ink);
        canvas.Fill(box with { X = box.Right - thickness, Width = thickness }, ink);
    }

    /// <summary>A square to tick; ticked with a cross, as customs forms are.</summary>
    public static void TickBox(this ICanvas canvas, Box box, bool isTicked)
    {
        canvas.Frame(box, 0.25);
        if (isTicked) canvas.Text("X", box, new(box.Height / Lengths.MillimetresPerPoint * 0.95)
        {
            Bold = true,
            Align = HorizontalAlign.Centre,
            Vertical = VerticalAlign.Middle,
            SizeMinPoints = 3,
            LineHeight = 1,
        });
    }
}
