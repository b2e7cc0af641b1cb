using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Parties;

/// <summary>The lists of the US Treasury's Office of Foreign Assets Control: three files each, joined by the first column.</summary>
internal static class OfacFiles
{
    /// <summary>Names, aliases, addresses.</summary>
    public static readonly string[] Sdn = ["sdn.csv", "alt.csv", "add.csv"];
    public static readonly string[] Consolidated = ["cons_prim.csv", "cons_alt.csv", "cons_add.csv"];

    /// <summary>What OFAC writes for a field that is empty.</summary>
    private const string Null = "-0-";

    public static Result<PartyList> ReadSdn(string[] paths, string[] texts) => Read("ofac-sdn", "OFAC Specially Designated Nationals", paths, texts);

    public static Result<PartyList> ReadConsolidated(string[] paths, string[] texts) => Read("ofac-cons", "OFAC Consolidated (non-SDN)", paths, texts);

    /// <summary>Vessels and aircraft are read like the rest; the screening leaves them out.</summary>
    private static Result<PartyList> Read(string code, string title, string[] paths, string[] texts)
    {
        var countries = CountriesOf(texts[2]);
        var kinds = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new List<ListedName>();
        foreach (var row in QuotedRows.Of(texts[0], ','))
        {
            if (row.Count < 4 || !long.TryParse(row[0], CultureInfo.InvariantCulture, out _)) return CustomsProblems.BadPartyList(paths[0], names.Count + 1);
            kinds[row[0]] = row[2] == Null ? "entity" : row[2];
            names.Add(Name(row[0], row[1], false));
        }

        foreach (var row in QuotedRows.Of(texts[1], ','))
            if (row.Count >= 4 && kinds.ContainsKey(row[0])) names.Add(Name(row[0], row[3], true));
        if (names.Count == 0) return CustomsProblems.BadPartyList(paths[0], 1);
        return new PartyList(code, title, string.Join(", ", paths.Where(path => path.Length > 0).Select(Path.GetFileName)), null, Hashing.Sha256(string.Concat(texts)), names);

        ListedName Name(string entry, string name, bool isAlias) =>
            new(code, entry, kinds[entry], name, isAlias, countries.TryGetValue(entry, out var codes) ? string.Join(';', codes) : "", null);
    }

    private static Dictionary<string, SortedSet<string>> CountriesOf(string addresses)
    {
        var countries = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var row in QuotedRows.Of(addresses, ','))
            if (row.Count >= 5 && Countries.Find(row[4]) is { } code)
            {
                if (!countries.TryGetValue(row[0], out var known)) countries[row[0]] = known = new SortedSet<string>(StringComparer.Ordinal);
                known.Add(code);
            }

        return countries;
    }
}
