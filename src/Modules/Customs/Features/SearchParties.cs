using Entrepot.Customs.Domain.Parties;
using Entrepot.Platform.Data;

namespace Entrepot.Customs.Features;

/// <summary>Looks a name up on the denied-party lists as the screening does, but shows also what is too weak to hold an order.</summary>
internal sealed class SearchParties(EntrepotDb db, PartyIndexCache cache, TimeProvider clock)
{
    /// <param name="country">ISO code of the buyer's address; empty when it is not known.</param>
    public async Task<IReadOnlyList<PartyFoundView>> RunAsync(string name, string country, CancellationToken ct)
    {
        var settings = cache.Settings with { HoldPpm = cache.Settings.ShownPpm };
        var matcher = new PartyMatcher(await cache.GetAsync(db, ct), cache.Text, settings, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        return matcher.Match(name, country).ConvertAll(match => new PartyFoundView(match, match.ScorePpm >= cache.Settings.HoldPpm));
    }
}
