using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Parties;

/// <summary>One edition of a list as read from its files.</summary>
/// <param name="Source">The names of the files, joined with commas.</param>
/// <param name="Dated">The day the publisher put it out; null where the files do not say it.</param>
internal sealed record PartyList(string Code, string Title, string Source, DateOnly? Dated, string Hash, IReadOnlyList<ListedName> Names);

/// <summary>Finds the official files of denied-party lists in a folder and reads them.</summary>
internal static class PartyListFiles
{
    /// <summary>The lists are a few megabytes; a file of this size is not one of them.</summary>
    private const long FileSizeMax = 64 * 1024 * 1024;

    /// <param name="place">A folder, or one file of a list whose other files lie beside it.</param>
    public static Result<IReadOnlyList<PartyList>> Read(string place)
    {
        if (!File.Exists(place)) return ReadFolder(place);

        var name = Path.GetFileName(place);
        var beside = ReadFolder(Path.GetDirectoryName(Path.GetFullPath(place)) ?? "");
        if (beside.Problem is { } problem) return problem;
        var list = beside.Value.Where(list => list.Source.Split(", ").Contains(name, StringComparer.Ordinal)).ToList();
        return list.Count > 0 ? list : CustomsProblems.NoPartyList(place);
    }

    private static Result<IReadOnlyList<PartyList>> ReadFolder(string folder)
    {
        if (!Directory.Exists(folder)) return CustomsProblems.NoPartyList(folder);

        var files = Find(folder);
        var lists = new List<PartyList>();
        foreach (var list in new[]
        {
            Read(files, OfacFiles.Sdn, OfacFiles.ReadSdn),
            Read(files, OfacFiles.Consolidated, OfacFiles.ReadConsolidated),
            Read(files, [DeniedPersonsFile.Name], (paths, texts) => DeniedPersonsFile.Read(paths[0], texts[0])),
            Read(files, [UnitedNationsFile.Extension], (paths, texts) => UnitedNationsFile.Read(paths[0], texts[0])),
        })
        {
            if (list?.Problem is { } problem) return problem;
            if (list is not null) lists.Add(list.Value.Value);
        }

        return lists.Count > 0 ? lists : CustomsProblems.NoPartyList(folder);
    }

    /// <summary>The list of invented names that is built in.</summary>
    public static PartyList Demo()
    {
        var rows = RuleFile.Rows(typeof(PartyListFiles).Assembly, "demo-parties.tsv");
        return new PartyList("demo", "Demonstration (invented names)", "demo-parties.tsv", null, Hashing.Sha256(string.Join('\n', rows.Select(row => string.Join('\t', row)))),
            [.. rows.Select((row, i) => new ListedName("demo", row[0], row[1], row[2], i > 0 && rows[i - 1][0] == row[0], row[3], null))]);
    }

    /// <summary>
    /// Files by lower-case name, and the list in XML by its extension: publishers rename theirs. The folder's own come
    /// before those of the folders below it, and of these the last by name, which is the newest where names are dates.
    /// </summary>
    private static Dictionary<string, string> Find(string folder)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var place in Directory.GetDirectories(folder).OrderDescending(StringComparer.Ordinal).Prepend(folder))
            foreach (var file in Directory.GetFiles(place).Order(StringComparer.Ordinal))
            {
                var name = Path.GetFileName(file).ToLowerInvariant();
                found.TryAdd(name.EndsWith(UnitedNationsFile.Extension, StringComparison.Ordinal) ? UnitedNationsFile.Extension : name, file);
            }

        return found;
    }

    /// <summary>Reads a list whose first file was found; the others belong to it and lie beside it, or are missing.</summary>
    private static Result<PartyList>? Read(Dictionary<string, string> files, string[] names, Func<string[], string[], Result<PartyList>> read)
    {
        if (!files.TryGetValue(names[0], out var first)) return null;

        var folder = Path.GetDirectoryName(first) ?? "";
        var paths = names.Select(name => files.GetValueOrDefault(name) is { } path && Path.GetDirectoryName(path) == folder ? path : "").ToArray();
        foreach (var path in paths)
            if (path.Length > 0 && new FileInfo(path).Length > FileSizeMax) return CustomsProblems.BadPartyList(path, 0);
        return read(paths, [.. paths.Select(path => path.Length == 0 ? "" : File.ReadAllText(path, Encoding.UTF8))]);
    }
}
