using System.Text.Json;
using Entrepot.Customs.Contracts;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Documents.Pdf;

namespace Entrepot.Customs.Domain.Papers;

/// <summary>
/// The layouts of papers, by kind and number. A paper is printed for ever in the one that it was made with: whoever changes
/// how a paper looks adds a number here and leaves the earlier one as it is.
/// </summary>
internal static class PaperTemplates
{
    private const int First = 1;

    /// <summary>The layout that a paper gets which is made now.</summary>
    public static int Current(PaperKind kind) => kind switch
    {
        PaperKind.CommercialInvoice or PaperKind.PackingList or PaperKind.Cn22 or PaperKind.Cn23 => First,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Every kind of paper has a layout."),
    };

    /// <param name="content">JSON of the paper's record, as it was frozen.</param>
    /// <exception cref="InvalidOperationException">There is no such layout: the paper was made by a newer version of the program.</exception>
    /// <param name="logos">The pictures that papers show, by hash.</param>
    public static void AddTo(PdfDocument document, PaperKind kind, int template, string content, IReadOnlyDictionary<string, LogoPicture> logos)
    {
        switch (kind, template)
        {
            case (PaperKind.CommercialInvoice, First):
                var invoice = Frozen(JsonSerializer.Deserialize(content, PaperJson.Default.CommercialInvoice));
                CommercialInvoicePaper.AddTo(document, invoice, logos.GetValueOrDefault(invoice.Logo));
                break;
            case (PaperKind.PackingList, First):
                var list = Frozen(JsonSerializer.Deserialize(content, PaperJson.Default.PackingList));
                PackingListPaper.AddTo(document, list, logos.GetValueOrDefault(list.Logo));
                break;
            case (PaperKind.Cn22, First): Cn22Paper.AddTo(document, Frozen(JsonSerializer.Deserialize(content, PaperJson.Default.PostalDeclaration))); break;
            case (PaperKind.Cn23, First): Cn23Paper.AddTo(document, Frozen(JsonSerializer.Deserialize(content, PaperJson.Default.PostalDeclaration))); break;
            default: throw new InvalidOperationException($"This version of the program has no layout {template} of {kind}.");
        }
    }

    /// <summary>The hash of the logo that a paper shows; empty for none.</summary>
    public static string LogoOf(PaperKind kind, string content) => kind switch
    {
        PaperKind.CommercialInvoice => Frozen(JsonSerializer.Deserialize(content, PaperJson.Default.CommercialInvoice)).Logo,
        PaperKind.PackingList => Frozen(JsonSerializer.Deserialize(content, PaperJson.Default.PackingList)).Logo,
        _ => "", // Postal forms are the post's, not the sender's.
    };

    private static T Frozen<T>(T? content) where T : class => content ?? throw new InvalidOperationException("A paper has no content.");
}
