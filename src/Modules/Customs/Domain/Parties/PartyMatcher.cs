using System.Globalization;
using System.Runtime.InteropServices;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Parties;

/// <summary>Compares names with all listed ones. Not thread-safe: it keeps its working lists between names.</summary>
/// <remarks>
/// The score is the share of the listed name's weight that was found, times the share of the asked name's weight that
/// the list knows. Words left over count less the more telling the rest is: Viktor Bout is found without his
/// patronymic, Maria Garcia is not taken for Maria Elena Garcia Gaxiola.
/// </remarks>
internal sealed class PartyMatcher(PartyIndex index, NameText text, ScreeningSettings settings, DateOnly today)
{
    /// <summary>The best few matches are enough to decide and to explain.</summary>
    private const int MatchesMax = 5;

    /// <summary>The score of a name that is the same word for word.</summary>
    private const long SameName = 1_000_000;

    /// <summary>Matched weight from which a name counts as telling, and how far above that it counts fully: a rare surname with a common first name reaches both.</summary>
    private const double TellingFrom = 9;
    private const double TellingRange = 4;

    /// <summary>How much of the weight of words left over a fully telling name may forgive: on the list's side, on the order's side.</summary>
    private const double ForgivenOfListed = 0.65;
    private const double ForgivenOfAsked = 0.3;

    /// <summary>How much of a middle name left out is forgiven, and from which weight of the rest on, growing over the range.</summary>
    private const double MiddleForgiven = 0.9;
    private const double MiddleFrom = 7;
    private const double MiddleRange = 2;

    private readonly (int Word, double Alike)[][] found = new (int, double)[NameText.WordsMax][];
    private readonly (int Place, double Alike)[] pairs = new (int, double)[NameText.WordsMax];
    private readonly double[] least = new double[NameText.WordsMax];
    private readonly double[] weights = new double[NameText.WordsMax];
    private readonly bool[] used = new bool[NameText.WordsMax];
    private readonly Dictionary<int, double> shared = [];

    /// <summary>Below this share of the asked name no listed name can reach the score of a hold.</summary>
    private readonly double askedMin = 1 - ((1 - ((settings.HoldPpm - settings.CountryBonusPpm) / 1_000_000d)) / (1 - ForgivenOfAsked));

    public List<PartyMatch> Match(string name, string country)
    {
        var words = text.Words(name);
        var matches = Match(words, country);
        if (matches.Count > 0) return matches;

        // Abd AL RAHMAN is one word on one list and two on another.
        var apart = text.Words(name, joins: false);
        return apart.Count == words.Count ? matches : Match(apart, country);
    }

    private List<PartyMatch> Match(List<NameWord> words, string country)
    {
        var matches = new List<PartyMatch>();
        if (words.Count == 0 || index.Names.Length == 0) return matches;

        var all = LookUp(words, out var known);
        if (known < all * askedMin) return matches; // Most ordinary names end here: the list knows too little of them.

        Share(words.Count);
        foreach (var (place, weight) in shared)
            if (weight >= all * askedMin && Compare(words, index.Names[place], country) is { } match) matches.Add(match);

        matches.Sort(static (a, b) => b.ScorePpm != a.ScorePpm ? b.ScorePpm.CompareTo(a.ScorePpm) : string.CompareOrdinal(a.List + a.EntryId + a.ListedName, b.List + b.EntryId + b.ListedName));
        if (matches.Count > MatchesMax) matches.RemoveRange(MatchesMax, matches.Count - MatchesMax);
        return matches;
    }

    /// <summary>Looks every word up. Answers the name's weight, and how much of it the list knows at best.</summary>
    private double LookUp(List<NameWord> words, out double known)
    {
        double all = 0;
        known = 0;
        for (var i = 0; i < words.Count; i++)
        {
            found[i] = index.Find(words[i]);
            least[i] = double.MaxValue;
            var unknown = text.IsCommon(words[i].Text) ? settings.CommonWordWeight : index.UnknownWeight;
            double best = 0, weight = unknown, most = 0;
            foreach (var (word, alike) in found[i])
            {
                most = Math.Max(most, alike * index[word].Weight);
                least[i] = Math.Min(least[i], index[word].Weight);
                if (alike > best) (best, weight) = (alike, index[word].Weight);
            }

            weights[i] = weight;
            known += most;
            all += Math.Min(weight, least[i]); // A word may stand for another one that weighs less: Amed is rare, Ahmed is not.
        }

        return all;
    }

    /// <summary>Adds up, per listed name, the weight of the words it has in common with the asked one.</summary>
    private void Share(int count)
    {
        shared.Clear();
        for (var i = 0; i < count; i++)
            foreach (var (word, alike) in found[i])
                foreach (var place in index[word].Names)
                    CollectionsMarshal.GetValueRefOrAddDefault(shared, place, out _) += alike * index[word].Weight;
    }

    private PartyMatch? Compare(List<NameWord> words, IndexedName name, string country)
    {
        if (name.Listed.To < today) return null;

        // A single word is a name only where the list has that single word.
        if ((words.Count == 1) != (name.Words.Length == 1)) return null;

        var (matched, asked, count) = Pair(words.Count, name);
        if (count < Math.Min(2, name.Words.Length)) return null;

        var telling = Math.Clamp((matched - TellingFrom) / TellingRange, 0, 1);
        var all = name.Weight - Left(name, matched);
        var score = (1 - ((1 - (matched / all)) * (1 - (ForgivenOfListed * telling)))) * (1 - ((1 - (matched / asked)) * (1 - (ForgivenOfAsked * telling))));
        var ppm = (long)Math.Round(score * 1_000_000);
        var sameCountry = country.Length > 0 && name.Listed.Countries.Contains(country, StringComparison.Ordinal);
        if (sameCountry) ppm = Math.Min(SameName, ppm + settings.CountryBonusPpm);
        else if (ppm < SameName && country.Length > 0 && name.Listed.Countries.Length > 0) ppm -= settings.CountryMalusPpm;
        return ppm < settings.HoldPpm
            ? null
            : new PartyMatch(name.Listed.List, name.Listed.EntryId, name.Listed.Name, name.Listed.Kind, ppm, Explain(words, name, country, sameCountry));
    }

    /// <summary>Gives each asked word the listed word it is most like, in any order, each once.</summary>
    private (double Matched, double Asked, int Count) Pair(int words, IndexedName name)
    {
        Array.Clear(used);
        double matched = 0, asked = 0;
        var count = 0;
        for (var i = 0; i < words; i++)
        {
            pairs[i] = Best(found[i], name);
            if (pairs[i].Place < 0)
            {
                if (!IsAgain(found[i], name)) asked += weights[i];
                continue;
            }

            used[pairs[i].Place] = true;
            var weight = index[name.Words[pairs[i].Place]].Weight;
            matched += pairs[i].Alike * weight;
            asked += weight;
            count++;
        }

        return (matched, asked, count);
    }

    /// <summary>Whether a word left over only says again, in another spelling, one that was found: BARRERA Barera.</summary>
    private static bool IsAgain((int Word, double Alike)[] candidates, IndexedName name)
    {
        foreach (var (word, _) in candidates)
            if (Array.IndexOf(name.Words, word) >= 0) return true;
        return false;
    }

    /// <summary>
    /// The weight of middle names left out that is forgiven: most of it where surname and first given name were found and
    /// tell enough together, so that Carlos Moreno is not taken for Carlos Arturo Moreno.
    /// </summary>
    private double Left(IndexedName name, double matched)
    {
        double left = 0;
        for (var place = 0; place < name.Words.Length; place++)
        {
            if (used[place]) continue;
            if (!name.Middle[place]) return 0;
            left += index[name.Words[place]].Weight;
        }

        return left * MiddleForgiven * Math.Clamp((matched - MiddleFrom) / MiddleRange, 0, 1);
    }

    private (int Place, double Alike) Best((int Word, double Alike)[] candidates, IndexedName name)
    {
        var best = (Place: -1, Alike: 0d);
        foreach (var (word, alike) in candidates)
            for (var place = 0; place < name.Words.Length; place++)
                if (!used[place] && name.Words[place] == word && alike > best.Alike) best = (place, alike);
        return best;
    }

    private Sentence Explain(List<NameWord> words, IndexedName name, string country, bool isOfEntry)
    {
        var (same, unknown, missing) = (new List<string>(), new List<string>(), new List<string>());
        for (var i = 0; i < words.Count; i++)
        {
            if (pairs[i].Place < 0) unknown.Add(words[i].Text);
            else if (pairs[i].Alike == 1) same.Add(words[i].Text);
            else same.Add(string.Create(CultureInfo.InvariantCulture, $"{words[i].Text} ≈ {index[name.Words[pairs[i].Place]].Text} ({pairs[i].Alike:0.00})"));
        }

        for (var place = 0; place < name.Words.Length; place++)
            if (!used[place]) missing.Add(index[name.Words[place]].Text);
        var said = new List<Sentence> { $"Same: {string.Join(", ", same)}." };
        if (missing.Count > 0) said.Add($"Only on the list: {string.Join(", ", missing)}.");
        if (unknown.Count > 0) said.Add($"Only on the order: {string.Join(", ", unknown)}.");
        if (name.Listed.IsAlias) said.Add("An alias.");
        if (isOfEntry) said.Add($"The address lies in {country}, a country of the entry.");
        else if (country.Length > 0 && name.Listed.Countries.Length > 0) said.Add($"The address lies in {country}, the entry's countries are {name.Listed.Countries}.");
        return Sentence.Join(" ", said);
    }
}
