using System.Globalization;
using Entrepot.Customs.Domain.Declarations.Messages;

namespace Entrepot.Customs.Domain.Declarations.Describing;

/// <summary>
/// A name of our own description and the field of the message that says the same. A name with parts is a group or, where it
/// repeats, a list; one without is a value, or a list of values.
/// </summary>
/// <param name="Name">As it stands in the JSON.</param>
/// <param name="Groups">The groups on the way to the field, from the one of the name above.</param>
/// <param name="Values">The fields that hold the value: usually one; of several, all but the last have a fixed length.</param>
/// <param name="IsPosition">Where nothing is said it is the place in the list.</param>
internal sealed record NameRule(string Name, bool IsList, IReadOnlyList<GroupStep> Groups, IReadOnlyList<(string Field, int Length)> Values, bool IsPosition)
{
    private readonly Dictionary<string, NameRule> byName = [];

    public IReadOnlyList<NameRule> Parts { get; private set; } = [];

    public NameRule? Find(string name) => byName.GetValueOrDefault(name);

    public void Hold(NameRule part)
    {
        byName.Add(part.Name, part);
        Parts = [.. Parts, part];
    }

    /// <summary>The groups of this name that are there.</summary>
    public IEnumerable<Field> GroupsIn(Field scope) =>
        Groups.Aggregate((IEnumerable<Field>)[scope], (fields, step) => fields.SelectMany(field => field.Parts.Where(step.Fits)));

    /// <summary>The group of this name, made where it is not there; of a list always a new one.</summary>
    public Field GroupFor(Field scope)
    {
        var at = scope;
        foreach (var step in Groups) at = (step.Repeats ? null : at.Parts.FirstOrDefault(step.Fits)) ?? step.AddTo(at);
        return at;
    }
}

/// <summary>One group on the way: <c>Classification{IdentificationTypeCode=TSP}[]</c>.</summary>
internal sealed record GroupStep(string Element, bool Repeats, string Sibling, string? Value, bool IsAbsent)
{
    public static GroupStep Read(string text)
    {
        var repeats = text.EndsWith("[]", StringComparison.Ordinal);
        if (repeats) text = text[..^2];
        var brace = text.IndexOf('{', StringComparison.Ordinal);
        if (brace < 0) return new(text, repeats, "", null, false);

        var condition = text[(brace + 1)..^1].Split('=');
        return new(text[..brace], repeats, condition[0].TrimStart('!'), condition.Length > 1 ? condition[1] : null, condition[0].StartsWith('!'));
    }

    public bool Fits(Field group) => group.Rule.Name == Element && (Sibling.Length == 0 || (IsAbsent ? group[Sibling] is null : Value is null ? group[Sibling] is not null : group[Sibling] == Value));

    public Field AddTo(Field scope)
    {
        var group = scope.Add(Element);
        if (Value is not null) group.Add(Sibling, Value);
        return group;
    }
}

/// <summary>The names of a description, from <c>Rules/declarations/uk-cds-description.tsv</c>.</summary>
internal static class DescriptionNames
{
    private static readonly IReadOnlyList<string[]> Rows = Kernel.RuleFile.Rows(typeof(DescriptionNames).Assembly, "declarations/uk-cds-description.tsv");

    public static readonly NameRule Declaration = Read();

    private static NameRule Read()
    {
        var root = new NameRule("", false, [], [], false);
        Fill(root, MessageShape.Declaration, "", isShared: false);
        return root;
    }

    /// <summary>Adds the rows whose names begin with a prefix; of rows that several places share only those that the place has.</summary>
    private static void Fill(NameRule top, FieldRule topShape, string prefix, bool isShared)
    {
        var known = new Dictionary<string, (NameRule Rule, FieldRule Shape)> { [""] = (top, topShape) };
        foreach (var row in Rows)
        {
            if (!row[0].StartsWith(prefix, StringComparison.Ordinal) || (prefix.Length == 0 && row[0].StartsWith('@'))) continue;

            var name = row[0][prefix.Length..];
            var dot = name.LastIndexOf('.');
            var (above, last) = dot < 0 ? ("", name) : (name[..dot], name[(dot + 1)..]);
            if (!known.TryGetValue(above, out var holder))
            {
                if (isShared) continue;
                known[above] = holder = Plain(known, above);
            }

            if (ShapeAt(holder.Shape, row[1]) is not { } shape)
            {
                if (isShared) continue;
                throw new FormatException($"{row[0]}: {holder.Shape.Path} has no {row[1]}.");
            }

            var isGroup = shape.Kind == FieldKind.Group;
            var steps = row[1].Split('/');
            var rule = new NameRule(last.Replace("[]", "", StringComparison.Ordinal), last.EndsWith("[]", StringComparison.Ordinal), [.. (isGroup ? steps : steps[..^1]).Select(GroupStep.Read)], isGroup ? [] : Join(steps[^1]), row.Length > 2 && row[2] == "position");
            holder.Rule.Hold(rule);
            known[name] = (rule, shape);
            if (row.Length > 2 && row[2].StartsWith('@')) Fill(rule, shape, row[2] + ".", isShared: true);
        }
    }

    /// <summary>A name that only holds others together: <c>transport</c>.</summary>
    private static (NameRule, FieldRule) Plain(Dictionary<string, (NameRule Rule, FieldRule Shape)> known, string name)
    {
        var (top, shape) = known[""];
        var rule = new NameRule(name, false, [], [], false);
        top.Hold(rule);
        return (rule, shape);
    }

    private static FieldRule? ShapeAt(FieldRule from, string path)
    {
        FieldRule? at = from;
        foreach (var step in path.Split('/'))
            at = at?.Parts.FirstOrDefault(part => part.Name == GroupStep.Read(step.Split(':', '+')[0]).Element);
        return at;
    }

    private static List<(string Field, int Length)> Join(string text) =>
        [.. text.Split('+').Select(part => part.Split(':')).Select(part => (part[0], part.Length > 1 ? int.Parse(part[1], CultureInfo.InvariantCulture) : 0))];
}
