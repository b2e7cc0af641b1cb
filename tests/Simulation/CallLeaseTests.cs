using Entrepot.Platform.Work;
using Entrepot.Simulation.Company;
using Entrepot.Simulation.Engine;

namespace Entrepot.Simulation;

/// <summary>A call is begun only while nobody else may begin it.</summary>
public sealed class CallLeaseTests
{
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(25);

    [Fact]
    public void A_call_that_could_outlive_its_lease_is_not_made()
    {
        var clock = new SimulatedClock(Furnished.Noon);
        var lease = CallLease.Begin(Furnished.Noon.AddMinutes(2), clock);

        CallLease.MustLast(TimeOut);
        clock.AdvanceTo(Furnished.Noon.AddSeconds(96));
        Should.Throw<TimeoutException>(() => CallLease.MustLast(TimeOut));

        lease.Until = Furnished.Noon.AddMinutes(4);
        CallLease.MustLast(TimeOut);
    }

    [Fact]
    public async Task Who_works_under_no_lease_is_not_asked()
    {
        await Task.Run(() => CallLease.MustLast(TimeOut), TestContext.Current.CancellationToken);
    }
}
