using System.Collections.Concurrent;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Catalog.Data;

/// <summary>Keeps the newest snapshot of each company and brings it up to date by the rows that changed.</summary>
internal sealed class CatalogSnapshots
{
    /// <summary>A snapshot of 30,000 products takes about 15 MB; a cell with more companies than this reloads the ones it has dropped.</summary>
    private const int CompaniesMax = 64;

    private readonly ConcurrentDictionary<TenantId, CatalogSnapshot> known = [];

    /// <summary>The catalogue as the session's transaction sees it: one short read when nothing changed.</summary>
    public async Task<CatalogSnapshot> CurrentAsync(EntrepotDb db, CancellationToken ct)
    {
        var version = await CatalogSql.VersionAsync(db, ct);
        var snapshot = known.GetValueOrDefault(db.Tenant, CatalogSnapshot.Empty);
        if (snapshot.Version == version) return snapshot;

        // A database that was put back to an older copy has a lower version: start over.
        if (snapshot.Version > version) snapshot = CatalogSnapshot.Empty;
        snapshot = snapshot.With(await CatalogSql.SinceAsync(db, snapshot.Version, version, ct));

        if (known.Count >= CompaniesMax && !known.ContainsKey(db.Tenant)) known.TryRemove(known.Keys.First(), out _);
        known[db.Tenant] = snapshot;
        return snapshot;
    }
}
