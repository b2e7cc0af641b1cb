namespace Entrepot.Platform.Documents.Text;

public enum Ink { Black, Grey, LightGrey, White }

public enum HorizontalAlign { Left, Centre, Right }

public enum VerticalAlign { Top, Middle, Bottom }

/// <summary>How a text is set. Where it does not fit its box it shrinks down to <see cref="SizeMinPoints"/>, and only then is cut with an ellipsis.</summary>
public readonly record struct TextStyle(double SizePoints)
{
    /// <summary>Below this nobody reads a label at arm's length.</summary>
    public const double LegibleMinPoints = 5;

    public bool Bold { get; init; }
    public Ink Ink { get; init; } = Ink.Black;
    public HorizontalAlign Align { get; init; } = HorizontalAlign.Left;
    public VerticalAlign Vertical { get; init; } = VerticalAlign.Top;

    /// <summary>Equal to <see cref="SizePoints"/> or more: never shrink.</summary>
    public double SizeMinPoints { get; init; } = LegibleMinPoints;

    /// <summary>From baseline to baseline, in font sizes.</summary>
    public double LineHeight { get; init; } = 1.22;
}
