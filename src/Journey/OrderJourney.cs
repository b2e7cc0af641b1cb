using System.Diagnostics;
using Entrepot.Journey.Stages;
using Entrepot.Platform.Watching;

namespace Entrepot.Journey;

/// <summary>
/// The life of an order from intake to planned fulfilment, in the order it happens. Start reading here.
/// What comes after, when warehouses and carriers report, stands in <c>Following/</c>.
/// </summary>
/// <remarks>
/// A stage reads once for the whole batch, decides per order in memory, and never throws for a business reason: it holds
/// that order and the others move on. Nothing is visible to anyone until the commit that <see cref="JourneyRunner"/> makes
/// at the end, so a crash at any point means the batch simply runs again.
/// </remarks>
internal sealed class OrderJourney(
    CheckOrder check,
    ScreenOrder screen,
    ApplyRules rules,
    ClassifyGoods classify,
    ReserveStock reserve,
    QuoteLandedCost landedCost,
    PlanTransport transport,
    RecordTax tax,
    PostVouchers vouchers,
    JourneyMetrics metrics,
    Signals signals)
{
    private readonly IJourneyStage[] stages =
    [
        check,      // Complete, amounts add up, not a duplicate, known SKUs, an address that can be delivered to.
        screen,     // Paid, no denied party, nobody blacklisted, nothing that may not go there.
        rules,      // The merchant's own rules: hold, tag, route, choose a service, go first.
        classify,   // An HS code and a country of origin for everything that crosses a border.
        reserve,    // Stock in the warehouses that will ship it, or a backorder.
        landedCost, // Duty, import tax and fees of each consignment, under the law of the day.
        transport,  // Cartons, carrier and service; one consignment and one fulfilment order per warehouse.
        tax,        // Who owes the buyer's tax, where and under which scheme: the record that returns are made from.
        vouchers,   // What the buyer owes and what we owe, in balance; the order's expected profit.
    ];

    public async Task RunAsync(OrderBatch batch, CancellationToken ct)
    {
        foreach (var stage in stages)
        {
            var started = Stopwatch.GetTimestamp();
            using (Signals.Spans.StartActivity(stage.Name)) await stage.RunAsync(batch, ct);
            var took = Stopwatch.GetElapsedTime(started);
            metrics.Record(stage.Name, batch.All.Count, took);
            signals.StageTook(stage.Name, took);
        }
    }
}
