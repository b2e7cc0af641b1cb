using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Journey.Stages;

/// <summary>Cartons, carrier and service for each part, then one consignment and one fulfilment order per warehouse.</summary>
internal sealed class PlanTransport(IRateShopping rates, IConsignments consignments, ICustomsPapers papers, IFulfilment fulfilment, IdBlocks ids) : IJourneyStage
{
    public string Name => "transport";

    public async ValueTask RunAsync(OrderBatch batch, CancellationToken ct)
    {
        var moving = batch.Moving();
        var asked = new List<(Traveller Order, Part Part)>(moving.Count);
        foreach (var order in moving)
            foreach (var part in order.Parts) asked.Add((order, part));

        var answers = await rates.PlanAsync(asked.ConvertAll(pair => ToRequest(pair.Order, pair.Part, batch)), ct);
        for (var i = 0; i < asked.Count; i++)
        {
            var (order, part) = asked[i];
            if (!order.IsMoving) continue; // Another of its parts has already stopped it.
            if (answers[i].Problem is { } problem) order.Hold(Name, problem);
            else
            {
                part.Transport = answers[i].Value;
                order.Passed(answers[i].Value.Trace);
            }
        }

        moving.RemoveAll(order => !order.IsMoving);
        HandToWarehouses(moving, batch);
    }

    private void HandToWarehouses(List<Traveller> planned, OrderBatch batch)
    {
        var declared = new List<DeclaredGoods>();
        var newConsignments = new List<NewConsignment>(planned.Count);
        var newFulfilment = new List<NewFulfilmentOrder>(planned.Count);
        foreach (var order in planned)
        {
            for (var i = 0; i < order.Parts.Count; i++)
            {
                var part = order.Parts[i];
                var plan = part.Transport ?? throw new InvalidOperationException($"{order.Order.Number} moves on without a transport plan.");
                var consignment = new ConsignmentId(ids.Next());
                var fulfilmentOrder = new FulfilmentOrderId(ids.Next());
                var reference = ReferenceOf(order, i);
                var needed = papers.Needed([Question(order, part, plan, batch)])[0];
                if (needed.Kinds.Count > 0)
                {
                    declared.Add(Declaration.Of(order, part, consignment, reference));
                    order.Passed(needed.Trace);
                }

                newConsignments.Add(new(consignment, order.Order.Id, fulfilmentOrder, part.Warehouse.Id, reference, part.Warehouse.Address, order.Content.ShipTo,
                    plan, new(part.GoodsMinor, order.Currency), order.Content.Incoterm, Describe(part), order.IossNumberOf(part), needed.Names));
                newFulfilment.Add(new(fulfilmentOrder, order.Order.Id, order.Order.Number, part.Warehouse.Id, consignment, plan.Service,
                    order.Content.ShipTo.Name, order.Content.ShipTo.Country, order.Rules?.Priority ?? 0, order.Content.ShipBy, Lines(part)));
            }
        }

        papers.Declare(declared);
        consignments.Plan(newConsignments);
        fulfilment.Create(newFulfilment);
    }

    /// <summary>What the carrier knows the order's consignment by, counted from 0. A rerun of the order is another consignment to the carrier: its reference must differ.</summary>
    public static string ReferenceOf(Traveller order, int part) =>
        order.Order.Run == 1 ? $"{order.Order.Number}-{part + 1}" : $"{order.Order.Number}-{part + 1}R{order.Order.Run}";

    private static PapersQuestion Question(Traveller order, Part part, TransportPlan plan, OrderBatch batch)
    {
        long heaviest = 0;
        foreach (var parcel in plan.Parcels) heaviest = Math.Max(heaviest, parcel.GrossWeightGrams);
        return new(part.Warehouse.Address.Country, order.Content.ShipTo.Country, plan.Service, new(part.GoodsMinor, order.Currency), heaviest, batch.Today, batch.Fx);
    }

    private static TransportRequest ToRequest(Traveller order, Part part, OrderBatch batch)
    {
        var items = new List<PackItem>(part.Pieces.Count);
        foreach (var piece in part.Pieces)
            items.Add(new(piece.Product.Id, piece.Quantity, piece.Product.WeightGrams, piece.Product.Size, piece.Product.KeepUpright, piece.Product.Battery, piece.Product.IsLiquid));
        return new(order.Order.Number, part.Warehouse.Address, order.Content.ShipTo, items, new(part.GoodsMinor, order.Currency), order.Content.Incoterm, batch.Now, order.Content.ChosenService ?? order.Rules?.Service, order.Currency, batch.Fx) { BlockedServices = order.Rules?.BlockedServices ?? [] };
    }

    private static List<NewFulfilmentLine> Lines(Part part)
    {
        var lines = new List<NewFulfilmentLine>(part.Pieces.Count);
        foreach (var piece in part.Pieces)
            lines.Add(new(piece.Line, piece.Product.Id, piece.Product.Sku, piece.Product.Name, piece.Product.NameChinese, piece.Product.Gtin, piece.Quantity));
        return lines;
    }

    /// <summary>The goods in the carrier's one line: the most valuable piece speaks for the parcel.</summary>
    private static string Describe(Part part)
    {
        var first = part.Pieces[0];
        foreach (var piece in part.Pieces)
            if (piece.AmountMinor > first.AmountMinor) first = piece;
        return Declaration.Describe(first.Product);
    }
}
