using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>A part of a value as a tariff writes it, exactly: 33 1/3 % is one third.</summary>
internal readonly record struct Share(long Numerator, long Denominator)
{
    /// <summary>Rounded half up to the minor unit.</summary>
    public long Of(long minor) => Rounding.DivideHalfUp((Int128)minor * Numerator, Denominator);

    /// <summary>Rounded half up to the millionth, for pages and lists.</summary>
    public long Ppm => Rounding.DivideHalfUp((Int128)1_000_000 * Numerator, Denominator);
}

/// <summary>How a duty is reckoned, read from a tariff's own words.</summary>
internal abstract record DutyFormula
{
    private DutyFormula()
    {
    }

    public sealed record Free : DutyFormula;

    /// <param name="Part">Null for the customs value; else the part of the goods whose value is meant, such as <c>the case</c>.</param>
    public sealed record AdValorem(Share Share, string? Part) : DutyFormula;

    /// <param name="Nano">Billionths of the tariff's currency for <paramref name="Per"/> units.</param>
    /// <param name="Unit">What is counted: <c>kg</c>, <c>piece</c>, <c>litre</c>, or by its name what only this tariff line counts.</param>
    public sealed record Specific(long Nano, long Per, string Unit) : DutyFormula;

    public sealed record Sum(IReadOnlyList<DutyFormula> Parts) : DutyFormula;

    /// <summary>The higher of both, as in <c>but not less than</c>.</summary>
    public sealed record Higher(DutyFormula First, DutyFormula Second) : DutyFormula;

    public sealed record Lower(DutyFormula First, DutyFormula Second) : DutyFormula;

    /// <summary>On top of the duty that the goods' own line sets.</summary>
    public sealed record OnTop(DutyFormula Added) : DutyFormula;

    /// <summary>The tariff says what applies, but not as a figure of this line: a person looks.</summary>
    public sealed record Stated(Sentence Why) : DutyFormula;

    /// <summary>Words that are not understood; never reckoned with.</summary>
    public sealed record Unknown : DutyFormula;

    /// <summary>Whether it can be reckoned once the quantities that it counts are known.</summary>
    public bool IsComputed => this switch
    {
        Stated or Unknown => false,
        Sum sum => sum.Parts.All(part => part.IsComputed),
        Higher both => both.First.IsComputed && both.Second.IsComputed,
        Lower both => both.First.IsComputed && both.Second.IsComputed,
        OnTop top => top.Added.IsComputed,
        _ => true,
    };

    /// <summary>Why it cannot be reckoned; null where it can, or where nobody knows.</summary>
    public Sentence? Reason => this switch
    {
        Stated stated => stated.Why,
        OnTop top => top.Added.Reason,
        Higher both => both.First.Reason ?? both.Second.Reason,
        Lower both => both.First.Reason ?? both.Second.Reason,
        Sum sum => sum.Parts.Select(part => part.Reason).FirstOrDefault(reason => reason is not null),
        _ => null,
    };

    /// <summary>What has to be known of the goods besides their value, each once: units, and parts with a value of their own.</summary>
    public IReadOnlyList<string> Needs => [.. Leaves().Select(leaf => leaf switch
    {
        Specific specific => specific.Unit,
        AdValorem { Part: { } part } => ValueOf(part),
        _ => "",
    }).Where(need => need.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>The name under which a line tells what a part of its goods is worth.</summary>
    public static string ValueOf(string part) => $"value of {part}";

    private IEnumerable<DutyFormula> Leaves() => this switch
    {
        Sum sum => sum.Parts.SelectMany(part => part.Leaves()),
        Higher both => both.First.Leaves().Concat(both.Second.Leaves()),
        Lower both => both.First.Leaves().Concat(both.Second.Leaves()),
        OnTop top => top.Added.Leaves(),
        _ => [this],
    };
}
