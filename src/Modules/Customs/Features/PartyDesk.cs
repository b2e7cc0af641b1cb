using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain;
using Entrepot.Customs.Domain.Parties;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Customs.Features;

/// <summary>Screens names against lists in files. Ships and aircraft count, too: who asks by hand may mean one.</summary>
internal sealed class PartyFiles(PartyIndexCache cache) : IPartyFiles
{
    public Result<IPartyScreen> Open(IReadOnlyList<string> places, DateOnly on)
    {
        var (text, settings) = (cache.Text, cache.Settings);
        var lists = new Dictionary<string, PartyList>(StringComparer.Ordinal);
        foreach (var place in places)
        {
            var read = PartyListFiles.Read(place);
            if (read.Problem is { } problem) return problem;
            foreach (var list in read.Value) lists[list.Code] = list;
        }

        var versions = lists.Values.ToDictionary(list => list.Code, list => list.Dated is { } day ? $"{day:yyyy-MM-dd}-{list.Hash[..8]}" : list.Hash[..8], StringComparer.Ordinal);
        var index = new PartyIndex(lists.Values.SelectMany(list => list.Names), text, settings, string.Join("; ", versions.Select(list => $"{list.Key} {list.Value}")));
        return new PartyScreen(index, new PartyMatcher(index, text, settings, on), versions);
    }
}

/// <summary>Screens names outside of orders, against the lists that orders are screened with.</summary>
internal sealed class PartyDesk(EntrepotDb db, PartyIndexCache cache, TimeProvider clock) : IPartyDesk
{
    public async Task<Result<IPartyScreen>> OpenAsync(CancellationToken ct)
    {
        var lists = await PartyListVersions.ReadAsync(db, ct);
        if (lists.Count == 0) return CustomsProblems.NoListLoaded();

        var index = await cache.GetAsync(db, ct);
        return new PartyScreen(index, new PartyMatcher(index, cache.Text, cache.Settings, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)), lists.ToDictionary(list => list.Code, list => list.Version, StringComparer.Ordinal));
    }
}

internal sealed class PartyScreen(PartyIndex index, PartyMatcher matcher, Dictionary<string, string> versions) : IPartyScreen
{
    public string Version => index.Version;
    public int Names => index.Names.Length;
    public PartyMatch? Best(string name, string country) => matcher.Match(name, country).FirstOrDefault();
    public string VersionOf(string list) => versions.GetValueOrDefault(list, "");
}
