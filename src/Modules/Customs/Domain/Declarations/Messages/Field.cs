namespace Entrepot.Customs.Domain.Declarations.Messages;

/// <summary>A field of a message with its value, or a group with its parts.</summary>
internal sealed class Field(FieldRule rule, string value = "", string qualifier = "")
{
    private readonly List<Field> parts = [];

    public FieldRule Rule { get; } = rule;

    /// <summary>As it is written; empty in a group.</summary>
    public string Value { get; } = value;

    /// <summary>The currency of an amount, the unit of a measure or quantity, the format of a moment.</summary>
    public string Qualifier { get; } = qualifier;

    /// <summary>In the order in which they stand.</summary>
    public IReadOnlyList<Field> Parts => parts;

    /// <summary>The value of the first field at a path below: <c>GoodsShipment/Importer/ID</c>; of a date its moment.</summary>
    public string? this[string path] => First(path) switch
    {
        null => null,
        { Rule.Kind: FieldKind.Date } date => date[MessageShape.MomentName],
        { } field => field.Value,
    };

    public Field? First(string path) => All(path).FirstOrDefault();

    /// <summary>Every field at a path below, through every group on the way.</summary>
    public IEnumerable<Field> All(string path)
    {
        var cut = path.IndexOf('/', StringComparison.Ordinal);
        var here = parts.Where(part => part.Rule.Name == (cut < 0 ? path : path[..cut]));
        return cut < 0 ? here : here.SelectMany(part => part.All(path[(cut + 1)..]));
    }

    /// <summary>Every field with a value, each with the group it stands in.</summary>
    public IEnumerable<(Field Group, Field Leaf)> Leaves() =>
        parts.SelectMany(part => part.Rule.IsGroup ? part.Leaves() : [(this, part)]);

    /// <summary>Adds a part at its place in the schema, after its like.</summary>
    public Field Add(string name, string value = "", string qualifier = "")
    {
        var part = new Field(RuleOf(name, null) ?? throw new ArgumentException($"{Rule.Path} has no {name}."), value, qualifier);
        var place = Rule.PlaceOf(part.Rule);
        var after = parts.FindLastIndex(other => Rule.PlaceOf(other.Rule) <= place);
        parts.Insert(after + 1, part);
        return part;
    }

    /// <summary>Adds a part behind all others: a message that is read keeps its own order.</summary>
    public void Append(Field part) => parts.Add(part);

    /// <summary>What a part of this name is. Of two with one name, the one of that namespace; where none is told, the one that has room.</summary>
    public FieldRule? RuleOf(string name, string? ofNamespace)
    {
        FieldRule? found = null;
        foreach (var part in Rule.Parts)
        {
            if (part.Name != name || (ofNamespace is not null && part.Namespace != ofNamespace)) continue;
            if (parts.Count(other => other.Rule == part) < part.Most) return part;
            found ??= part;
        }

        return found;
    }
}

/// <summary>A CDS message: its meta data with what it brings inside.</summary>
/// <param name="IsQualified">Its names bear the namespaces of the schema; HMRC's gateway gives notifications without them too.</param>
internal sealed record CustomsMessage(Field MetaData, bool IsQualified)
{
    public Field? Declaration => MetaData.First("Declaration");

    public IEnumerable<Field> Responses => MetaData.All("Response");
}
