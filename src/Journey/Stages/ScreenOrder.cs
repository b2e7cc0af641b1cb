using Entrepot.Catalog.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;

namespace Entrepot.Journey.Stages;

/// <summary>May we sell this to them, there? Payment, blacklist, denied parties, restricted goods.</summary>
internal sealed class ScreenOrder(IPartyScreening parties, IGoodsRestrictions restrictions, IBlacklist blacklist) : IJourneyStage
{
    public string Name => "screen";

    public async ValueTask RunAsync(OrderBatch batch, CancellationToken ct)
    {
        var moving = batch.Moving();
        if (moving.Count == 0) return;

        var listed = await parties.ScreenAsync(moving.ConvertAll(order => new PartyRequest(order.Content.ShipTo.Name, order.Content.ShipTo.Company, order.Content.ShipTo)), ct);
        var blacklisted = await blacklist.CheckAsync(moving.ConvertAll(ToBuyer), ct);
        var restricted = restrictions.Check(moving.ConvertAll(order => ToRestriction(order, batch.Today)));

        for (var i = 0; i < moving.Count; i++) Screen(moving[i], listed[i], blacklisted[i], restricted[i]);
    }

    private void Screen(Traveller order, PartyAnswer party, Problem? blacklisted, Problem? restricted)
    {
        if (restricted is not null && order.Hold(Name, restricted)) return;
        if (party.Matches.Count > 0 && order.Hold(Name, Denied(party.Matches[0]), Matches(party))) return;
        if (blacklisted is not null && order.Hold(Name, blacklisted)) return;
        if (order.Content.Payment is PaymentState.Pending or PaymentState.Failed && order.Hold(Name, JourneyProblems.PaymentPending(order.Content.Payment))) return;

        order.Passed(new(Name, "passed", $"{order.Content.Payment}; no denied party ({party.ListVersion}); no restriction for {order.Content.ShipTo.Country}."));
    }

    private static Problem Denied(PartyMatch match) => JourneyProblems.DeniedParty(match.ListedName, match.List, match.ScorePpm / 1_000_000m);

    private TraceEntry Matches(PartyAnswer party) => new(Name, "held", $"Resembles entries of {party.ListVersion}.")
    {
        Alternatives = [.. party.Matches.Select(match => new TraceAlternative(
            $"{match.ListedName} ({match.List} {match.EntryId})", $"{match.ScorePpm / 1_000_000m:0.00}", match.Why, Chosen: false))],
    };

    private static BlacklistRequest ToBuyer(Traveller order) => new(order.Content.ShipTo.Name, order.Content.ShipTo.Email, order.Content.ShipTo.Phone, order.Content.ShipTo);

    private static RestrictionRequest ToRestriction(Traveller order, DateOnly today)
    {
        var goods = new List<RestrictedGoods>(order.Pieces.Count);
        foreach (var piece in order.Pieces) goods.Add(Goods(piece.Product));
        return new("", order.Content.ShipTo.Country, today, goods);
    }

    public static RestrictedGoods Goods(Product product) =>
        new(product.Sku, product.Category, product.HsCode, product.IsAlcohol, product.IsLiquid, product.Battery);
}
