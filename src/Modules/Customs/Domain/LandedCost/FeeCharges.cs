using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>Adds the fees at import that are in force for the destination, its customs union and the regime.</summary>
internal static class FeeCharges
{
    public static Problem? Add(QuoteDraft draft)
    {
        foreach (var fee in draft.Rules.Fees)
        {
            if (fee.Destination != draft.Request.ShipTo && fee.Destination != draft.Rules.Territory) continue;
            if (!fee.IsIn(draft.Regime.Name, draft.Request.On)) continue;
            if (Add(draft, fee) is { } problem) return problem;
        }

        return null;
    }

    private static Problem? Add(QuoteDraft draft, FeeRule fee)
    {
        if (fee.Per == FeePer.Value) return AddByValue(draft, fee);

        var count = fee.Per == FeePer.DeclarationLine ? draft.DeclarationLines.Lines.Count : 1;
        var converted = draft.Convert(fee.Amount * count, fee.Currency);
        if (converted.Problem is { } problem) return problem;

        var (each, total) = (new Money(fee.Amount, fee.Currency), new Money(converted.Value, draft.Currency));
        draft.AddFee(converted.Value, fee.Per == FeePer.DeclarationLine
            ? (Sentence)$"{fee.Words}: {each} × {count} declaration line(s) = {total}"
            : $"{fee.Words}: {each} a consignment = {total}", fee.Citation);
        return null;
    }

    private static Problem? AddByValue(QuoteDraft draft, FeeRule fee)
    {
        var min = draft.Convert(fee.Min ?? 0, fee.Currency);
        if (min.Problem is { } problem) return problem;
        var max = fee.Max is { } most ? draft.Convert(most, fee.Currency) : long.MaxValue;
        if (max.Problem is { } other) return other;

        var amount = Math.Clamp(Rounding.OfPpm(draft.Consignment.Goods, fee.Amount), min.Value, max.Value);
        draft.AddFee(amount, max.Value == long.MaxValue
            ? (Sentence)$"{fee.Words}: {new Percentage(fee.Amount)} of {new Figure(draft.Consignment.Goods, draft.Currency)}, at least {new Figure(min.Value, draft.Currency)} = {new Money(amount, draft.Currency)}"
            : $"{fee.Words}: {new Percentage(fee.Amount)} of {new Figure(draft.Consignment.Goods, draft.Currency)}, at least {new Figure(min.Value, draft.Currency)}, at most {new Figure(max.Value, draft.Currency)} = {new Money(amount, draft.Currency)}", fee.Citation);
        return null;
    }
}
