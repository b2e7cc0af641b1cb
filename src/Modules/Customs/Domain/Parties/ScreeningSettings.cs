using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Parties;

/// <summary>Settings of party screening (<c>Rules/screening.tsv</c>).</summary>
/// <param name="HoldPpm">Matches from this score on hold an order.</param>
/// <param name="ShownPpm">A person who searches also sees matches from this score on.</param>
/// <param name="CountryBonusPpm">Added when the address lies in a country of the listed party.</param>
/// <param name="CountryMalusPpm">Taken off when the listed party has countries and the address lies in none of them, unless the name is the same word for word.</param>
/// <param name="CommonWordWeight">The most that a common word may weigh.</param>
/// <param name="RarityEntriesMin">A shorter list is weighed as if it had so many entries.</param>
internal sealed record ScreeningSettings(long HoldPpm, long ShownPpm, long CountryBonusPpm, long CountryMalusPpm, double CommonWordWeight, int RarityEntriesMin)
{
    public static ScreeningSettings Read()
    {
        var rows = RuleFile.Rows(typeof(ScreeningSettings).Assembly, "screening.tsv").ToDictionary(row => row[0], row => RuleText.Number(row[1]), StringComparer.Ordinal);
        return new ScreeningSettings(rows["hold_ppm"], rows["shown_ppm"], rows["country_bonus_ppm"], rows["country_malus_ppm"], rows["common_word_weight_ppm"] / 1_000_000d, (int)rows["rarity_entries_min"]);
    }
}
