using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>Between a checkout's words and the calculator's: decimal amounts become minor units, and figures stand with their lines.</summary>
internal static class QuoteShape
{
    /// <summary>A declaration has at most 999 items.</summary>
    private const int LinesMax = 999;

    /// <summary>Beyond these nobody trades by parcel, and every sum stays far inside 64 bits.</summary>
    private const decimal AmountMax = 1_000_000_000m;
    private const long QuantityMax = 10_000_000;
    private const decimal GramsMax = 1_000_000_000m;

    public static Result<LandedCostRequest> Request(QuoteRequest quote, DateOnly on, FxTable fx)
    {
        if (quote.Destination.Length == 0) return TariffProblems.BadQuote("destination", "Where do the goods go? Give the country of delivery.");
        if (quote.ShipFrom.Length == 0) return TariffProblems.BadQuote("shipFrom", "Where do the goods leave from? Give the country.");
        if (!Currencies.IsKnown(quote.Currency)) return TariffProblems.BadQuote("currency", $"'{quote.Currency}' is not a currency of ISO 4217.");
        if (Incoterms(quote.Incoterm) is not { } incoterm) return TariffProblems.BadQuote("incoterm", $"'{quote.Incoterm}' is not DDP, DAP or FCA.");
        if (quote.Lines.Count is 0 or > LinesMax) return TariffProblems.BadQuote("lines", "A quote has 1 to 999 lines.");
        if (Minor(quote.Shipping, quote.Currency) is not { } shipping || Minor(quote.Insurance, quote.Currency) is not { } insurance) return TariffProblems.BadQuote("shipping", "Shipping and insurance are amounts from 0 to 1,000,000,000.");

        var lines = new LandedCostLine[quote.Lines.Count];
        for (var i = 0; i < lines.Length; i++)
        {
            var read = Line(quote.Lines[i], i, quote.Currency);
            if (read.Problem is { } problem) return problem;
            lines[i] = read.Value;
        }

        return new LandedCostRequest(
            quote.Reference, on, quote.ShipFrom.ToUpperInvariant(), quote.Destination.ToUpperInvariant(), quote.Province, incoterm, quote.Currency, lines, shipping, insurance, fx,
            quote.IossNumber, quote.TaxCollectedByChannel, quote.BuyerIsBusiness);
    }

    public static QuoteAnswer Answer(QuoteRequest quote, LandedCostRequest request, LandedCostQuote found)
    {
        var scale = Currencies.Scale(request.Currency);
        var goods = 0L;
        foreach (var line in request.Lines) goods += line.AmountMinor;
        var due = found.Total.Minor;
        return new(
            null, quote.Reference, request.On, found.Regime, request.Currency, goods / scale, request.FreightMinor / scale, request.InsuranceMinor / scale,
            found.Duty.ToDecimal(), found.ImportTax.ToDecimal(), found.Fees.ToDecimal(), due / scale, (goods + request.FreightMinor + request.InsuranceMinor + due) / scale,
            [.. request.Lines.Select((line, i) => Line(quote.Lines[i], line, found.Charges, scale))],
            [.. found.Charges.Where(charge => charge.LineId is null).Select(Charge)],
            [.. found.Trace.Alternatives.Select(other => new QuoteAlternative(other.Name, other.Value, other.Note, other.Chosen))],
            found.Trace.Detail, request.Fx.Day, request.Fx.Source, null, null, null);
    }

    public static QuoteAnswer Refusal(QuoteRequest quote, DateOnly on, FxTable fx, Problem problem) => new(
        null, quote.Reference, on, "", quote.Currency, 0, 0, 0, 0, 0, 0, 0, 0, [], [], [], problem.Message, fx.Day, fx.Source, null, null, new(problem.Code, problem.Message, problem.Field));

    private static Result<LandedCostLine> Line(QuoteLine line, int place, string currency)
    {
        var field = $"lines[{place}]";
        if (line.Quantity is < 1 or > QuantityMax) return TariffProblems.BadQuote($"{field}.quantity", $"Line {place + 1}: the quantity is a whole number from 1 to 10,000,000.");
        if (line.UnitPrice is < 0 or > AmountMax || Minor(line.UnitPrice * line.Quantity, currency) is not { } amount) return TariffProblems.BadQuote($"{field}.unitPrice", $"Line {place + 1}: the price of a piece is from 0 to 1,000,000,000, and so is the line's value.");
        if (line.WeightGrams is < 0 or > GramsMax || line.WeightGrams * line.Quantity > GramsMax) return TariffProblems.BadQuote($"{field}.weightGrams", $"Line {place + 1}: the weight is from 0 to 1,000,000,000 g.");
        foreach (var (unit, number) in line.Quantities)
            if (number is < 0 or > AmountMax) return TariffProblems.BadQuote($"{field}.quantities", $"Line {place + 1}: the quantity '{unit}' is from 0 to 1,000,000,000.");

        return new LandedCostLine(
            line.Id == 0 ? place + 1 : line.Id, line.HsCode, line.Origin.ToUpperInvariant(), line.Description, line.Quantity, amount, (long)decimal.Round(line.WeightGrams * line.Quantity, MidpointRounding.ToEven))
        {
            Program = line.Program,
            Quantities = line.Quantities.Count == 0 ? [] : [.. line.Quantities.Select(count => new GoodsQuantity(count.Key, (long)decimal.Round(count.Value * 1_000m, MidpointRounding.ToEven)))],
        };
    }

    private static QuoteAnswerLine Line(QuoteLine asked, LandedCostLine line, IReadOnlyList<LandedCostCharge> charges, decimal scale)
    {
        var own = new List<QuoteCharge>();
        var (duty, tax) = (0L, 0L);
        foreach (var charge in charges)
        {
            if (charge.LineId != line.LineId) continue;
            if (charge.Kind == QuoteDraft.ImportTax) tax += charge.Amount.Minor;
            else duty += charge.Amount.Minor;
            own.Add(Charge(charge));
        }

        return new(line.LineId, asked.Description, line.HsCode, line.Origin, line.AmountMinor / scale, duty / scale, tax / scale, own);
    }

    private static QuoteCharge Charge(LandedCostCharge charge) => new(
        charge.Kind, charge.Amount.ToDecimal(), charge.RuleId, charge.Source.Rule, charge.Explanation, charge.Source.Source, Confidence(charge.Source.Source), charge.Source.ValidFrom, charge.ValidTo);

    /// <summary>Sources end with their mark; an imported file is the authority's own.</summary>
    private static string Confidence(string source) =>
        source.EndsWith("[R]", StringComparison.Ordinal) ? "recalled" : source.EndsWith("[V2]", StringComparison.Ordinal) ? "secondary" : "official";

    /// <summary>Half even to the minor unit; null outside of what is taken.</summary>
    private static long? Minor(decimal amount, string currency) => amount is < 0 or > AmountMax ? null : (long)decimal.Round(amount * Currencies.Scale(currency), MidpointRounding.ToEven);

    private static Incoterm? Incoterms(string text) => text.ToUpperInvariant() switch
    {
        "DDP" => Incoterm.Ddp,
        "DAP" or "DDU" => Incoterm.Dap,
        "FCA" => Incoterm.Fca,
        _ => null,
    };
}
