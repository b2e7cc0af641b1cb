using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;

namespace Entrepot.Customs.Features;

/// <summary>A paper that was issued is never changed: each is what its hash was taken of. Those that were made before there were hashes are passed over.</summary>
internal sealed class PapersSayWhatTheySaid(EntrepotDb db) : IVerification
{
    /// <summary>Read at once: enough to spare round trips, a few megabytes in memory.</summary>
    private const long PageSize = 1_000;

    public string Name => "Papers say what they said when they were made";

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        var (examined, count, after) = (0L, 0L, 0L);
        var wrong = new List<string>();
        while (true)
        {
            var papers = await db.QueryAsync(PaperSql.Page, row => (
                Id: row.GetInt64(0), Number: row.GetString(1), Kind: row.GetString(2), Template: row.GetInt32(3), Content: row.GetString(4), Hash: row.IsDBNull(5) ? null : row.GetString(5)),
                ct, db.Tenant.Value, after, PageSize);
            if (papers.Count == 0) return new(Name, examined, wrong, count);

            foreach (var paper in papers)
            {
                if (paper.Hash is null || paper.Hash == PaperRow.HashOf(paper.Number, Enum.Parse<PaperKind>(paper.Kind), paper.Template, paper.Content)) continue;
                count++;
                if (wrong.Count < VerificationResult.WrongMax) wrong.Add($"{paper.Number} was changed after it was made");
            }

            examined += papers.Count;
            after = papers[^1].Id;
        }
    }
}
