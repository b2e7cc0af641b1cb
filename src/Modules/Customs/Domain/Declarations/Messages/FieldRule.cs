using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Messages;

/// <summary>One place of a message: its element, what may stand there, and the names people know it by.</summary>
/// <param name="Path">From the message down: <c>Declaration/GoodsShipment/Importer/ID</c>.</param>
/// <param name="Most">How often it may stand beside its like; <see cref="int.MaxValue"/> without limit.</param>
/// <param name="WcoId">In the WCO data model; amendments and errors point at fields by it.</param>
/// <param name="Title">In the WCO data model.</param>
internal sealed record FieldRule(string Path, string Namespace, FieldKind Kind, FieldFormat Format, int Least, int Most, string WcoId, DataElementRule DataElement, string Title)
{
    private readonly List<FieldRule> parts = [];

    /// <summary>The element's name without its namespace.</summary>
    public string Name { get; } = Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>What may stand inside, in the order of the schema.</summary>
    public IReadOnlyList<FieldRule> Parts => parts;

    public bool IsGroup => Kind is FieldKind.Group or FieldKind.Date;

    /// <summary>The one attribute that qualifies a value of this kind.</summary>
    public string? Qualifier => Kind switch
    {
        FieldKind.Amount => "currencyID",
        FieldKind.Measure or FieldKind.Quantity => "unitCode",
        FieldKind.Moment => "formatCode",
        FieldKind.Text => "languageID",
        FieldKind.Code => "listID",
        FieldKind.Id => "schemeID",
        _ => null,
    };

    public int PlaceOf(FieldRule part) => parts.IndexOf(part);

    /// <summary>Only while the shape is read.</summary>
    public void Hold(FieldRule part) => parts.Add(part);

    public bool Equals(FieldRule? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
}

/// <summary>
/// The data element a field answers: <c>6/14 IdentificationTypeCode=TRC:6/15</c> is 6/15 where the field beside it with that
/// name is TRC, and 6/14 otherwise.
/// </summary>
internal sealed record DataElementRule(string Usual, IReadOnlyList<(string Sibling, string Value, string Number)> Others)
{
    public static DataElementRule Read(string text)
    {
        if (text == RuleText.None) return new("", []);

        var words = text.Split(' ');
        return new(words[0], [.. words.Skip(1).Select(word => word.Split('=', ':')).Select(parts => (parts[0], parts[1], parts[2]))]);
    }

    public string In(Field group)
    {
        foreach (var (sibling, value, number) in Others)
            if ((group[sibling] ?? "") == value) return number;
        return Usual;
    }
}
