using Entrepot.Journey.Data;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;

namespace Entrepot.Journey;

/// <summary>Every parcel that a carrier is to take is on a floor or has left it, and nothing is delivered that never left.</summary>
internal sealed class ConsignmentsEqualFulfilment(EntrepotDb db) : IVerification
{
    public string Name => "Consignments equal fulfilment orders";

    public async Task<VerificationResult> RunAsync(CancellationToken ct) => new(
        Name,
        (await db.QueryAsync(JourneySql.Consignments, row => row.GetInt64(0), ct, db.Tenant.Value))[0],
        await db.QueryAsync(JourneySql.ConsignmentsApart, row => $"{row.GetString(0)} {row.GetString(1)}", ct, db.Tenant.Value, (long)VerificationResult.WrongMax));
}
