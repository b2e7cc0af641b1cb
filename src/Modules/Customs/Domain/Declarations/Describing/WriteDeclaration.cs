using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entrepot.Customs.Domain.Declarations.Messages;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Describing;

/// <summary>From our description to the message: every name becomes its field at its place in the schema.</summary>
internal sealed class WriteDeclaration
{
    private readonly List<Problem> problems = [];
    private readonly Dictionary<Field, string> names = [];

    private WriteDeclaration() { }

    /// <returns>The declaration, where each of its fields came from, and what of the description could not be read.</returns>
    public static (Field Declaration, IReadOnlyDictionary<Field, string> Names, IReadOnlyList<Problem> Problems) From(JsonObject description)
    {
        var writing = new WriteDeclaration();
        var declaration = new Field(MessageShape.Declaration);
        writing.Group(description, DescriptionNames.Declaration, declaration, "", 0);
        return (declaration, writing.names, writing.problems);
    }

    private void Group(JsonObject json, NameRule rule, Field field, string at, int position)
    {
        foreach (var (name, _) in json)
            if (rule.Find(name) is null) problems.Add(DescriptionProblems.UnknownName(at + name, rule.Parts.Select(part => part.Name)));

        foreach (var part in rule.Parts)
        {
            var name = at + part.Name;
            var value = json[part.Name];
            if (value is null && part.IsPosition) value = (position + 1).ToString(CultureInfo.InvariantCulture);
            if (value is null) continue;

            if (!part.IsList) One(value, part, field, name, 0);
            else if (value is JsonArray list)
                for (var i = 0; i < list.Count; i++) One(list[i], part, field, string.Create(CultureInfo.InvariantCulture, $"{name}[{i + 1}]"), i);
            else problems.Add(DescriptionProblems.NotAList(name));
        }
    }

    private void One(JsonNode? value, NameRule rule, Field scope, string name, int position)
    {
        if (rule.Parts.Count == 0) Value(value, rule, scope, name);
        else if (value is JsonObject group) Group(group, rule, rule.GroupFor(scope), name + ".", position);
        else problems.Add(DescriptionProblems.NotAGroup(name));
    }

    private void Value(JsonNode? json, NameRule rule, Field scope, string name)
    {
        if (json is not JsonValue value)
        {
            problems.Add(DescriptionProblems.NotAValue(name));
            return;
        }

        var group = rule.GroupFor(scope);
        var rest = value.GetValueKind() switch { JsonValueKind.String => value.GetValue<string>(), JsonValueKind.True => "1", JsonValueKind.False => "0", _ => value.ToJsonString() };
        foreach (var (field, length) in rule.Values)
        {
            var text = length > 0 && rest.Length > length ? rest[..length] : rest;
            rest = rest[text.Length..];
            if (text.Length > 0 || length == 0) names[WrittenValue.Add(group, field, text)] = name;
        }
    }
}
