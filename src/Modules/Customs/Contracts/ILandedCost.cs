using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <summary>One consignment whose duty, import tax and fees are wanted.</summary>
/// <param name="On">The day whose law applies: the expected day of import.</param>
/// <param name="ShipFrom">Country the goods leave from, ISO alpha-2.</param>
/// <param name="Fx">Rates to compare values with thresholds of other currencies.</param>
/// <param name="IossNumber">Set when VAT was collected at the point of sale under the EU import one-stop shop.</param>
/// <param name="TaxCollectedByChannel">A marketplace collected the tax (UK ≤ £135, US marketplace facilitator, …).</param>
public sealed record LandedCostRequest(
    string Reference, DateOnly On, string ShipFrom, string ShipTo, string Province, Incoterm Incoterm, string Currency,
    IReadOnlyList<LandedCostLine> Lines, long FreightMinor, long InsuranceMinor, FxTable Fx,
    string? IossNumber, bool TaxCollectedByChannel, bool BuyerIsBusiness);

/// <param name="HsCode">Of the destination's tariff: 8 to 10 digits where a line of it was chosen, else the six world-wide ones.</param>
/// <param name="AmountMinor">Value of the whole line in the request's currency, ex tax and transport (the intrinsic value).</param>
/// <param name="WeightGrams">Net, of the whole line.</param>
public sealed record LandedCostLine(long LineId, string HsCode, string Origin, string Description, long Quantity, long AmountMinor, long WeightGrams)
{
    /// <summary>The trade program whose proof of origin stands, by its symbol in the destination's tariff (<c>KR</c>, <c>S</c>); null pays the general rate.</summary>
    public string? Program { get; init; }

    /// <summary>What a tariff may count besides pieces and kilograms: litres, square metres, the value of a part. Asked for by name where it is missing.</summary>
    public IReadOnlyList<GoodsQuantity> Quantities { get; init; } = [];
}

/// <param name="Unit">As the refusal names it: <c>litre</c>, <c>square metre</c>, <c>kg on drained weight</c>, <c>value of the case</c>.</param>
/// <param name="Milli">Thousandths of it; of a value, thousandths of the request's currency.</param>
public sealed record GoodsQuantity(string Unit, long Milli);

/// <summary>What arrives on top of the goods' price, in the request's currency, and how each figure came about.</summary>
/// <param name="Regime">How it is cleared: <c>domestic</c>, <c>eu-ioss</c>, <c>eu-standard</c>, <c>gb-135</c>, <c>us-informal</c>, …</param>
public sealed record LandedCostQuote(
    string Regime, Money Duty, Money ImportTax, Money Fees, IReadOnlyList<LandedCostCharge> Charges, TraceEntry Trace)
{
    public Money Total => Duty + ImportTax + Fees;
}

/// <summary>One figure: duty, tax or fee on one line (or on the consignment when <paramref name="LineId"/> is null), with the rule behind it.</summary>
/// <param name="RuleId">Which rule: a table with its code, an imported edition's line and column, a heading of chapter 99, a regime.</param>
/// <param name="ValidTo">The rule's last day; null where none is known.</param>
public sealed record LandedCostCharge(string Kind, long? LineId, Money Amount, Sentence Explanation, TraceSource Source, string RuleId, DateOnly? ValidTo);

/// <summary>What goods cost at their destination: duty, import tax and fees of one consignment each. In memory, no I/O.</summary>
public interface ILandedCost
{
    /// <summary>
    /// Answers in the same order. Refused, never guessed, where a rate or a classification is missing (<c>customs.no_rate</c>, <c>customs.unclassified</c>, <c>customs.quantity_needed</c>)
    /// or the lines under a code differ in their rates (<c>customs.tariff_line_needed</c>).
    /// The same goods (one list of lines) from several countries, asked one after the other, cost little more than from one.
    /// </summary>
    IReadOnlyList<Result<LandedCostQuote>> Quote(IReadOnlyList<LandedCostRequest> requests);
}
