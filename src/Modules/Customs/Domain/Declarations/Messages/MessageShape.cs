using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Messages;

/// <summary>The shape of CDS messages, from <c>Rules/declarations/uk-cds-fields.tsv</c>.</summary>
internal static class MessageShape
{
    public const string MomentName = "DateTimeString";

    private static readonly Dictionary<string, (string Element, string Moment)> Namespaces = new()
    {
        ["Declaration"] = ("urn:wco:datamodel:WCO:DEC-DMS:2", "urn:wco:datamodel:WCO:Declaration_DS:DMS:2"),
        ["Response"] = ("urn:wco:datamodel:WCO:RES-DMS:2", "urn:wco:datamodel:WCO:Response_DS:DMS:2"),
        ["MetaData"] = ("urn:wco:datamodel:WCO:DocumentMetaData-DMS:2", ""),
    };

    private static readonly Dictionary<string, FieldRule> ByPath = Read(RuleFile.Rows(typeof(MessageShape).Assembly, "declarations/uk-cds-fields.tsv"));

    /// <summary>What every message is wrapped in.</summary>
    public static readonly FieldRule MetaData = ByPath["MetaData"];

    public static readonly FieldRule Declaration = ByPath["Declaration"];

    public static FieldRule? Find(string path) => ByPath.GetValueOrDefault(path);

    private static Dictionary<string, FieldRule> Read(IReadOnlyList<string[]> rows)
    {
        var byPath = new Dictionary<string, FieldRule>(rows.Count);
        foreach (var row in rows)
        {
            var path = row[0];
            var cut = path.LastIndexOf('/');
            if (row[1] == "message") // A whole message stands here; the file has it above.
            {
                byPath[path[..cut]].Hold(byPath[path[(cut + 1)..]]);
                continue;
            }

            var (element, moment) = Namespaces[path.Split('/', 2)[0]];
            var occurs = row[3].Split("..");
            var rule = new FieldRule(path, element, Enum.Parse<FieldKind>(row[1], ignoreCase: true), FieldFormat.Read(row[2]), Count(occurs[0]), Count(occurs[1]), row[4], DataElementRule.Read(row[5]), row[6]);
            byPath.Add(path, rule);
            if (cut >= 0) byPath[path[..cut]].Hold(rule);
            if (rule.Kind == FieldKind.Date) rule.Hold(new($"{path}/{MomentName}", moment, FieldKind.Moment, rule.Format, 1, 1, rule.WcoId, rule.DataElement, rule.Title));
        }

        return byPath;
    }

    private static int Count(string text) => text == "*" ? int.MaxValue : int.Parse(text, CultureInfo.InvariantCulture);
}
