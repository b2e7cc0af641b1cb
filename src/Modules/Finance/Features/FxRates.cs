using System.Collections.Concurrent;
using Entrepot.Finance.Contracts;
using Entrepot.Finance.Data;
using Entrepot.Finance.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Finance.Features;

/// <summary>Exchange rates of a day: imported ones, or those that come with the product when they are newer.</summary>
internal sealed class FxRates(EntrepotDb db, FxCache cache, TimeProvider clock) : IFxRates
{
    public async Task<FxTable> AsOfAsync(DateOnly day, CancellationToken ct)
    {
        var (now, edition) = (clock.GetUtcNow(), SharedData.EditionOf(db));
        if (cache.Find(day, edition, now) is { } known) return known;

        var table = await ReadAsync(day, ct);
        cache.Keep(day, edition, table, now);
        return table;
    }

    private async Task<FxTable> ReadAsync(DateOnly day, CancellationToken ct)
    {
        var rows = await db.QueryAsync(FinanceSql.RatesAsOf, row => (Day: row.GetFieldValue<DateOnly>(0), Currency: row.GetString(1), RateE6: row.GetInt64(2), Source: row.GetString(3)), ct, day);
        var builtIn = BuiltInRates.AsOf(day);
        if (rows.Count > 0 && (builtIn is null || rows[0].Day >= builtIn.Day))
            return BuiltInRates.Table(rows[0].Day, rows.ToDictionary(row => row.Currency, row => row.RateE6), rows[0].Source);

        // Before the first known day nothing is known: converting then is refused, not guessed.
        return builtIn ?? new(day, BuiltInRates.Base, System.Collections.Frozen.FrozenDictionary<string, long>.Empty, "no rates are known for that day or before");
    }

}

/// <summary>Tables that were asked for lately, so that a batch pays nothing for its rates. By the edition of what its database has of them: a cell may be behind for a moment.</summary>
internal sealed class FxCache
{
    /// <summary>Another process may have imported newer rates; they are seen after this time at the latest.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>Two years of days; a history that is converted day by day starts over.</summary>
    private const int DaysMax = 800;

    private readonly ConcurrentDictionary<(DateOnly Day, long Edition), (FxTable Table, DateTimeOffset Until)> tables = new();

    public FxTable? Find(DateOnly day, long edition, DateTimeOffset now) => tables.TryGetValue((day, edition), out var known) && known.Until > now ? known.Table : null;

    public void Keep(DateOnly day, long edition, FxTable table, DateTimeOffset now)
    {
        if (tables.Count >= DaysMax) tables.Clear();
        tables[(day, edition)] = (table, now + Life);
    }

    public void Forget() => tables.Clear();
}
