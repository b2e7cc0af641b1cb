using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Parties;

/// <summary>The US Bureau of Industry and Security's denied persons: tab-separated with a header line.</summary>
internal static class DeniedPersonsFile
{
    public const string Name = "dpl.txt";

    private const int Columns = 8;

    public static Result<PartyList> Read(string path, string text)
    {
        var names = new List<ListedName>();
        var header = true;
        foreach (var row in QuotedRows.Of(text, '\t'))
        {
            if (row.Count < Columns || (header && row[0] != "Name")) return CustomsProblems.BadPartyList(path, header ? 1 : names.Count + 2);
            if (!header) names.Add(Party(row));
            header = false;
        }

        return names.Count == 0 ? CustomsProblems.BadPartyList(path, 1) : new PartyList("bis-dpl", "BIS Denied Persons List", Path.GetFileName(path), null, Hashing.Sha256(text), names);
    }

    /// <summary>The list numbers nobody, so a party is known by its name, its address and the order's first day.</summary>
    private static ListedName Party(List<string> row)
    {
        DateOnly? to = DateOnly.TryParseExact(row[7], "MM/dd/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        return new ListedName("bis-dpl", Hashing.Sha256(string.Join('\t', row.Take(Columns - 1)))[..12], "party", row[0], false, Countries.Find(row[4]) ?? "", to);
    }
}
