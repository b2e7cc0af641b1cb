using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Issuing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Customs.Features;

/// <summary>The numbers of papers of one kind, voided ones too.</summary>
internal sealed class PaperNumbers(EntrepotDb db, NumberedDocument document, PaperKind kind) : IIssuedNumbers
{
    public NumberedDocument Document => document;

    public async Task<IReadOnlyList<string>> AllAsync(CancellationToken ct) => await db.Set<PaperRow>().Where(paper => paper.Kind == kind).Select(paper => paper.Number).ToListAsync(ct);
}
