using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey.Stages;

/// <summary>Works out duty, import tax and fees of each consignment. An order that cannot be quoted is held, not shipped on a guess.</summary>
internal sealed class QuoteLandedCost(ILandedCost landedCost, ClassifyGoods classify) : IJourneyStage
{
    public string Name => "landed-cost";

    public ValueTask RunAsync(OrderBatch batch, CancellationToken ct)
    {
        var asked = new List<(Traveller Order, Part Part)>();
        foreach (var order in batch.Moving())
        {
            var checkedWhole = !order.Trace.Any(entry => entry.Stage == classify.Name && entry.Outcome == ClassifyGoods.Domestic);
            foreach (var part in order.Parts)
                if (order.IsMoving && (checkedWhole || !Crosses(part, order) || classify.Classify(order, part.Pieces))) asked.Add((order, part));
        }

        asked.RemoveAll(pair => !pair.Order.IsMoving);
        var answers = landedCost.Quote(asked.ConvertAll(pair => ToRequest(pair.Order, pair.Part, batch)));
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

    private static bool Crosses(Part part, Traveller order) =>
        Countries.CustomsTerritory(part.Warehouse.Address.Country) != Countries.CustomsTerritory(order.Content.ShipTo.Country);

    private static LandedCostRequest ToRequest(Traveller order, Part part, OrderBatch batch)
    {
        var content = order.Content;
        var lines = new List<LandedCostLine>(part.Pieces.Count);
        foreach (var piece in part.Pieces)
        {
            var product = piece.Product;
            lines.Add(new(NumberOf(order, piece.Line), product.HsCode, product.Origin, product.CustomsDescription.Length > 0 ? product.CustomsDescription : product.Name,
                piece.Quantity, piece.AmountMinor, product.WeightGrams * piece.Quantity));
        }

        return new(order.Order.Number, batch.Today, part.Warehouse.Address.Country, content.ShipTo.Country, content.ShipTo.Province, content.Incoterm, content.Currency,
            lines, part.ShippingMinor, InsuranceMinor: 0, batch.Fx, content.IossNumber, content.TaxCollectedByChannel, content.BuyerIsBusiness);
    }

    /// <summary>What a refusal names is read by a person: the line's place in the order, not its id.</summary>
    private static long NumberOf(Traveller order, OrderLineId line)
    {
        var ids = order.Order.LineIds;
        for (var i = 0; i < ids.Count; i++)
            if (ids[i] == line) return i + 1;
        throw new InvalidOperationException($"{order.Order.Number} ships a line that it does not have.");
    }
}
