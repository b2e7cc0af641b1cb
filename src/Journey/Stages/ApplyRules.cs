using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;

namespace Entrepot.Journey.Stages;

/// <summary>The merchant's own if-then rules: hold, tag, choose warehouses, strategy and service, go first.</summary>
internal sealed class ApplyRules(IRuleBook ruleBook) : IJourneyStage
{
    public string Name => "rules";

    public async ValueTask RunAsync(OrderBatch batch, CancellationToken ct)
    {
        var rules = await ruleBook.CurrentAsync(ct);
        foreach (var order in batch.Moving())
        {
            var outcome = rules.Evaluate(Facts(order, batch));
            order.Rules = outcome;
            if (!IsHeld(order, outcome)) order.Passed(outcome.Hold is null ? outcome.Trace : outcome.Trace with { Outcome = "matched" }); // All its holds were let pass.
        }
    }

    /// <summary>Holds for the first reason that nobody has let pass; one that was waived does not hide the next.</summary>
    private bool IsHeld(Traveller order, RuleOutcome outcome)
    {
        foreach (var reason in outcome.Holds)
            if (order.Hold(Name, reason, outcome.Trace)) return true;
        return false;
    }

    private static RuleFacts Facts(Traveller order, OrderBatch batch)
    {
        var content = order.Content;
        var total = content.PaidMinor();
        var lines = new List<RuleLine>(order.Pieces.Count);
        long weight = 0;
        foreach (var piece in order.Pieces)
        {
            weight += piece.Product.WeightGrams * piece.Quantity;
            lines.Add(new(piece.Product.Sku, piece.Product.Category, piece.Quantity, piece.AmountMinor, piece.Product.Battery != BatteryKind.None,
                piece.Product.IsAlcohol, piece.Product.IsLiquid, piece.Product.HsCode, piece.Product.Origin));
        }

        return new()
        {
            Channel = order.Order.Channel.Code,
            ChannelKind = order.Order.Channel.Kind,
            Currency = content.Currency,
            TotalMinor = total,
            TotalBaseMinor = batch.Fx.Convert(new(total, content.Currency), batch.BaseCurrency).Value.Minor, // The check has made sure of a rate.
            ShipTo = content.ShipTo,
            BuyerName = content.ShipTo.Name,
            BuyerEmail = content.ShipTo.Email,
            BuyerNote = content.BuyerNote,
            Payment = content.Payment,
            Tags = content.Tags,
            WeightGrams = weight,
            Lines = lines,
        };
    }
}
