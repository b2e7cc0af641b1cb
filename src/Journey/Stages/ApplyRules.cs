using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Rules.Contracts;

namespace Entrepot.Journey.Stages;

/// <summary>The merchant's own if-then rules: hold, tag, choose warehouses, strategy and service, go first.</summary>
internal sealed class ApplyRules(IRuleBook ruleBook, IStock stock, IOrderBook book) : IJourneyStage
{
    public string Name => "rules";

    public async ValueTask RunAsync(OrderBatch batch, CancellationToken ct)
    {
        var rules = await ruleBook.CurrentAsync(ct);
        var moving = batch.Moving();
        var available = rules.Asks("lines.available") ? await stock.AvailableAsync(moving, ct) : null;
        var asksCost = rules.Asks("lines.cost_base_minor") || rules.Asks("cost_base_minor") || rules.Asks("margin_percent");
        foreach (var order in moving)
        {
            var lines = OrderFacts.Lines(order.Pieces, batch, asksCost, available);
            var outcome = rules.Evaluate(OrderFacts.Of(order.Content, order.Order.Channel, lines, batch.Fx, batch.BaseCurrency, batch.Now));
            order.Rules = outcome;
            if (outcome.Notes.Count > 0) book.Note([.. outcome.Notes.Select(note => (order.Order.Id, "noted_by_rule", (Sentence)$"{note}"))], batch.Now);
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
}
