using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

internal enum LimitOn { Goods, Cif, Unit }

internal enum DutyKind { None, Tariff, FlatPerLine, FlatRate }

internal enum TaxKind { None, AtSale, AtImport, Inside }

internal enum TaxBase { CifAndDuty, GoodsAndDuty, GoodsPlusTenPercentAndDuty }

/// <summary>Who buys, and who collected the tax.</summary>
internal enum RegimeFor { Anyone, Ioss, TaxCollected, Consumer, Business }

/// <summary>How a consignment is cleared: one row of <c>Rules/regimes.tsv</c>, with its conditions and its recipe.</summary>
internal sealed record Regime
{
    public required string Destination { get; init; }
    public required string Name { get; init; }
    public required string[] ShipFrom { get; init; }
    public required RegimeFor For { get; init; }
    public required string Currency { get; init; }
    public required long? AboveMinor { get; init; }
    public required long? UpToMinor { get; init; }
    public required LimitOn LimitOn { get; init; }
    public required HsDigits[] ExceptHs { get; init; }
    public required string[] ExceptOrigins { get; init; }
    public required DutyKind Duty { get; init; }

    /// <summary>Minor units a declaration line, or parts per million of the duty base.</summary>
    public required long DutyAmount { get; init; }

    /// <summary>Minor units taken off a duty at a flat rate.</summary>
    public required long DutyDeduction { get; init; }

    /// <summary>Lines are told apart by the whole code and the origin, not by six digits only.</summary>
    public required bool LinesByFullCodeAndOrigin { get; init; }
    public required bool DutyOnCif { get; init; }
    public required TaxKind Tax { get; init; }
    public required TaxBase TaxBase { get; init; }
    public required long TaxWaivedUpToMinor { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required TraceSource Source { get; init; }
    public RuleCitation Citation => new(Name, Source, To);

    /// <summary>The value limits in words, for traces.</summary>
    public Sentence Limits => limits ??= Describe();

    private Sentence? limits;

    private Sentence Describe()
    {
        var what = LimitOn switch { LimitOn.Goods => (Sentence)"of goods", LimitOn.Cif => "of goods, freight and insurance", _ => "a piece" };
        return (AboveMinor, UpToMinor) switch
        {
            ({ } above, { } upTo) => (Sentence)$"above {new Money(above, Currency)} up to {new Money(upTo, Currency)} {what}",
            ({ } above, null) => $"above {new Money(above, Currency)} {what}",
            (null, { } upTo) => $"up to {new Money(upTo, Currency)} {what}",
            _ => "of any value",
        };
    }
}
