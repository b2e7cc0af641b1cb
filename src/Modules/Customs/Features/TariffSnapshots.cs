using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Platform.Data;

namespace Entrepot.Customs.Features;

/// <summary>
/// Holds the rules with the editions that were imported, and reads them anew when an import changed them: one look at a
/// small table then, and no look at all for as long as what all companies share stands at the same edition.
/// </summary>
internal sealed class TariffSnapshots(TimeProvider clock) : IDisposable
{
    /// <summary>Another process may have imported; that is seen after this time at the latest.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly TariffTexts texts = new();
    private readonly Dictionary<long, TariffEdition> editions = [];
    private volatile Held held = new(RuleBook.Shared, -1, DateTimeOffset.MinValue);

    /// <summary>What decisions go by until the next one is ready.</summary>
    public RuleBook Current => held.Book;

    public async Task ReadyAsync(EntrepotDb db, CancellationToken ct)
    {
        var (edition, now) = (SharedData.EditionOf(db), clock.GetUtcNow());
        if (held.Edition == edition && now < held.Until) return;

        await reading.WaitAsync(ct);
        try
        {
            held = new(await ReadAsync(db, ct), edition, now + Life);
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose() => reading.Dispose();

    private async Task<RuleBook> ReadAsync(EntrepotDb db, CancellationToken ct)
    {
        var current = await TariffEditions.CurrentAsync(db, ct);
        var version = string.Join(',', current.Select(row => row.Id));
        if (version == held.Book.Imported.Version) return held.Book;

        foreach (var row in current)
            if (!editions.ContainsKey(row.Id)) editions[row.Id] = TariffEdition.Of(TariffEditions.HeadOf(row), await TariffEditions.RowsAsync(db, row.Id, ct), texts);
        return RuleBook.Shared.With(new(version, current.ConvertAll(row => editions[row.Id])));
    }

    private sealed record Held(RuleBook Book, long Edition, DateTimeOffset Until);
}
