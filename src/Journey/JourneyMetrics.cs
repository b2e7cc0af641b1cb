using System.Collections.Concurrent;

namespace Entrepot.Journey;

/// <summary>How long each stage has taken in this process, for the benchmark.</summary>
internal sealed class JourneyMetrics
{
    private readonly ConcurrentDictionary<string, (long Orders, TimeSpan Time)> stages = [];

    public void Record(string stage, int orders, TimeSpan time) =>
        stages.AddOrUpdate(stage, (orders, time), (_, sum) => (sum.Orders + orders, sum.Time + time));

    public IReadOnlyDictionary<string, (long Orders, TimeSpan Time)> Stages => stages;

    public void Reset() => stages.Clear();
}
