using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Pdf;

/// <summary>
/// Sets blocks one below the other on A4 pages and begins a page when the next block does not fit. Each page after the first
/// says what it continues, and all say which page of how many they are.
/// </summary>
public sealed class PdfFlow
{
    public const double PageWidth = 210;
    public const double PageHeight = 297;

    private const double Margin = 15;
    private const double FooterHeight = 8;
    private const double RunningHeadHeight = 10;
    private const double LogoWidth = 45, LogoHeight = 14;

    private static readonly TextStyle Small = new(8) { Ink = Ink.Grey, Vertical = VerticalAlign.Middle };

    private readonly PdfDocument document;
    private readonly string title;
    private readonly PaperLanguage language;
    private readonly int first;
    private double y;

    /// <param name="document">Where pages are added.</param>
    /// <param name="title">Repeated at the head of later pages and at the foot of all: <c>Commercial invoice INV-1</c>.</param>
    /// <param name="language">Of the flow's own words; one that is read from right to left turns the pages around. English by default.</param>
    public PdfFlow(PdfDocument document, string title, PaperLanguage? language = null)
    {
        this.document = document;
        this.title = title;
        this.language = language ?? PaperLanguage.English;
        first = document.Pages.Count;
        Page = Read(document.AddPage(PageWidth, PageHeight));
        Body = Page.Sheet.Inset(Margin);
        Body = Body with { Height = Body.Height - FooterHeight };
        y = Body.Y;
    }

    /// <summary>The page being filled.</summary>
    public ICanvas Page { get; private set; }

    /// <summary>Where blocks may stand on any page; later pages begin below their running head.</summary>
    public Box Body { get; private set; }

    /// <summary>Room below the last block, in millimetres.</summary>
    public double Left => Body.Bottom - y;

    /// <summary>Whether a page was begun and nothing stands on it yet.</summary>
    public bool IsAtTop { get; private set; }

    /// <summary>The next strip over the whole width, on a new page where it does not fit.</summary>
    /// <param name="height">Millimetres.</param>
    public Box Take(double height)
    {
        if (height > Left) NewPage();
        var strip = new Box(Body.X, y, Body.Width, height);
        y += height;
        IsAtTop = false;
        return strip;
    }

    /// <summary>White space; none at the head of a page.</summary>
    public void Space(double height) => y = IsAtTop ? y : Math.Min(y + height, Body.Bottom);

    /// <summary>The company's logo, where reading begins.</summary>
    public void Logo(LogoPicture logo)
    {
        var strip = Take(LogoHeight + 3);
        var box = strip with { Width = LogoWidth, Height = LogoHeight };
        if (language.IsRightToLeft) box = box with { X = strip.Right - LogoWidth };
        document.Pages[^1].Logo(logo, box, language.IsRightToLeft);
    }

    /// <summary>A paragraph over the whole width.</summary>
    public void Paragraph(string text, TextStyle style)
    {
        var layout = TextLayout.Wrap(document.Fonts, text, style, Body.Width);
        Page.Draw(layout, Take(layout.HeightMillimetres), style);
    }

    public void NewPage()
    {
        Page = Read(document.AddPage(PageWidth, PageHeight));
        var head = Page.Sheet.Inset(Margin) with { Height = RunningHeadHeight - 3 };
        Page.Text(language.Fill("{0} (continued)", title), head, Small);
        Page.HorizontalRule(head.X, head.Bottom, head.Width, 0.2, Ink.Grey);
        y = Margin + RunningHeadHeight;
        IsAtTop = true;
    }

    /// <summary>Writes the page numbers; call it when all blocks are set, and before another paper begins in the same document.</summary>
    public void Finish()
    {
        for (var i = first; i < document.Pages.Count; i++)
        {
            var foot = new Box(Margin, PageHeight - Margin - FooterHeight + 4, PageWidth - (2 * Margin), FooterHeight - 4);
            var page = Read(document.Pages[i]);
            page.Text(title, foot with { Width = foot.Width * 0.75 }, Small);
            page.Text(language.Fill("Page {0} of {1}", i - first + 1, document.Pages.Count - first), foot, Small with { Align = HorizontalAlign.Right });
        }
    }

    private ICanvas Read(PdfPage page) => language.IsRightToLeft ? new MirroredCanvas(page) : page;
}
