using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey.Stages;

/// <summary>Works out duty, import tax and fees of each consignment. An order that cannot be quoted is held, not shipped on a guess.</summary>
internal sealed class QuoteLandedCost(ILandedCost landedCost, IGoodsRestrictions restrictions, ClassifyGoods classify) : IJourneyStage
{
    public string Name => "landed-cost";

    public ValueTask RunAsync(OrderBatch batch, CancellationToken ct)
    {
        var asked = new List<(Traveller Order, Part Part)>();
        foreach (var order in batch.Moving())
        {
            var checkedWhole = !order.Trace.Any(entry => entry.Stage == classify.Name && entry.Outcome == ClassifyGoods.Domestic);
            foreach (var part in order.Parts)
                if (order.IsMoving && (checkedWhole || !Crosses(part, order) || classify.Classify(order, part.Pieces, batch.Today)) && MayLeave(part, order, batch)) asked.Add((order, part));
        }

        asked.RemoveAll(pair => !pair.Order.IsMoving);
        var answers = Quote(asked, batch);
        for (var i = 0; i < asked.Count; i++)
        {
            var (order, part) = asked[i];
            if (!order.IsMoving) continue; // Another of its consignments has already stopped it.
            if (answers[i].Problem is { } problem) order.Hold(Name, problem);
            else
            {
                part.LandedCost = answers[i].Value;
                order.Passed(answers[i].Value.Trace);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Some goods may go there, but not from here: loose lithium cells leave a country by no aircraft.</summary>
    private bool MayLeave(Part part, Traveller order, OrderBatch batch)
    {
        if (!Crosses(part, order)) return true;
        var goods = new List<RestrictedGoods>(part.Pieces.Count);
        foreach (var piece in part.Pieces) goods.Add(ScreenOrder.Goods(piece.Product));
        return restrictions.Check([new(part.Warehouse.Address.Country, order.Content.ShipTo.Country, batch.Today, goods)])[0] is not { } stopped || !order.Hold(Name, stopped);
    }

    /// <summary>An order that leaves whole is not asked about again when its warehouses were compared by what customs takes.</summary>
    private Result<LandedCostQuote>[] Quote(List<(Traveller Order, Part Part)> asked, OrderBatch batch)
    {
        var answers = new Result<LandedCostQuote>[asked.Count];
        var open = new List<int>(asked.Count);
        var requests = new List<LandedCostRequest>(asked.Count);
        for (var i = 0; i < answers.Length; i++)
        {
            var (order, part) = asked[i];
            if (Known(order, part) is { } known)
            {
                answers[i] = known;
                continue;
            }

            open.Add(i);
            requests.Add(ImportRequest.Of(order, part.Warehouse.Address.Country, part.Pieces, part.ShippingMinor, batch));
        }

        var quoted = landedCost.Quote(requests);
        for (var i = 0; i < open.Count; i++) answers[open[i]] = quoted[i];
        return answers;
    }

    private static Result<LandedCostQuote>? Known(Traveller order, Part part)
    {
        if (order.Parts.Count > 1 || part.Pieces.Count != order.Pieces.Count) return null;
        foreach (var (country, answer) in order.Quotes)
            if (country == part.Warehouse.Address.Country) return answer;
        return null;
    }

    private static bool Crosses(Part part, Traveller order) =>
        Countries.IsCustomsBorder(part.Warehouse.Address.Country, order.Content.ShipTo.Country);
}
