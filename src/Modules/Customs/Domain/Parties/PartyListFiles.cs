using System.Globalization;
using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Parties;

/// <summary>One list as read from its files.</summary>
internal sealed record PartyList(string Code, string Title, string Hash, IReadOnlyList<ListedName> Names);

/// <summary>Reads the official files of denied-party lists.</summary>
internal static class PartyListFiles
{
    /// <summary>The lists are a few megabytes; a file of this size is not one of them.</summary>
    private const long FileSizeMax = 64 * 1024 * 1024;

    /// <summary>What OFAC writes for a field that is empty.</summary>
    private const string OfacNull = "-0-";

    public static Result<IReadOnlyList<PartyList>> Read(string folder)
    {
        var lists = new List<PartyList>();
        var sdn = Path.Combine(folder, "sdn.csv");
        if (File.Exists(sdn))
        {
            var list = ReadOfac(sdn, Path.Combine(folder, "alt.csv"), Path.Combine(folder, "add.csv"));
            if (list.Problem is { } problem) return problem;
            lists.Add(list.Value);
        }

        var dpl = Path.Combine(folder, "dpl.txt");
        if (File.Exists(dpl))
        {
            var list = ReadDeniedPersons(dpl);
            if (list.Problem is { } problem) return problem;
            lists.Add(list.Value);
        }

        return lists.Count > 0 ? lists : CustomsProblems.NoPartyList(folder);
    }

    /// <summary>The list of invented names that is built in.</summary>
    public static PartyList Demo()
    {
        var rows = RuleFile.Rows(typeof(PartyListFiles).Assembly, "demo-parties.tsv");
        return new PartyList("demo", "Demonstration (invented names)", Hashing.Sha256(string.Join('\n', rows.Select(row => string.Join('\t', row)))),
            [.. rows.Select((row, i) => new ListedName("demo", row[0], row[1], row[2], i > 0 && rows[i - 1][0] == row[0], row[3], null))]);
    }

    /// <summary>OFAC's SDN list in its three files, joined by the first column. Vessels and aircraft are read like the rest.</summary>
    private static Result<PartyList> ReadOfac(string sdn, string alt, string add)
    {
        var read = ReadText(sdn, alt, add);
        if (read.Problem is { } problem) return problem;

        var countries = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var row in Rows(read.Value[2], ','))
            if (row.Count >= 5 && Countries.Find(row[4]) is { } code)
            {
                if (!countries.TryGetValue(row[0], out var known)) countries[row[0]] = known = new SortedSet<string>(StringComparer.Ordinal);
                known.Add(code);
            }

        var kinds = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new List<ListedName>();
        foreach (var row in Rows(read.Value[0], ','))
        {
            if (row.Count < 4 || !long.TryParse(row[0], CultureInfo.InvariantCulture, out _)) return CustomsProblems.BadPartyList(sdn, names.Count + 1);
            kinds[row[0]] = row[2] == OfacNull ? "entity" : row[2];
            names.Add(Name(row[0], row[1], false));
        }

        foreach (var row in Rows(read.Value[1], ','))
            if (row.Count >= 4 && kinds.ContainsKey(row[0])) names.Add(Name(row[0], row[3], true));
        return new PartyList("ofac-sdn", "OFAC Specially Designated Nationals", Hashing.Sha256(string.Concat(read.Value)), names);

        ListedName Name(string entry, string name, bool isAlias) =>
            new("ofac-sdn", entry, kinds[entry], name, isAlias, countries.TryGetValue(entry, out var codes) ? string.Join(';', codes) : "", null);
    }

    /// <summary>The Bureau of Industry and Security's denied persons: tab-separated with a header line.</summary>
    private static Result<PartyList> ReadDeniedPersons(string file)
    {
        var read = ReadText(file);
        if (read.Problem is { } problem) return problem;

        var names = new List<ListedName>();
        var header = true;
        foreach (var row in Rows(read.Value[0], '\t'))
        {
            if (header)
            {
                if (row.Count < 8 || row[0] != "Name") return CustomsProblems.BadPartyList(file, 1);
                header = false;
                continue;
            }

            if (row.Count < 8) return CustomsProblems.BadPartyList(file, names.Count + 2);
            DateOnly? to = DateOnly.TryParseExact(row[7], "MM/dd/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
            names.Add(new ListedName("bis-dpl", (names.Count + 1).ToString(CultureInfo.InvariantCulture), "party", row[0], false, Countries.Find(row[4]) ?? "", to));
        }

        return new PartyList("bis-dpl", "BIS Denied Persons List", Hashing.Sha256(read.Value[0]), names);
    }

    private static Result<string[]> ReadText(params string[] files)
    {
        var texts = new string[files.Length];
        for (var i = 0; i < files.Length; i++)
        {
            if (!File.Exists(files[i])) texts[i] = "";
            else if (new FileInfo(files[i]).Length > FileSizeMax) return CustomsProblems.BadPartyList(files[i], 0);
            else texts[i] = File.ReadAllText(files[i], Encoding.UTF8);
        }

        return texts;
    }

    /// <summary>Rows of quoted fields; a quote inside a field is doubled. OFAC ends its files with the character 26.</summary>
    private static IEnumerable<List<string>> Rows(string text, char separator)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (quoted)
            {
                if (letter != '"') field.Append(letter);
                else if (i + 1 < text.Length && text[i + 1] == '"') { field.Append('"'); i++; }
                else quoted = false;
            }
            else if (letter == '"') quoted = true;
            else if (letter == separator) Take();
            else if (letter == '\n')
            {
                Take();
                if (fields.Count > 1) yield return [.. fields];
                fields.Clear();
            }
            else if (letter is not ('\r' or '\u001A' or '\uFEFF')) field.Append(letter);
        }

        Take();
        if (fields.Count > 1) yield return fields;

        void Take()
        {
            fields.Add(field.ToString().Trim());
            field.Clear();
        }
    }
}
