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
        var available = rules.Asks("lines.available") ? await AvailableAsync(moving, ct) : null;
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

    /// <summary>What is free to sell of the batch's products, in all warehouses. One read: orders of one batch do not see each other.</summary>
    private async Task<Dictionary<ProductId, long>> AvailableAsync(List<Traveller> moving, CancellationToken ct)
    {
        var products = moving.SelectMany(order => order.Pieces).Select(piece => piece.Product.Id).Distinct().ToList();
        var available = products.ToDictionary(product => product, _ => 0L);
        foreach (var level in await stock.LevelsAsync(products, ct)) available[level.Product] += level.Available;
        return available;
    }

    /// <summary>Holds for the first reason that nobody has let pass; one that was waived does not hide the next.</summary>
    private bool IsHeld(Traveller order, RuleOutcome outcome)
    {
        foreach (var reason in outcome.Holds)
            if (order.Hold(Name, reason, outcome.Trace)) return true;
        return false;
    }
}
