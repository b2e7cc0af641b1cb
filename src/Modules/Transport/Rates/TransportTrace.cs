using Entrepot.Kernel;
using Entrepot.Transport.Contracts;

namespace Entrepot.Transport.Rates;

/// <summary>Why this service: every alternative with price, days and what spoke against it.</summary>
internal static class TransportTrace
{
    private const string Stage = "transport";

    /// <param name="candidates">Best first.</param>
    public static TraceEntry Of(List<Candidate> candidates, RateBook book, Load load, PlannedParcel[] parcels, TransportRequest request)
    {
        var best = candidates[0];
        var alternatives = new TraceAlternative[candidates.Count];
        for (var i = 0; i < alternatives.Length; i++) alternatives[i] = Describe(candidates[i], best, book.Policy, request, chosen: i == 0);
        return new(Stage, best.Card.Code, Detail(best, load, parcels)) { Alternatives = alternatives, Sources = [best.Card.Source, book.Cartons.Source, book.Policy.Source] };
    }

    private static Sentence Detail(in Candidate best, Load load, PlannedParcel[] parcels)
    {
        var terms = load.Incoterm is { } incoterm ? (Sentence)$", delivered {Incoterms.Code(incoterm)}" : "";
        return parcels.Length == 1
            ? (Sentence)$"1 parcel ({parcels[0].Carton}), {best.ChargeableGrams} g chargeable{terms}"
            : $"{parcels.Length} parcels, {best.ChargeableGrams} g chargeable{terms}";
    }

    private static TraceAlternative Describe(in Candidate candidate, in Candidate best, ShoppingPolicy policy, TransportRequest request, bool chosen)
    {
        if (candidate.Refusal is { } refusal) return new(candidate.Card.Name, "", refusal, false);

        Sentence value = $"{candidate.Price}, {candidate.DaysMin}–{candidate.DaysMax} days";
        if (!chosen) return new(candidate.Card.Name, value, $"{new Money(candidate.Score - best.Score, request.Currency)} dearer, days counted", false);
        return new(candidate.Card.Name, value, request.Service is null ? (Sentence)$"best of price and days at {policy.DayValue} a day" : "asked for", true);
    }
}
