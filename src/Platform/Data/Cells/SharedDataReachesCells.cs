using Entrepot.Platform.Verification;

namespace Entrepot.Platform.Data;

/// <summary>What belongs to no company is the same everywhere: a company is compared with the same denied parties wherever it lives.</summary>
internal sealed class SharedDataReachesCells(EntrepotDb db, Databases databases) : IDatabaseVerification
{
    public string Name => "What all companies share is the same in every cell";

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        if (db.Cell.IsHome) return new(Name, 1, []);
        var compared = await new SharedCopy(databases, db.Cell).CompareAsync(ct);
        return new(Name, 1, compared.Differences);
    }
}
