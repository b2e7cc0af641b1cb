using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>A quote while it is being worked out: the charges so far, and the duty that each line bears as part of the tax base.</summary>
internal sealed class QuoteDraft(Consignment consignment, DestinationRules rules, Regime regime)
{
    public const string ImportTax = "import-tax";

    private readonly List<LandedCostCharge> charges = new(consignment.Hs.Length * 2);
    private readonly List<TraceSource> sources = [regime.Source];
    private DeclarationLines? declarationLines;
    private long duty;
    private long tax;
    private long fees;

    public Consignment Consignment => consignment;
    public LandedCostRequest Request => consignment.Request;
    public DestinationRules Rules => rules;
    public Regime Regime => regime;
    public string Currency => Request.Currency;

    /// <summary>The imported edition of the destination's tariff on that day; null where none was.</summary>
    public TariffEdition? Edition { get; } = rules.Imported.At(rules.Territory, consignment.Request.On);
    public long[] DutyByLine { get; } = new long[consignment.Hs.Length];
    public long Tax => tax;
    public long Duty => duty;
    public DeclarationLines DeclarationLines => declarationLines ??= new DeclarationLines(consignment, regime.LinesByFullCodeAndOrigin);

    public void AddDuty(string kind, long? lineId, long minor, Sentence explanation, in RuleCitation rule)
    {
        duty = checked(duty + minor);
        Add(kind, lineId, minor, explanation, rule);
    }

    public void AddTax(long? lineId, long minor, Sentence explanation, in RuleCitation rule)
    {
        tax = checked(tax + minor);
        Add(ImportTax, lineId, minor, explanation, rule);
    }

    public void AddFee(long minor, Sentence explanation, in RuleCitation rule)
    {
        fees = checked(fees + minor);
        Add("fee", null, minor, explanation, rule);
    }

    /// <summary>Takes the import tax back where the law waives so small an amount.</summary>
    public void WaiveTax(Sentence explanation)
    {
        charges.RemoveAll(charge => charge.Kind == ImportTax);
        tax = 0;
        AddTax(null, 0, explanation, regime.Citation);
    }

    /// <summary>Takes the duty back where the law waives so small an amount, and no tax stands beside it.</summary>
    public void WaiveDuty(Sentence explanation)
    {
        charges.RemoveAll(charge => charge.Kind is not (ImportTax or "fee"));
        duty = 0;
        Array.Clear(DutyByLine);
        AddDuty("duty", null, 0, explanation, regime.Citation);
    }

    public Result<long> Convert(long minor, string currency)
    {
        if (currency == Currency) return minor;
        var converted = Request.Fx.Convert(new Money(minor, currency), Currency);
        return converted.Problem is { } problem ? problem : converted.Value.Minor;
    }

    public LandedCostQuote Finish(List<TraceAlternative> passedOver)
    {
        var who = Request.Incoterm switch
        {
            Incoterm.Ddp => (Sentence)"DDP: the seller pays what is due at import.",
            Incoterm.Dap => "DAP: the buyer pays what is due at import.",
            _ => "FCA: the buyer's carrier clears the goods and the buyer pays what is due at import.",
        };
        Sentence detail = $"{new Money(consignment.Goods, Currency)} of goods, cleared as {regime.Name}: duty {new Money(duty, Currency)}, import tax {new Money(tax, Currency)}, fees {new Money(fees, Currency)}. {who} {Notes(rules, Request.On)}";
        passedOver.Add(new TraceAlternative(regime.Name, regime.Limits, "The first rule that fits.", true));
        return new LandedCostQuote(regime.Name, new Money(duty, Currency), new Money(tax, Currency), new Money(fees, Currency), charges,
            new TraceEntry("landed-cost", regime.Name, detail) { Figures = charges.ConvertAll(charge => charge.Explanation), Alternatives = passedOver, Sources = sources });
    }

    public static Sentence Notes(DestinationRules rules, DateOnly on)
    {
        List<Sentence>? said = null;
        foreach (var note in rules.Notes)
            if (note.From <= on && on <= note.To) (said ??= []).Add(note.Text);
        return said is null ? Sentence.Empty : Sentence.Join(" ", said);
    }

    private void Add(string kind, long? lineId, long minor, Sentence explanation, in RuleCitation rule)
    {
        charges.Add(new LandedCostCharge(kind, lineId, new Money(minor, Currency), explanation, rule.Source, rule.Id, rule.To == DateOnly.MaxValue ? null : rule.To));
        foreach (var known in sources)
            if (ReferenceEquals(known, rule.Source)) return;
        sources.Add(rule.Source);
    }
}
