using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Customs.Features;

/// <summary>Shows how goods for one buyer form declaration lines, and what joining or splitting their consignments does to what is due.</summary>
internal sealed class QuoteConsignments(ILandedCost landedCost, TariffSnapshots snapshots, ITariffRates tariffs, IQuoteExchange exchange, TimeProvider clock)
{
    /// <summary>A buyer's open parcels of some days.</summary>
    private const int ConsignmentsMax = 50;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/customs/consignments/compare", async (ConsignmentsToCompare asked, QuoteConsignments compare, CancellationToken ct) => (await compare.RunAsync(asked.Consignments, ct)).ToHttp())
            .RequireAuthorization("customs.view").DisableAntiforgery()
            .WithSummary("Declaration lines of consignments to one buyer, and what is due as given, joined and apart");

    public async Task<Result<ConsignmentsCompared>> RunAsync(IReadOnlyList<QuoteRequest> consignments, CancellationToken ct)
    {
        if (consignments.Count is 0 or > ConsignmentsMax) return TariffProblems.ConsignmentsExpected(ConsignmentsMax);
        var first = consignments[0];
        if (consignments.Any(one => (one.Destination, one.Province, one.ShipFrom, one.Currency) != (first.Destination, first.Province, first.ShipFrom, first.Currency))) return TariffProblems.NotOneWay();

        await tariffs.ReadyAsync(ct);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var on = first.Date ?? today;
        var fx = await exchange.AsOfAsync(on < today ? on : today, ct);
        var requests = new List<LandedCostRequest>(consignments.Count);
        foreach (var one in consignments)
        {
            var request = QuoteShape.Request(one, on, fx);
            if (request.Problem is { } problem) return problem;
            requests.Add(request.Value);
        }

        var options = ConsignmentOptions.Compare(landedCost, requests);
        return options.Problem is { } refused ? refused : new ConsignmentsCompared(Lines(requests, options.Value[0].Regimes, on), options.Value);
    }

    private IReadOnlyList<ComparedLine> Lines(List<LandedCostRequest> requests, IReadOnlyList<string> regimes, DateOnly on)
    {
        var book = snapshots.Current;
        var rules = book.Of(book.Territories.Of(requests[0].ShipTo, requests[0].Province));
        var formed = new List<(Consignment, bool)>();
        for (var i = 0; i < requests.Count; i++)
        {
            if (Consignment.Of(requests[i]) is not { IsOk: true } read) continue; // Inside one territory nothing is declared.
            var regime = rules?.Regimes.FirstOrDefault(one => one.Name == regimes[i] && one.From <= on && on <= one.To);
            formed.Add((read.Value, regime?.LinesByFullCodeAndOrigin ?? true));
        }

        return ConsignmentOptions.Lines(formed);
    }
}

/// <param name="Consignments">To one buyer, from one country, in one currency; the first one's day counts.</param>
internal sealed record ConsignmentsToCompare(IReadOnlyList<QuoteRequest> Consignments);

internal sealed record ConsignmentsCompared(IReadOnlyList<ComparedLine> Lines, IReadOnlyList<ConsignmentOption> Options);
