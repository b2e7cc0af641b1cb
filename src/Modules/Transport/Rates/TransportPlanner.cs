using Entrepot.Kernel;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Domain;
using Entrepot.Transport.Packing;

namespace Entrepot.Transport.Rates;

/// <summary>
/// Packs, prices and chooses, for one request at a time and in memory. Keeps its buffers between requests: one per batch.
/// </summary>
internal sealed class TransportPlanner(RateBook book)
{
    /// <summary>More than this is freight, not parcels; it also bounds the packing.</summary>
    private const long PiecesMax = 20_000;

    /// <summary>An estimate ranks warehouses: beyond so many parcels the price per parcel no longer changes.</summary>
    private const long EstimateParcelsMax = 200;

    private readonly long parcelGramsMax = book.Cartons.ContentsMaxGrams;
    private readonly Cartoniser cartoniser = new(book.Cartons);
    private readonly Load load = new();
    private readonly PickUpWaits waits = new();
    private readonly List<Candidate> candidates = [];

    public Result<TransportPlan> Plan(TransportRequest request)
    {
        var pieces = 0L;
        foreach (var item in request.Items) pieces += item.Quantity;
        if (pieces > PiecesMax) return TransportProblems.TooManyPieces(request.Reference, pieces, PiecesMax);

        var packed = cartoniser.Pack(request.Items);
        var parcels = new PlannedParcel[packed.Count];
        load.To(request.ShipTo.Country, request.ShipTo.Postcode, request.ShipTo.Company.Length == 0, book.Remote);
        load.Under(request.Incoterm, request.ShipFrom.Country, request.ShipTo.Country);
        foreach (var item in request.Items) load.Contain(item.Battery, item.IsLiquid);
        for (var i = 0; i < parcels.Length; i++)
        {
            parcels[i] = packed[i].ToParcel();
            load.Add(parcels[i].Outer, parcels[i].GrossWeightGrams);
        }

        Compare(request);
        if (candidates.Count == 0) return TransportProblems.NothingFrom(request.Reference, request.ShipFrom.Country);
        if (candidates[0].Refusal is not null) return TransportProblems.NoService(request.Reference, request.ShipFrom.Country, request.ShipTo.Country, Reasons());
        return ToPlan(candidates[0], parcels, request);
    }

    /// <summary>
    /// The cheapest service for this weight, in as many equal parcels as the strongest carton asks for; null where nothing
    /// goes there. It ranks warehouses and takes the place of no price.
    /// </summary>
    public TransportEstimate? Estimate(in TransportEstimateRequest request, DateOnly day)
    {
        load.To(request.ToCountry, request.ToPostcode, isResidential: false, book.Remote);
        load.Under(request.Incoterm, request.FromCountry, request.ToCountry);
        var parcels = Math.Clamp(Rounding.DivideUp(request.WeightGrams, parcelGramsMax), 1, EstimateParcelsMax);
        for (var i = 0; i < parcels; i++) load.Add(default, Rounding.DivideUp(request.WeightGrams, parcels));
        TransportEstimate? best = null;
        foreach (var card in book.From(request.FromCountry))
        {
            if (!card.IsValidOn(day) || card.ZoneOf(load) is not (>= 0 and var zone) || card.Refuses(load, zone) is not null) continue;
            if (request.Fx.Convert(new(Total(card, zone).Price, card.Currency), request.Currency) is not { IsOk: true, Value: var price }) continue;
            var days = card.Zone(zone).Days;
            if (best is null || price < best.Price || (price == best.Price && days[1] < best.DaysMax)) best = new(card.Code, price, days[0], days[1]);
        }

        return best;
    }

    /// <summary>Every service from there, best first; those that do not take the goods come last with their reason.</summary>
    private void Compare(TransportRequest request)
    {
        candidates.Clear();
        var day = DateOnly.FromDateTime(request.ReadyAt);
        var dayValue = request.Fx.Convert(book.Policy.DayValue, request.Currency) is { IsOk: true, Value: var value } ? value.Minor : 0;
        foreach (var card in book.From(request.ShipFrom.Country))
        {
            if (!card.IsValidOn(day)) continue;
            var candidate = Judge(card, request, dayValue);
            var at = candidates.Count;
            while (at > 0 && candidate.IsBetterThan(candidates[at - 1])) at--;
            candidates.Insert(at, candidate);
        }
    }

    private Candidate Judge(ServiceCard card, TransportRequest request, long dayValue)
    {
        if (request.Service is { } asked && asked != card.Code) return Candidate.Refused(card, $"{asked} was asked for");
        if (request.BlockedServices.Contains(card.Code)) return Candidate.Refused(card, "blocked by a rule");
        var zone = card.ZoneOf(load);
        if (zone < 0) return Candidate.Refused(card, "does not go there");
        if (card.Refuses(load, zone) is { } refusal) return Candidate.Refused(card, refusal);

        var (total, chargeable) = Total(card, zone);
        if (request.Fx.Convert(new(total, card.Currency), request.Currency) is not { IsOk: true, Value: var price }) return Candidate.Refused(card, $"no exchange rate for {card.Currency}");

        var wait = waits.Of(card.PickUp, request.ReadyAt);
        var days = card.Zone(zone).Days;
        return new(card, zone, price, chargeable, days[0] + wait, days[1] + wait, price.Minor + (dayValue * (days[1] + wait)), null);
    }

    private (long Price, long ChargeableGrams) Total(ServiceCard card, int zone)
    {
        var (sum, chargeable) = card.Base(load, zone);
        foreach (var surcharge in card.Surcharges) sum += SurchargeRules.Amount(surcharge, load, chargeable, sum);
        return (sum, chargeable);
    }

    private TransportPlan ToPlan(in Candidate best, PlannedParcel[] parcels, TransportRequest request) => new(
        best.Card.Code, best.Card.Name, parcels, best.ChargeableGrams, best.Price, Components(best, request),
        best.DaysMin, best.DaysMax, TransportTrace.Of(candidates, book, load, parcels, request));

    /// <summary>The parts in the request's currency. Rounding of the conversion goes into the base rate, so that the parts add up to the price.</summary>
    private List<PriceComponent> Components(in Candidate best, TransportRequest request)
    {
        var card = best.Card;
        var components = new List<PriceComponent>(card.Surcharges.Length + 1);
        var (sum, chargeable) = card.Base(load, best.Zone);
        components.Add(new("Base rate", best.Price, card.BaseSources[best.Zone]));
        var others = Money.Zero(request.Currency);
        for (var i = 0; i < card.Surcharges.Length; i++)
        {
            var amount = SurchargeRules.Amount(card.Surcharges[i], load, chargeable, sum);
            if (amount == 0) continue;
            sum += amount;
            var converted = request.Fx.Convert(new(amount, card.Currency), request.Currency).Value;
            others += converted;
            components.Add(new(card.Surcharges[i].Name, converted, card.SurchargeSources[i]));
        }

        components[0] = components[0] with { Amount = best.Price - others };
        return components;
    }

    private Sentence Reasons() => Sentence.Join("; ", candidates.ConvertAll<Sentence>(candidate => $"{candidate.Card.Name} {candidate.Refusal}"));
}

/// <summary>One service under comparison. Without a refusal it has a price; <paramref name="Score"/> is price plus days in money.</summary>
internal readonly record struct Candidate(ServiceCard Card, int Zone, Money Price, long ChargeableGrams, int DaysMin, int DaysMax, long Score, Sentence? Refusal)
{
    public static Candidate Refused(ServiceCard card, Sentence reason) => new(card, -1, default, 0, 0, 0, long.MaxValue, reason);

    /// <summary>By score, then days; the order of codes decides between equals, so that the choice never depends on chance.</summary>
    public bool IsBetterThan(in Candidate other) => Score != other.Score ? Score < other.Score : Refusal is null && DaysMax < other.DaysMax;
}

/// <summary>Remembers the wait of the moment last asked for: a batch is ready at one moment, and time zones are slow.</summary>
internal sealed class PickUpWaits
{
    private readonly Dictionary<PickUp, (DateTime ReadyAt, int Days)> known = [];

    public int Of(PickUp pickUp, DateTime readyAt)
    {
        if (known.TryGetValue(pickUp, out var last) && last.ReadyAt == readyAt) return last.Days;
        var days = pickUp.WaitDays(readyAt);
        known[pickUp] = (readyAt, days);
        return days;
    }
}
