using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Tax.Contracts;

namespace Entrepot.Journey.Stages;

/// <summary>Who owes the tax that the buyer paid, where and under which scheme; each consignment's sale goes into the record that returns are made from.</summary>
internal sealed class RecordTax(ITaxBook book) : IJourneyStage
{
    public string Name => "tax";

    public ValueTask RunAsync(OrderBatch batch, CancellationToken ct)
    {
        var sales = new List<TaxSale>();
        var sellers = new List<Traveller>();
        foreach (var order in batch.Moving())
        {
            var before = sales.Count;
            AddSales(order, sales);
            for (var i = before; i < sales.Count; i++) sellers.Add(order);
        }

        var supplies = book.Assess(sales);
        for (var i = 0; i < supplies.Count; i++) sellers[i].Passed(supplies[i].Trace);
        book.Enter(supplies);
        return ValueTask.CompletedTask;
    }

    /// <summary>What the buyer pays is shared over consignments by their goods, and so is the tax: services and shipping follow the goods (Directive 2006/112/EC Art. 78).</summary>
    private static void AddSales(Traveller order, List<TaxSale> sales)
    {
        var content = order.Content;
        var tax = content.OpenTaxMinor();
        var weights = new long[order.Parts.Count];
        for (var i = 0; i < weights.Length; i++) weights[i] = Math.Max(0, order.Parts[i].GoodsMinor);
        var nets = Shared(content.PaidMinor() - tax, content.Currency, weights);
        var taxes = Shared(tax, content.Currency, weights);
        for (var i = 0; i < weights.Length; i++)
        {
            var part = order.Parts[i];
            sales.Add(new(order.Order.Id, order.Order.Number, order.Order.Run, i + 1, PlanTransport.ReferenceOf(order, i), DateOnly.FromDateTime(content.PlacedAt),
                part.Warehouse.Address.Country, content.ShipTo.Country, content.ShipTo.Province, part.LandedCost?.Regime ?? "", content.Currency,
                nets[i], taxes[i], content.TaxCollectedByChannel, content.BuyerIsBusiness, content.BuyerTaxId, Lines(part, content.ShipTo.Country)));
        }
    }

    private static long[] Shared(long minor, string currency, long[] weights)
    {
        if (weights.Length == 1) return [minor];
        var shares = new Money(minor, currency).Allocate(weights);
        return Array.ConvertAll(shares, share => share.Minor);
    }

    private static List<TaxSaleLine> Lines(Part part, string shipTo)
    {
        var territory = Countries.CustomsTerritory(shipTo);
        var lines = new List<TaxSaleLine>(part.Pieces.Count);
        foreach (var piece in part.Pieces) lines.Add(new(piece.Product.HsCodeIn(territory), piece.Product.Name, piece.Quantity, piece.AmountMinor));
        return lines;
    }
}
