using System.Text.Json;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;
using Entrepot.Transport.Data;

namespace Entrepot.Transport.Features;

/// <summary>A parcel is booked once at one carrier: one consignment, one number, one label.</summary>
internal sealed class ParcelsAreBookedOnce(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Parcels are booked once";

    protected override string Examined => ConsignmentChecks.Count;

    protected override IReadOnlyList<string> Wrong { get; } = [ConsignmentChecks.PlannedTwice, ConsignmentChecks.BookedTwice, ConsignmentChecks.TrackedTwice, ConsignmentChecks.LabelForNothing];
}

/// <summary>What is booked has its numbers, and what has left stands on the list that the driver signed.</summary>
internal sealed class BookedParcelsHaveNumbers(EntrepotDb db) : SqlVerification(db)
{
    public override string Name => "Booked parcels have numbers, and parcels that left a manifest";

    protected override string Examined => ConsignmentChecks.Count;

    protected override IReadOnlyList<string> Wrong { get; } = [ConsignmentChecks.BookedWithoutNumbers, ConsignmentChecks.LeftWithoutManifest, ConsignmentChecks.ManifestsCount];
}

/// <summary>No parcel is forgotten: while it is booked or under way, a work item asks its carrier, or a person sees why not.</summary>
internal sealed class ParcelsAreAskedFor(EntrepotDb db) : IVerification
{
    public string Name => "Carriers are asked for every parcel under way";

    public async Task<VerificationResult> RunAsync(CancellationToken ct)
    {
        var asked = new HashSet<long>();
        foreach (var payload in await db.QueryAsync(ConsignmentChecks.Tracking, row => row.GetString(0), ct, db.Tenant.Value))
            if (JsonSerializer.Deserialize<TrackWork>(payload) is { } work) asked.UnionWith(work.Consignments.Select(id => id.Value));

        var underWay = await db.QueryAsync(ConsignmentChecks.UnderWay, row => (Id: row.GetInt64(0), Reference: row.GetString(1), Status: row.GetString(2)), ct, db.Tenant.Value);
        var forgotten = underWay.Where(consignment => !asked.Contains(consignment.Id)).Select(consignment => $"{consignment.Reference} is {consignment.Status}, and its carrier is not asked any more").ToList();
        forgotten.AddRange(await db.QueryAsync(ConsignmentChecks.BookingByNobody, row => row.GetString(0), ct, db.Tenant.Value));
        return new(Name, underWay.Count, [.. forgotten.Take(VerificationResult.WrongMax)], forgotten.Count);
    }
}
