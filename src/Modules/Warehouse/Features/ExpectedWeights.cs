using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;

namespace Entrepot.Warehouse.Features;

/// <summary>What parcels should weigh: the goods by the catalogue, and the cartons as transport planned them.</summary>
internal sealed class ExpectedWeights(IConsignments consignments, ICatalog catalog)
{
    public async Task<Dictionary<FulfilmentOrderId, PackPlan>> OfAsync(IReadOnlyCollection<FulfilmentOrder> orders, CancellationToken ct)
    {
        var planned = (await consignments.FindAsync([.. orders.Select(order => order.ConsignmentId)], ct)).ToDictionary(consignment => consignment.Id, consignment => consignment.Parcels);
        var products = orders.SelectMany(order => order.Lines).Select(line => line.ProductId).Distinct().ToList();
        var weights = products.Zip(await catalog.FindAsync(products, ct)).ToDictionary(pair => pair.First, pair => pair.Second?.WeightGrams ?? 0);
        return orders.ToDictionary(order => order.Id, order => new PackPlan(order, planned.GetValueOrDefault(order.ConsignmentId) ?? [], weights));
    }
}

/// <summary>One fulfilment order's cartons and weights.</summary>
internal sealed class PackPlan(FulfilmentOrder order, IReadOnlyList<ParcelInfo> parcels, IReadOnlyDictionary<ProductId, long> weights)
{
    private readonly long tare = parcels.Count == 0 ? 0 : Math.Max(0, parcels.Sum(parcel => parcel.GrossWeightGrams) - order.Lines.Sum(line => line.Quantity * weights[line.ProductId])) / parcels.Count;

    public IReadOnlyList<WeighedParcel> Parcels { get; } = [.. parcels.OrderBy(parcel => parcel.Number).Select(parcel => new WeighedParcel(parcel.Carton, parcel.Outer, parcel.GrossWeightGrams))];

    /// <summary>
    /// Pieces by fulfilment line in each parcel, where they were packed into the cartons that were planned; null where they
    /// were not, or the plan does not say.
    /// </summary>
    public IReadOnlyList<IReadOnlyDictionary<FulfilmentLine, long>>? AsPlanned(IReadOnlyList<WeighedParcel> packed)
    {
        var proposed = parcels.OrderBy(parcel => parcel.Number).ToList();
        if (!proposed.Select(parcel => parcel.Carton).SequenceEqual(packed.Select(parcel => parcel.Carton))) return null;

        var left = order.Lines.ToDictionary(line => line, line => line.Quantity);
        var shares = new List<IReadOnlyDictionary<FulfilmentLine, long>>(packed.Count);
        foreach (var parcel in proposed)
        {
            var share = new Dictionary<FulfilmentLine, long>();
            foreach (var (product, quantity) in parcel.Planned) Take(product, quantity, left, share);
            shares.Add(share);
        }

        return left.Values.All(quantity => quantity == 0) ? shares : null;
    }

    /// <summary>Everything in as many cartons as were used; each weighs what the planned ones weigh on average.</summary>
    public long Whole(int cartons) => order.Lines.Sum(line => line.Quantity * weights[line.ProductId]) + (cartons * tare);

    private void Take(ProductId product, long quantity, Dictionary<FulfilmentLine, long> left, Dictionary<FulfilmentLine, long> share)
    {
        foreach (var line in order.Lines.Where(line => line.ProductId == product))
        {
            var taken = Math.Min(quantity, left[line]);
            if (taken == 0) continue;
            share[line] = share.GetValueOrDefault(line) + taken;
            left[line] -= taken;
            quantity -= taken;
        }
    }

    /// <summary>One carton with these pieces by fulfilment line.</summary>
    public long Parcel(IReadOnlyDictionary<long, long> contents) => tare + order.Lines.Sum(line => contents.GetValueOrDefault(line.Id) * weights[line.ProductId]);
}
