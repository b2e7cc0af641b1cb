using System.Globalization;
using Entrepot.Platform.Data;

namespace Entrepot.Faults.Carriers;

/// <summary>One carrier answers after half a minute, or books and then hangs up: nobody gets a second label, and the other carriers are not kept waiting.</summary>
[Collection(nameof(Overload.Alone))]
public sealed class SlowCarrierTests
{
    /// <summary>The carrier that the most of these parcels go with.</summary>
    private const string Slow = "dhl-parcel-de";

    private const double MorePercentMax = 20;

    /// <summary>What is slow at first is the compiler.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(Bar.Size(60, 600));
    private static readonly TimeSpan CutFor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    [Trait("Run", "faults")]
    public async Task A_carrier_that_hangs_gets_no_second_booking_and_does_not_hold_up_the_others()
    {
        var seed = Random.Shared.Next(1, int.MaxValue);
        var runs = await Task.WhenAll(RunAsync(seed, Line.Good), RunAsync(seed, Line.AnswersLate)); // Side by side: what else the machine does is the same for both.
        var (usual, slow) = (runs[0], runs[1]);
        var (before, during) = (Percentile(usual.Waits, 99), Percentile(slow.Waits, 99));
        var more = 100 * ((during / before) - 1);
        List<string> wrong = [.. usual.Wrong, .. slow.Wrong];
        Bar.Tell("slow and cut-off carrier", "no second label; other carriers' p99 +20 % at most", string.Create(CultureInfo.InvariantCulture,
            $"{slow.Told}; {wrong.Count} faults; others' p99 from packed to labelled {before:0.000} s without, {during:0.000} s beside it ({more:+0;-0} %), median {Percentile(usual.Waits, 50):0.000} and {Percentile(slow.Waits, 50):0.000} s, of {usual.Waits.Count} and {slow.Waits.Count}"),
            wrong.Count == 0 && more <= MorePercentMax);
        wrong.ShouldBeEmpty();
        slow.Waits.Count.ShouldBeGreaterThan(0, "other carriers' labels while one hangs");
    }

    /// <summary>The same orders each time, by a line that is so for one phase.</summary>
    private static async Task<(List<double> Waits, string Told, List<string> Wrong)> RunAsync(int seed, Line line)
    {
        await using var gate = await CarrierGate.OpenAsync();
        await using var installation = await Installation.OnSqliteAsync();
        await installation.DoAsync(scope => installation.Carriers.ConnectAsync(scope, CancellationToken.None, (carrier, url) => carrier == Slow ? gate.Before(url) : url));
        var server = await installation.ServeAsync();
        using var watcher = new Watcher(server);
        await using var scenario = new Scenario(installation, seed);
        scenario.Begin(sellers: 6, ordersPerSecond: 10);
        await Task.Delay(WarmUp);

        var begun = DateTime.UtcNow;
        gate.Line = line;
        await Task.Delay(Phase);
        var waits = await WaitsAsync(scenario.Books, begun, DateTime.UtcNow);
        var breaker = await watcher.NumberAsync("entrepot_destination_breaker");
        gate.Line = line == Line.Good ? Line.Good : Line.CutAfterBooking;
        await Task.Delay(CutFor);
        if (line != Line.Good) await UntilSomeAreCutAsync(gate);
        gate.Line = Line.Good;

        var wrong = await scenario.EndAsync(Patience);
        if (line == Line.AnswersLate && gate.Bookings(line) == 0) wrong.Add("no booking was answered late");
        if (line == Line.AnswersLate && gate.Questions(line) == 0) wrong.Add("no poll was answered late");
        if (line == Line.AnswersLate && breaker == 0) wrong.Add("its breaker did not open");
        if (line == Line.AnswersLate && gate.Bookings(Line.CutAfterBooking) == 0) wrong.Add("no booking was cut off");
        return (waits, $"{gate.Bookings(line)} bookings and {gate.Questions(line)} questions answered after 30 s, {gate.Bookings(Line.CutAfterBooking)} cut off after booking", wrong);
    }

    /// <summary>The breaker lets one call try at a time, so it may take a while until bookings meet a line that is cut.</summary>
    private static async Task UntilSomeAreCutAsync(CarrierGate gate)
    {
        for (var until = DateTime.UtcNow.AddMinutes(1); gate.Bookings(Line.CutAfterBooking) < 3 && DateTime.UtcNow < until;) await Task.Delay(100);
    }

    /// <summary>How long each of the other carriers' labels took from the last closed parcel, in seconds; those that still wait have waited so long at least.</summary>
    private static async Task<List<double>> WaitsAsync(Books books, DateTime from, DateTime to)
    {
        var packed = await books.ReadAsync(
            $"""
            SELECT MAX(j.closed_at), MIN(c.booked_at) FROM warehouse_pack_job j
            JOIN warehouse_fulfilment_order f ON f.tenant_id = j.tenant_id AND f.id = j.fulfilment_order_id
            JOIN transport_consignment c ON c.tenant_id = f.tenant_id AND c.id = f.consignment_id
            WHERE j.tenant_id = @p0 AND j.closed_at IS NOT NULL AND c.carrier <> '{Slow}' AND (c.booked_at IS NOT NULL OR c.status = 'Booking')
            GROUP BY c.id
            """, row => (At: Timestamps.FromStored(row.GetInt64(0)), Booked: row.IsDBNull(1) ? to : Timestamps.FromStored(row.GetInt64(1))));
        return [.. packed.Where(one => one.At >= from && one.At < to).Select(one => (one.Booked - one.At).TotalSeconds)];
    }

    private static double Percentile(List<double> values, int percent) => values.Count == 0 ? 0 : values.Order().ElementAt(Math.Min(values.Count - 1, values.Count * percent / 100));
}
