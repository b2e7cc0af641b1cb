using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <summary>A basket or an order whose landed cost is wanted, as a checkout writes it. Amounts in units of the currency, such as 12.50.</summary>
public sealed record QuoteRequest
{
    /// <summary>Of the caller's own; comes back with the answer.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Country of delivery, ISO alpha-2; <see cref="Province"/> where a part of it is another customs territory or has its own tax.</summary>
    public string Destination { get; init; } = "";
    public string Province { get; init; } = "";

    /// <summary>Country the goods leave from, ISO alpha-2.</summary>
    public string ShipFrom { get; init; } = "";

    /// <summary>ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary><c>DDP</c>, <c>DAP</c> or <c>FCA</c>: who pays what is due at import.</summary>
    public string Incoterm { get; init; } = "DDP";
    public decimal Shipping { get; init; }
    public decimal Insurance { get; init; }

    /// <summary>The day whose law applies; null for today.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Set where VAT is collected with the price under the EU import one-stop shop.</summary>
    public string? IossNumber { get; init; }
    public bool TaxCollectedByChannel { get; init; }
    public bool BuyerIsBusiness { get; init; }
    public IReadOnlyList<QuoteLine> Lines { get; init; } = [];
}

/// <summary>Goods of one kind.</summary>
public sealed record QuoteLine
{
    /// <summary>Zero takes the line's place, from 1.</summary>
    public long Id { get; init; }
    public string Description { get; init; } = "";

    /// <summary>6 to 10 digits, with or without dots; more than six are the destination's own.</summary>
    public string HsCode { get; init; } = "";

    /// <summary>Where the goods were made, ISO alpha-2.</summary>
    public string Origin { get; init; } = "";
    public long Quantity { get; init; } = 1;

    /// <summary>Of one piece, without tax and transport.</summary>
    public decimal UnitPrice { get; init; }

    /// <summary>Net, of one piece.</summary>
    public decimal WeightGrams { get; init; }

    /// <summary>The trade program whose proof of origin stands (<c>S</c> for USMCA, <c>KR</c>); null pays the general rate.</summary>
    public string? Program { get; init; }

    /// <summary>Of the whole line, what a tariff may count besides pieces and kilograms: <c>{"litre": 1.5}</c>.</summary>
    public IReadOnlyDictionary<string, decimal> Quantities { get; init; } = new Dictionary<string, decimal>();
}

/// <summary>What is due at import, itemised. Where it is refused, <see cref="Problem"/> says why and every figure is zero.</summary>
/// <param name="Id">Set where the quote is kept: it is honoured until <paramref name="ValidUntil"/> (UTC).</param>
/// <param name="Regime">How it is cleared: <c>domestic</c>, <c>eu-ioss</c>, <c>us-informal</c>, …</param>
/// <param name="Goods">Without transport and tax.</param>
/// <param name="DueAtImport">Duty, import tax and fees.</param>
/// <param name="LandedTotal">All together: goods, shipping, insurance and what is due at import.</param>
/// <param name="Charges">Of the consignment as a whole; those of a line stand with it. Lines and consignment add up to the totals.</param>
public sealed record QuoteAnswer(
    string? Id, string Reference, DateOnly Date, string Regime, string Currency, decimal Goods, decimal Shipping, decimal Insurance, decimal Duty, decimal ImportTax, decimal Fees,
    decimal DueAtImport, decimal LandedTotal, IReadOnlyList<QuoteAnswerLine> Lines, IReadOnlyList<QuoteCharge> Charges, IReadOnlyList<QuoteAlternative> Considered,
    Sentence Explanation, DateOnly ExchangeRatesOf, string ExchangeRatesBy, DateTime? MadeAt, DateTime? ValidUntil, QuoteProblem? Problem);

public sealed record QuoteAnswerLine(long Id, string Description, string HsCode, string Origin, decimal Goods, decimal Duty, decimal ImportTax, IReadOnlyList<QuoteCharge> Charges);

/// <param name="Kind"><c>duty</c>, <c>additional-duty</c>, <c>import-tax</c> or <c>fee</c>.</param>
/// <param name="Confidence"><c>official</c>: read in the authority's own text or file; <c>secondary</c>: read elsewhere; <c>recalled</c>: not checked.</param>
/// <param name="ValidTo">Null where no last day is known.</param>
public sealed record QuoteCharge(string Kind, decimal Amount, string RuleId, Sentence Rule, Sentence Explanation, string Source, string Confidence, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <summary>Another way of clearing the goods, and why it does not fit.</summary>
public sealed record QuoteAlternative(string Regime, Sentence Limits, Sentence Note, bool IsChosen);

public sealed record QuoteProblem(string Code, Sentence Message, string? Field);

/// <summary>Landed cost for checkouts and orders.</summary>
public interface IQuotes
{
    /// <summary>Answers in the same order; at most 512 at once. A request that cannot be quoted is refused in its own answer.</summary>
    /// <param name="on">The day whose law applies to all of them; null for each request's own. Exchange rates are those of that day, or of today for a day to come.</param>
    /// <param name="keep">Stores each answer for <see cref="FindAsync"/>; it is honoured for a week.</param>
    Task<IReadOnlyList<QuoteAnswer>> QuoteAsync(IReadOnlyList<QuoteRequest> requests, DateOnly? on, bool keep, CancellationToken ct);

    /// <summary>The same basket under the law of several days, all at today's exchange rates: only the law differs.</summary>
    Task<IReadOnlyList<QuoteAnswer>> CompareAsync(QuoteRequest request, IReadOnlyList<DateOnly> days, CancellationToken ct);

    /// <summary>A kept quote as it was given, whatever changed since.</summary>
    /// <returns>Refused with <c>customs.no_quote</c> where there is none, and with <c>customs.quote_expired</c> after its last moment.</returns>
    Task<Result<QuoteAnswer>> FindAsync(string id, CancellationToken ct);
}

/// <summary>Exchange rates, told by whoever keeps them.</summary>
public interface IQuoteExchange
{
    /// <summary>The latest rates published on or before the day.</summary>
    Task<FxTable> AsOfAsync(DateOnly day, CancellationToken ct);
}
