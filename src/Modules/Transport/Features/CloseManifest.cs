using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;
using Entrepot.Transport.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Transport.Features;

/// <summary>Closes the list that goes to the carrier's driver with the parcels.</summary>
internal sealed class CloseManifest(EntrepotDb db, IdBlocks idBlocks, CurrentUser user, TimeProvider clock) : IManifests
{
    /// <summary>Several carriers' manifests are closed in one unit of work, before any of them can be read.</summary>
    private string? lastGiven;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/manifests", async (ManifestRequest request, CloseManifest close, CancellationToken ct) => (await close.RunAsync(request, ct)).ToHttp())
            .RequireAuthorization("warehouse.handover").DisableAntiforgery().WithSummary("Close a manifest for one carrier at one warehouse");
        routes.MapGet("/api/v1/manifests/{id:long}", async (long id, CloseManifest close, CancellationToken ct) =>
                (await close.FindAsync([id], ct))[0] is { } found ? Results.Ok(found) : TransportProblems.ManifestNotFound(id).ToHttp())
            .RequireAuthorization("transport.view").DisableAntiforgery().WithSummary("A closed manifest with its consignments");
    }

    public async Task<Result<ManifestInfo>> RunAsync(ManifestRequest request, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var closed = await CloseAsync(new(request.Warehouse), request.Carrier, [.. request.Consignments.Select(ConsignmentId.From)], clock.GetUtcNow().UtcDateTime, ct);
        if (!closed.IsOk) return closed;
        return (await unit.CommitAsync(ct)).Problem is { } problem ? problem : closed;
    }

    public async Task<Result<ManifestInfo>> CloseAsync(WarehouseId warehouse, string carrier, IReadOnlyList<ConsignmentId> consignments, DateTime now, CancellationToken ct)
    {
        if (consignments.Count == 0) return TransportProblems.EmptyManifest();

        var rows = await db.ConsignmentsAsync(consignments, ct);
        var unfit = Unfit(warehouse, carrier, consignments, rows).ToList();
        if (unfit.Count > 0) return TransportProblems.NotForManifest(unfit);

        var parcels = (await db.ParcelsAsync(consignments, ct)).SelectMany(list => list).ToList();
        var manifest = new ManifestRow
        {
            TenantId = db.Tenant,
            Id = idBlocks.Next(),
            Number = await NextNumberAsync(now, ct),
            WarehouseId = warehouse,
            Carrier = carrier,
            ClosedAt = now,
            ClosedBy = user.Name,
            ParcelCount = parcels.Count,
            GrossWeightGrams = parcels.Sum(parcel => parcel.GrossWeightGrams),
        };
        db.Writes.Insert(manifest);
        foreach (var row in rows) db.Writes.Execute(ConsignmentSql.PutOnManifest, true, db.Tenant.Value, row.Id.Value, manifest.Id);
        return ToInfo(manifest, consignments);
    }

    public async Task<IReadOnlyList<ManifestInfo?>> FindAsync(IReadOnlyList<long> ids, CancellationToken ct)
    {
        var manifests = await db.Set<ManifestRow>().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);
        long?[] wanted = [.. ids];
        var lines = (await db.Set<ConsignmentRow>().Where(row => wanted.Contains(row.ManifestId)).Select(row => new { row.ManifestId, row.Id }).ToListAsync(ct)).ToLookup(line => line.ManifestId, line => line.Id);
        return [.. ids.Select(id => manifests.TryGetValue(id, out var row) ? ToInfo(row, [.. lines[id]]) : null)];
    }

    public async Task<IReadOnlyList<ManifestInfo>> WithAsync(IReadOnlyList<ConsignmentId> consignments, CancellationToken ct)
    {
        var rows = await db.ConsignmentsAsync(consignments, ct);
        return [.. (await FindAsync([.. rows.Select(row => row.ManifestId).OfType<long>().Distinct()], ct)).OfType<ManifestInfo>()];
    }

    private static IEnumerable<string> Unfit(WarehouseId warehouse, string carrier, IReadOnlyList<ConsignmentId> wanted, List<ConsignmentRow> rows)
    {
        var found = rows.ToDictionary(row => row.Id);
        foreach (var id in wanted)
        {
            if (!found.TryGetValue(id, out var row)) yield return $"consignment {id.Value} does not exist";
            else if (row.Status != ConsignmentStatus.Booked) yield return $"{row.Reference} is {row.Status}, not Booked";
            else if (row.Carrier != carrier) yield return $"{row.Reference} goes with {row.Carrier}";
            else if (row.WarehouseId != warehouse) yield return $"{row.Reference} lies in another warehouse";
            else if (row.MissingPapers is { } papers) yield return $"{row.Reference} lacks its papers: {TransportProblems.Names(papers)}";
            else if (row.ManifestId is not null) yield return $"{row.Reference} is on another manifest";
        }
    }

    /// <summary>Counted per day. Two processes that close at once meet at the unique index, and the later one is repeated.</summary>
    private async Task<string> NextNumberAsync(DateTime now, CancellationToken ct)
    {
        var prefix = "MF-" + now.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "-";
        var stored = await db.Set<ManifestRow>().Where(row => row.Number.StartsWith(prefix)).MaxAsync(row => (string?)row.Number, ct);
        var last = new[] { stored, lastGiven }.Where(number => number is not null && number.StartsWith(prefix, StringComparison.Ordinal)).Max(StringComparer.Ordinal);
        lastGiven = prefix + ((last is null ? 0 : int.Parse(last[prefix.Length..], CultureInfo.InvariantCulture)) + 1).ToString("D5", CultureInfo.InvariantCulture);
        return lastGiven;
    }

    private static ManifestInfo ToInfo(ManifestRow row, IReadOnlyList<ConsignmentId> consignments) =>
        new(row.Id, row.Number, row.WarehouseId, row.Carrier, row.ClosedAt, consignments, row.ParcelCount, row.GrossWeightGrams);
}

/// <param name="Carrier">Its code, e.g. <c>dhl-express</c>.</param>
internal sealed record ManifestRequest(long Warehouse, string Carrier, IReadOnlyList<long> Consignments);
