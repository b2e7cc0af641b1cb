using System.Globalization;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Pdf;

/// <summary>What a reader shows as the document's properties.</summary>
/// <param name="Title">Shown in the window's title.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Author">The company that issues it.</param>
public sealed record PdfInfo(string Title, DateTime CreatedAt, string Author = "");

/// <summary>A PDF 1.7 document: embedded TrueType subsets, text that can be searched and copied, compressed streams.</summary>
public sealed class PdfDocument(FontLibrary fonts, PdfInfo info)
{
    /// <summary>More pages than anyone prints in one go; a run away loop ends here.</summary>
    public const int PagesMax = 5_000;

    private readonly List<PdfPage> pages = [];
    private readonly List<FontUse> uses = [];
    private readonly List<PdfImage> images = [];

    public FontLibrary Fonts => fonts;
    public IReadOnlyList<PdfPage> Pages => pages;

    /// <param name="width">Millimetres.</param>
    /// <param name="height">Millimetres.</param>
    public PdfPage AddPage(double width, double height)
    {
        if (pages.Count == PagesMax) throw new InvalidOperationException($"A document holds at most {PagesMax} pages. Print in several parts.");
        var page = new PdfPage(this, width, height);
        pages.Add(page);
        return page;
    }

    public byte[] ToBytes()
    {
        var file = new PdfFile();
        var (tree, resources) = (file.Reserve(), file.Reserve());
        var kids = pages.ConvertAll(page => AddPage(file, page, tree, resources));

        file.Add(tree, Invariant($"<</Type/Pages/Count {pages.Count}/Kids[{string.Join(' ', kids.ConvertAll(kid => Invariant($"{kid} 0 R")))}]>>"));
        file.Add(resources, $"<</Font<<{string.Concat(uses.Select((use, i) => Invariant($"/F{i} {PdfFont.Add(file, use)} 0 R")))}>>{AddImages(file)}>>");
        var catalogue = file.Add(Invariant($"<</Type/Catalog/Pages {tree} 0 R/ViewerPreferences<</DisplayDocTitle true>>>>"));
        return file.Finish(catalogue, file.Add(WriteInfo));
    }

    internal FontUse UseOf(FontFace face, out int number)
    {
        for (number = 0; number < uses.Count; number++)
            if (uses[number].Face == face) return uses[number];

        uses.Add(new(face));
        return uses[^1];
    }

    /// <summary>One picture however many papers of the document show it.</summary>
    internal PdfImage UseOf(LogoPicture logo, out int number)
    {
        for (number = 0; number < images.Count; number++)
            if (images[number].Hash == logo.Hash) return images[number];

        images.Add(new(logo));
        return images[^1];
    }

    private string AddImages(PdfFile file) =>
        images.Count == 0 ? "" : $"/XObject<<{string.Concat(images.Select((image, i) => Invariant($"/I{i} {image.AddTo(file)} 0 R")))}>>";

    private static int AddPage(PdfFile file, PdfPage page, int tree, int resources)
    {
        var content = file.AddStream("", Flate.Compress(page.Content.Written));
        var (width, height) = (page.Sheet.Width * Lengths.PointsPerMillimetre, page.Sheet.Height * Lengths.PointsPerMillimetre);
        return file.Add(Invariant($"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {width:0.##} {height:0.##}]/Resources {resources} 0 R/Contents {content} 0 R>>"));
    }

    private void WriteInfo(PdfBuffer body) => body.Raw("<</Title"u8).Text(info.Title).Raw("/Author"u8).Text(info.Author)
        .Ascii(Invariant($"/Producer(Entrepot)/CreationDate(D:{info.CreatedAt:yyyyMMddHHmmss}Z)>>"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
