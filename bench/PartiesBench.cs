using Entrepot.Customs.Domain.Parties;
using Entrepot.Kernel;

namespace Entrepot.Bench;

/// <param name="Kind">How the listed names were written.</param>
/// <param name="Asked">How many names can be written so.</param>
/// <param name="Recall">Share for which the listed party itself was found.</param>
public sealed record PartyRecall(string Kind, int Asked, double Recall);

/// <param name="Missed">Some that were not found, to look at.</param>
/// <param name="FalseAlarms">Share of ordinary names that were held.</param>
/// <param name="NamesPerCpuSecond">Names compared in a second of one processor, half ordinary and half listed ones misspelled.</param>
public sealed record PartiesReport(
    string Lists, int ListedNames, IReadOnlyList<PartyRecall> Recall, IReadOnlyList<string> Missed, int Ordinary, double FalseAlarms, IReadOnlyList<string> Alarms, double NamesPerCpuSecond);

/// <summary>How many listed parties the screening finds however they are written, how many ordinary people it stops, and how fast it is.</summary>
public static class PartiesBench
{
    private const int MissedShown = 140;

    private static readonly DateOnly On = new(2026, 11, 2);

    /// <param name="each">Every so-manieth listed name is asked for.</param>
    public static PartiesReport Run(string folder, int each)
    {
        var (text, settings) = (new NameText(), ScreeningSettings.Read());
        var lists = PartyListFiles.Read(folder).Value;
        var names = lists.SelectMany(list => list.Names).Where(name => name.Kind is not ("vessel" or "aircraft")).ToList();
        var index = new PartyIndex(names, text, settings, "bench");
        var matcher = new PartyMatcher(index, text, settings, On);

        var (recall, missed, asked) = (new List<PartyRecall>(), new List<string>(), new List<string>());
        foreach (var kind in PartyVariants.Kinds)
        {
            var chance = Chance.Seeded(7);
            var (count, found) = (0, 0);
            for (var i = 0; i < names.Count; i += each)
            {
                if (names[i].To < On || text.Words(names[i].Name).Count < 2 || PartyVariants.Of(names[i].Name, kind, names[i].Kind == "individual", names[i].Countries, chance) is not { } written) continue;
                count++;
                if (matcher.Match(written, "").Exists(match => (match.EntryId == names[i].EntryId && match.List == names[i].List) || match.ListedName == names[i].Name)) found++;
                else if (missed.Count(one => one.StartsWith(kind, StringComparison.Ordinal)) < MissedShown / PartyVariants.Kinds.Length) missed.Add($"{kind}: {written} ({names[i].Name})");
                asked.Add(written);
            }

            recall.Add(new(kind, count, count == 0 ? 1 : found / (double)count));
        }

        var ordinary = OrdinaryPeople.All();
        var alarms = ordinary.Select(person => (person.Name, Match: matcher.Match(person.Name, person.Country).FirstOrDefault())).Where(person => person.Match is not null)
            .Select(person => $"{person.Name} ({person.Match?.ListedName}, {person.Match?.ScorePpm / 10_000} %)").ToList();
        return new(string.Join(", ", lists.Select(list => list.Code)), names.Count, recall, missed, ordinary.Count, alarms.Count / (double)ordinary.Count, alarms, Speed(new PartyMatcher(index, text, settings, On), ordinary, asked));
    }

    private static double Speed(PartyMatcher matcher, List<(string Name, string Country)> ordinary, List<string> listed)
    {
        var names = ordinary.SelectMany((person, i) => new[] { person.Name, listed[i * 7 % listed.Count] }).ToList();
        foreach (var name in names) matcher.Match(name, "");
        var (before, count) = (Environment.CpuUsage.TotalTime, 0);
        for (; count < 40_000; count++) matcher.Match(names[count % names.Count], "");
        return count / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
