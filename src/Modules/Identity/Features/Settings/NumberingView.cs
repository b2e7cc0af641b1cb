using Entrepot.Platform.Audit;
using Entrepot.Platform.Documents.Issuing;

namespace Entrepot.Identity.Features.Settings;

/// <summary>How documents are numbered, and what is about to be changed.</summary>
/// <param name="Preview">Null until a pattern was put in.</param>
public sealed record NumberingView(IReadOnlyList<NumberedBy> Documents, IReadOnlyList<ChangeRecord> Changes, DateOnly Today, NumberingPreview? Preview)
{
    public static string Word(NumberedDocument document) => document switch
    {
        NumberedDocument.CommercialInvoice => "Commercial invoice",
        NumberedDocument.PackingList => "Packing list",
        NumberedDocument.Statement => "Statement of account",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <param name="First">The first numbers that it gives.</param>
public sealed record NumberingPreview(NewNumberPattern Wanted, IReadOnlyList<string> First);
