namespace Entrepot.Platform.Documents.Text;

/// <summary>A rectangle in millimetres from the top left corner of the page.</summary>
public readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;
    public double Bottom => Y + Height;

    public Box Inset(double by) => Inset(by, by);
    public Box Inset(double horizontal, double vertical) => new(X + horizontal, Y + vertical, Width - (2 * horizontal), Height - (2 * vertical));

    /// <summary>The upper part of a height, and what is left below it.</summary>
    public (Box Upper, Box Lower) CutTop(double height) => (this with { Height = height }, this with { Y = Y + height, Height = Height - height });

    /// <summary>The left part of a width, and what is left beside it.</summary>
    public (Box Left, Box Beside) CutLeft(double width) => (this with { Width = width }, this with { X = X + width, Width = Width - width });

    /// <summary>The right part of a width, and what is left beside it.</summary>
    public (Box Beside, Box Right) CutRight(double width) => CutLeft(Width - width);
}
