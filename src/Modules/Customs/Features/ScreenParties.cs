using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.Parties;
using Entrepot.Platform.Data;

namespace Entrepot.Customs.Features;

/// <summary>Compares buyers with the denied-party lists in force. Reads one small table a batch; the index is built once per edition.</summary>
internal sealed class ScreenParties(EntrepotDb db, SharedData shared, PartyIndexCache cache, TimeProvider clock) : IPartyScreening
{
    public async Task<IReadOnlyList<PartyAnswer>> ScreenAsync(IReadOnlyList<PartyRequest> parties, CancellationToken ct)
    {
        await shared.RequireAsync(db, ct); // Old lists may miss a buyer: orders wait for the newest instead.
        var index = await cache.GetAsync(db, ct);
        var matcher = new PartyMatcher(index, cache.Text, cache.Settings, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var answers = new PartyAnswer[parties.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = new PartyAnswer(Match(matcher, parties[i]), index.Version);
        return answers;
    }

    private static IReadOnlyList<PartyMatch> Match(PartyMatcher matcher, PartyRequest party)
    {
        var matches = matcher.Match(party.Name, party.Address.Country);
        if (party.Company.Length > 0 && party.Company != party.Name) matches.AddRange(matcher.Match(party.Company, party.Address.Country));
        return matches;
    }
}

/// <summary>Holds the index of the editions in force, and builds a new one when an import changed them.</summary>
internal sealed class PartyIndexCache : IDisposable
{
    private const string NoList = "no list loaded";

    private readonly SemaphoreSlim building = new(1, 1);
    private PartyIndex? index;

    public NameText Text { get; } = new();
    public ScreeningSettings Settings { get; } = ScreeningSettings.Read();

    public async Task<PartyIndex> GetAsync(EntrepotDb db, CancellationToken ct)
    {
        var lists = await PartyListVersions.ReadAsync(db, ct);
        var version = lists.Count == 0 ? NoList : string.Join("; ", lists.Select(list => $"{list.Code} {list.Version}"));
        if (index is { } current && current.Version == version) return current;

        await building.WaitAsync(ct);
        try
        {
            if (index is { } built && built.Version == version) return built;

            // Buyers are people and companies; ships and aircraft of the lists carry names like Maria and would only stop good orders.
            var names = await PartyListVersions.ReadNamesAsync(db, ct);
            return index = new PartyIndex(names.Where(name => name.Kind is not ("vessel" or "aircraft")), Text, Settings, version);
        }
        finally
        {
            building.Release();
        }
    }

    public void Dispose() => building.Dispose();
}
