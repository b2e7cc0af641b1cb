using System.Globalization;
using System.Text.Json.Nodes;
using Entrepot.Customs.Domain.Declarations.Messages;

namespace Entrepot.Customs.Domain.Declarations.Describing;

/// <summary>From a declaration to our description of it, which writes an equal declaration again.</summary>
internal static class DescribeDeclaration
{
    public static JsonObject Of(Field declaration) => Group(DescriptionNames.Declaration, declaration, 0);

    private static JsonObject Group(NameRule rule, Field field, int position)
    {
        var json = new JsonObject();
        foreach (var part in rule.Parts)
        {
            if (part.IsList)
            {
                var list = new JsonArray([.. part.GroupsIn(field).Select((group, i) => part.Parts.Count == 0 ? (JsonNode?)Value(part, group) : Group(part, group, i)).Where(item => item is not null)]);
                if (list.Count > 0) json[part.Name] = list;
            }
            else if (part.GroupsIn(field).FirstOrDefault() is { } group)
            {
                JsonNode? said = part.Parts.Count == 0 ? Value(part, group) : Group(part, group, position);
                if (said is null or JsonObject { Count: 0 }) continue;
                if (!part.IsPosition || said.ToString() != (position + 1).ToString(CultureInfo.InvariantCulture)) json[part.Name] = said;
            }
        }

        return json;
    }

    private static JsonValue? Value(NameRule rule, Field group)
    {
        var fields = rule.Values.Select(value => group.First(value.Field)).OfType<Field>().ToList();
        return fields.Count == 0 ? null : JsonValue.Create(string.Concat(fields.Select(WrittenValue.Of)));
    }
}
