using System.Collections.Concurrent;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Transport.Packing;
using Entrepot.Transport.Rates;

namespace Entrepot.Transport.Data;

/// <summary>Keeps the newest rate book of each company; one version number in the database tells when it is out of date.</summary>
internal sealed class RateBooks
{
    /// <summary>A book of twenty cards takes about 1 MB; a cell with more companies than this reads dropped ones again.</summary>
    private const int CompaniesMax = 256;

    private readonly ConcurrentDictionary<TenantId, RateBook> known = [];

    /// <summary>The book as the session's transaction sees it: one short read when nothing changed.</summary>
    public async Task<RateBook> CurrentAsync(EntrepotDb db, CancellationToken ct)
    {
        var version = await RateSql.VersionAsync(db, ct);
        if (version == 0) return RateBook.Default;
        if (known.TryGetValue(db.Tenant, out var book) && book.Version == version) return book;

        book = new(version, await RateSql.CardsAsync(db, ct), await CartonsAsync(db, ct), await RateSql.PolicyAsync(db, ct));
        if (known.Count >= CompaniesMax && !known.ContainsKey(db.Tenant)) known.TryRemove(known.Keys.First(), out _);
        known[db.Tenant] = book;
        return book;
    }

    private static async Task<CartonCatalogue?> CartonsAsync(EntrepotDb db, CancellationToken ct)
    {
        var cartons = await RateSql.CartonsAsync(db, ct);
        return cartons.Count == 0 ? null : new(cartons, new("Carton catalogue", "the company's own cartons"));
    }
}
