using System.Diagnostics.Metrics;
using Entrepot.Kernel;
using Entrepot.Platform.Watching;

namespace Entrepot.Platform.Work;

/// <summary>What the queue measures of itself.</summary>
internal sealed class WorkSignals
{
    private readonly Counter<long> finished;
    private readonly Counter<long> failed;
    private readonly Counter<long> discarded;
    private readonly Counter<long> suspects;

    public WorkSignals(Signals signals, Destinations destinations)
    {
        var meter = signals.Meter;
        finished = meter.CreateCounter<long>("entrepot.work.finished", "{item}", "Work that was done.");
        failed = meter.CreateCounter<long>("entrepot.work.failures", "{item}", "Attempts that failed, by what became of the item: repeated or parked.");
        discarded = meter.CreateCounter<long>("entrepot.work.discarded", "{item}", "Outcomes that came after another attempt had taken the item over, and were not written.");
        suspects = meter.CreateCounter<long>("entrepot.work.suspects", "{item}", "Work that was under way when a process died, and then ran alone.");
        meter.CreateObservableGauge("entrepot.destination.calls", () => destinations.All.Select(one => new Measurement<int>(one.Running, Of(one))), "{call}", "Calls to a destination under way in this process.");
        meter.CreateObservableGauge("entrepot.destination.breaker", () => destinations.All.Select(one => new Measurement<int>((int)one.Breaker, Of(one))), null, "Whether a destination is called: 0 closed, as usual; 1 half open, one call tries; 2 open, nobody calls.");
    }

    public void Finished(TenantId tenant, string kind, int items) => finished.Add(items, Signals.Tenant(tenant), new("kind", kind));

    public void Failed(TenantId tenant, string kind, bool isParked) => failed.Add(1, Signals.Tenant(tenant), new("kind", kind), new("then", isParked ? "parked" : "repeated"));

    public void Discarded(TenantId tenant, string kind) => discarded.Add(1, Signals.Tenant(tenant), new("kind", kind));

    public void Suspected(TenantId tenant, string kind, int items) => suspects.Add(items, Signals.Tenant(tenant), new("kind", kind));

    private static KeyValuePair<string, object?> Of(Destination destination) => new("destination", destination.Name);
}
