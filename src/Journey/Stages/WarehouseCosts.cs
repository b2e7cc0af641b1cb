using Entrepot.Customs.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Transport.Contracts;

namespace Entrepot.Journey.Stages;

/// <summary>An order and the warehouses that may ship it.</summary>
internal readonly record struct Sourcing(Traveller Order, IReadOnlyList<WarehouseSite> Sites, AllocationStrategy Strategy, long WeightGrams);

/// <summary>
/// What shipping an order from each warehouse would cost in all: freight by the rate cards, duty, import tax and fees by
/// customs, whoever pays them. A near border may cost more than a long way.
/// </summary>
internal sealed class WarehouseCosts(IRateShopping rates, ILandedCost landedCost)
{
    /// <summary>The warehouses from which a carrier goes there, per order and in the same order.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<WarehouseCandidate>>> CandidatesAsync(IReadOnlyList<Sourcing> orders, OrderBatch batch, CancellationToken ct)
    {
        var freight = await rates.EstimateAsync(Freight(orders, batch), ct);
        QuoteImport(orders, freight, batch);

        var candidates = new IReadOnlyList<WarehouseCandidate>[orders.Count];
        var next = 0;
        for (var i = 0; i < candidates.Length; i++)
        {
            var order = orders[i].Order;
            var possible = new List<WarehouseCandidate>(orders[i].Sites.Count);
            foreach (var site in orders[i].Sites)
            {
                if (freight[next++] is not { } estimate) continue;
                var distance = Geography.KilometresTo(site.Latitude, site.Longitude, order.Content.ShipTo.Country);
                possible.Add(new(site.Id, distance, Cost(estimate.Price, order, site), estimate.DaysMax));
            }

            candidates[i] = possible;
        }

        return candidates;
    }

    private static List<TransportEstimateRequest> Freight(IReadOnlyList<Sourcing> orders, OrderBatch batch)
    {
        var wanted = new List<TransportEstimateRequest>(orders.Count * batch.Warehouses.Count);
        foreach (var (order, sites, _, weight) in orders)
            foreach (var site in sites)
                wanted.Add(new(site.Address.Country, order.Content.ShipTo.Country, order.Content.ShipTo.Postcode, weight, order.Content.Incoterm, order.Currency, batch.Fx));
        return wanted;
    }

    /// <summary>
    /// Asks customs once per order and customs territory that it could leave from, and only where there is a choice between
    /// territories: inside one, what is due at import is the same from every warehouse.
    /// </summary>
    private void QuoteImport(IReadOnlyList<Sourcing> orders, IReadOnlyList<TransportEstimate?> freight, OrderBatch batch)
    {
        var asked = new List<(Traveller Order, string Country)>();
        var requests = new List<LandedCostRequest>();
        var next = 0;
        foreach (var (order, sites, strategy, _) in orders)
        {
            var first = asked.Count;
            foreach (var site in sites)
            {
                if (freight[next++] is null || strategy == AllocationStrategy.Nearest || Knows(asked, first, site)) continue;
                requests.Add(asked.Count > first
                    ? requests[^1] with { ShipFrom = site.Address.Country }
                    : ImportRequest.Of(order, site.Address.Country, order.Pieces, order.Content.ShippingMinor, batch));
                asked.Add((order, site.Address.Country));
            }

            if (asked.Count - first > 1) continue;
            asked.RemoveRange(first, asked.Count - first);
            requests.RemoveRange(first, requests.Count - first);
        }

        var answers = landedCost.Quote(requests);
        for (var i = 0; i < answers.Count; i++) asked[i].Order.Quoted(asked[i].Country, answers[i]);
    }

    private static bool Knows(List<(Traveller Order, string Country)> asked, int first, WarehouseSite site)
    {
        for (var i = first; i < asked.Count; i++)
            if (IsOneTerritory(asked[i].Country, site)) return true;
        return false;
    }

    private static ShippingCost Cost(Money freight, Traveller order, WarehouseSite site)
    {
        foreach (var (country, answer) in order.Quotes)
        {
            if (!IsOneTerritory(country, site)) continue;
            return answer.Problem is { } why ? new(freight, Unquoted: why.Message) : new(freight, new(answer.Value.Duty, answer.Value.ImportTax, answer.Value.Fees));
        }

        return new(freight);
    }

    private static bool IsOneTerritory(string country, WarehouseSite site) => !Countries.IsCustomsBorder(country, site.Address.Country);
}
