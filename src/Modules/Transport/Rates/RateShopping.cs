using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;

namespace Entrepot.Transport.Rates;

/// <summary>Reads the company's rate book once for the batch, then decides request by request.</summary>
internal sealed class RateShopping(EntrepotDb db, RateBooks books, TimeProvider clock) : IRateShopping
{
    public async Task<IReadOnlyList<Result<TransportPlan>>> PlanAsync(IReadOnlyList<TransportRequest> requests, CancellationToken ct)
    {
        var planner = new TransportPlanner(await books.CurrentAsync(db, ct));
        var answers = new Result<TransportPlan>[requests.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = planner.Plan(requests[i]);
        return answers;
    }

    public async Task<IReadOnlyList<TransportEstimate?>> EstimateAsync(IReadOnlyList<TransportEstimateRequest> requests, CancellationToken ct)
    {
        var planner = new TransportPlanner(await books.CurrentAsync(db, ct));
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var answers = new TransportEstimate?[requests.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = planner.Estimate(requests[i], today);
        return answers;
    }
}
