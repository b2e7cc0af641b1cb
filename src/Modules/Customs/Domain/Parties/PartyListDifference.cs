namespace Entrepot.Customs.Domain.Parties;

/// <summary>How many parties an edition adds, changes and takes away against the one before.</summary>
internal readonly record struct PartyListDifference(int Added, int Changed, int Removed)
{
    public static PartyListDifference Between(IEnumerable<ListedName> before, IEnumerable<ListedName> after)
    {
        var (old, now) = (ByParty(before), ByParty(after));
        var (added, changed) = (0, 0);
        foreach (var (entry, text) in now)
        {
            if (!old.TryGetValue(entry, out var was)) added++;
            else if (was != text) changed++;
        }

        return new(added, changed, old.Keys.Count(entry => !now.ContainsKey(entry)));
    }

    /// <summary>Everything said about a party as one text; the sequence in which a file says it does not count.</summary>
    private static Dictionary<string, string> ByParty(IEnumerable<ListedName> names) => names
        .GroupBy(name => name.EntryId, StringComparer.Ordinal)
        .ToDictionary(party => party.Key, party => string.Join('\n', party.Select(name => $"{name.Kind}\t{name.Name}\t{name.IsAlias}\t{name.Countries}\t{name.To:O}").Order(StringComparer.Ordinal)), StringComparer.Ordinal);
}
