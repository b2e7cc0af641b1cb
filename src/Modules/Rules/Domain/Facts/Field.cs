namespace Entrepot.Rules.Domain.Facts;

/// <summary>A fact that a condition may ask, and how to get it; null where the order does not have it.</summary>
/// <param name="IsPersonal">Its value does not go into traces, which are kept longer than addresses.</param>
internal abstract record Field<T>(string Name, bool IsPersonal = false)
{
    /// <summary>The names of its operators, in the order in which a form shows them.</summary>
    public abstract IReadOnlyList<string> Operators { get; }

    /// <summary>Whether the order has it.</summary>
    public abstract bool Has(T facts);
}

/// <summary>What else is known about a text: a country has groups, a postcode ranges.</summary>
internal enum TextKind { Plain, Country, Postcode }

internal sealed record TextField<T>(string Name, Func<T, string?> Get, bool IsPersonal = false, TextKind Kind = TextKind.Plain) : Field<T>(Name, IsPersonal)
{
    private static readonly string[] OfText = ["eq", "ne", "in", "not_in", "contains", "contains_any", "starts_with", "ends_with", "matches", "is_empty", "in_list", "not_in_list"];

    public override IReadOnlyList<string> Operators => Kind switch
    {
        TextKind.Country => ["in_group", "not_in_group", .. OfText],
        TextKind.Postcode => ["postcode_in", .. OfText],
        _ => OfText,
    };

    public override bool Has(T facts) => Get(facts) is not null;
}

/// <summary>In what a number is measured; a form writes amounts and weights as people do.</summary>
internal enum NumberUnit { Count, Minor, BaseMinor, Grams, Hours, Percent }

internal sealed record NumberField<T>(string Name, Func<T, long?> Get, NumberUnit Unit = NumberUnit.Count) : Field<T>(Name)
{
    public override IReadOnlyList<string> Operators { get; } = ["eq", "ne", "gt", "gte", "lt", "lte", "between", "in"];

    public override bool Has(T facts) => Get(facts) is not null;
}

internal sealed record FlagField<T>(string Name, Func<T, bool?> Get) : Field<T>(Name)
{
    public override IReadOnlyList<string> Operators { get; } = ["eq", "ne"];

    public override bool Has(T facts) => Get(facts) is not null;
}

internal sealed record ListField<T>(string Name, Func<T, IReadOnlyList<string>?> Get) : Field<T>(Name)
{
    public override IReadOnlyList<string> Operators { get; } = ["contains", "in", "not_in", "is_empty"];

    public override bool Has(T facts) => Get(facts) is not null;
}

/// <summary>A field with a fixed set of words, such as the state of the payment.</summary>
internal sealed record ChoiceField<T>(string Name, Func<T, string?> Get, IReadOnlyList<string> Choices) : Field<T>(Name)
{
    public override IReadOnlyList<string> Operators { get; } = ["eq", "ne", "in", "not_in"];

    public override bool Has(T facts) => Get(facts) is not null;
}

/// <summary>A moment, UTC.</summary>
internal sealed record TimeField<T>(string Name, Func<T, DateTime?> Get) : Field<T>(Name)
{
    public override IReadOnlyList<string> Operators { get; } = ["before", "after", "between", "weekdays", "hours"];

    public override bool Has(T facts) => Get(facts) is not null;
}
