using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Parties;

/// <summary>The consolidated list of the United Nations Security Council, <c>consolidated.xml</c>.</summary>
internal static class UnitedNationsFile
{
    public const string Extension = ".xml";

    private static readonly string[] NameParts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];

    public static Result<PartyList> Read(string path, string text)
    {
        XElement root;
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            root = XElement.Load(reader);
        }
        catch (XmlException fault)
        {
            return CustomsProblems.BadPartyList(path, fault.LineNumber);
        }

        var names = root.Descendants("INDIVIDUAL").SelectMany(one => Names(one, "individual"))
            .Concat(root.Descendants("ENTITY").SelectMany(one => Names(one, "entity"))).ToList();
        if (root.Name != "CONSOLIDATED_LIST" || names.Count == 0) return CustomsProblems.BadPartyList(path, 1);
        return new PartyList("un", "United Nations Security Council Consolidated List", Path.GetFileName(path), Dated(root), Hashing.Sha256(text), names);
    }

    private static IEnumerable<ListedName> Names(XElement party, string kind)
    {
        var entry = Text(party, "DATAID");
        var prefix = kind == "individual" ? "INDIVIDUAL" : "ENTITY";
        var countries = string.Join(';', party.Elements($"{prefix}_ADDRESS").Elements("COUNTRY").Concat(party.Elements("NATIONALITY").Elements("VALUE"))
            .Select(country => Countries.Find(country.Value)).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        var name = string.Join(' ', NameParts.Select(part => Text(party, part)).Where(part => part.Length > 0));
        if (entry.Length == 0 || name.Length == 0) yield break;

        yield return new("un", entry, kind, name, false, countries, null);
        // The list itself calls some aliases too weak to go by: single nicknames that many people share.
        var aliases = party.Elements($"{prefix}_ALIAS").Where(alias => Text(alias, "QUALITY") != "Low").Select(alias => Text(alias, "ALIAS_NAME"));
        foreach (var alias in aliases.Append(Text(party, "NAME_ORIGINAL_SCRIPT")).Where(alias => alias.Length > 0).Distinct())
            yield return new("un", entry, kind, alias, true, countries, null);
    }

    private static DateOnly? Dated(XElement root) =>
        DateTime.TryParse(root.Attribute("dateGenerated")?.Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) ? DateOnly.FromDateTime(at) : null;

    private static string Text(XElement element, string child) => element.Element(child)?.Value.Trim() ?? "";
}
