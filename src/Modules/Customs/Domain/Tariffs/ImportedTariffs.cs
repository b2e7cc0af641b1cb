using System.Collections.Frozen;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>The imported editions of all tariffs as one immutable snapshot; each holds from its first day until the next one's.</summary>
internal sealed class ImportedTariffs
{
    public static readonly ImportedTariffs None = new("", []);

    private readonly FrozenDictionary<string, TariffEdition[]> byDestination;

    /// <param name="editions">Of two that begin on one day the later in the list counts.</param>
    public ImportedTariffs(string version, IReadOnlyList<TariffEdition> editions)
    {
        Version = version;
        byDestination = editions.GroupBy(edition => edition.Head.Destination, StringComparer.Ordinal).ToFrozenDictionary(
            group => group.Key, group => group.OrderBy(edition => edition.Head.From).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Which editions are in it.</summary>
    public string Version { get; }

    public IReadOnlyList<TariffEdition> Of(string destination) => byDestination.GetValueOrDefault(destination) ?? [];

    /// <summary>The edition in force; null before the first one.</summary>
    public TariffEdition? At(string destination, DateOnly on)
    {
        if (!byDestination.TryGetValue(destination, out var editions)) return null;
        for (var i = editions.Length - 1; i >= 0; i--)
            if (editions[i].Head.From <= on) return editions[i];
        return null;
    }

    /// <summary>The last day of an edition; null where no other follows it yet.</summary>
    public DateOnly? LastDay(TariffEdition edition)
    {
        foreach (var next in Of(edition.Head.Destination))
            if (next.Head.From > edition.Head.From) return next.Head.From.AddDays(-1);
        return null;
    }
}
