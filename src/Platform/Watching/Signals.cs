using System.Diagnostics;
using System.Diagnostics.Metrics;
using Entrepot.Kernel;

namespace Entrepot.Platform.Watching;

/// <summary>
/// What the system measures of itself: the meter and the spans that are called <c>Entrepot</c>. Names, units and labels
/// stand in <c>docs/how-to/watch-a-server.md</c>; they are read by other programs and are not renamed.
/// </summary>
/// <remarks>
/// A label or a tag says what kind of thing it was and whose, never who: company, channel, carrier, kind, outcome. Names,
/// addresses, mail, telephone numbers and what people search for do not belong here.
/// </remarks>
public sealed class Signals
{
    public const string Name = "Entrepot";

    /// <summary>Ours, and the framework's own counts of requests, connections and memory: their labels are routes, not paths.</summary>
    public static IReadOnlyList<string> Meters { get; } = [Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>Spans cost nothing while nobody listens.</summary>
    public static readonly ActivitySource Spans = new(Name);

    /// <summary>From an empty commit on a fast disk to a full batch on a slow one, and a carrier's bad day.</summary>
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };

    /// <summary>Workers try again within two seconds, so one that still fails is heard of before.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(5);

    private readonly Counter<long> ordersTakenIn;
    private readonly Counter<long> importRows;
    private readonly Counter<long> journeys;
    private readonly Histogram<double> stages;
    private readonly Histogram<double> commits;
    private readonly Histogram<double> calls;
    private readonly Counter<long> writeFailures;
    private readonly TimeProvider clock;
    private volatile bool writesFail;
    private long failedAt = long.MinValue;

    public Signals(IMeterFactory meters, TimeProvider clock)
    {
        this.clock = clock;
        Meter = meters.Create(Name);
        ordersTakenIn = Meter.CreateCounter<long>("entrepot.orders", "{order}", "Orders that channels sent, by what became of them at the door.");
        importRows = Meter.CreateCounter<long>("entrepot.import.rows", "{row}", "Rows of imported files, each counted once.");
        journeys = Meter.CreateCounter<long>("entrepot.journeys", "{order}", "Journeys of orders, by where they ended.");
        stages = Meter.CreateHistogram("entrepot.journey.stage.duration", "s", "What a stage took for a batch of orders.", advice: Seconds);
        commits = Meter.CreateHistogram("entrepot.commit.duration", "s", "What it took to write and commit a unit of work.", advice: Seconds);
        writeFailures = Meter.CreateCounter<long>("entrepot.write.failures", "{failure}", "Writes that the database could not do: full, unreachable, broken.");
        calls = Meter.CreateHistogram("entrepot.carrier.call.duration", "s", "Calls to carriers.", advice: Seconds);
    }

    /// <summary>Of this host alone: two hosts in one process do not count each other's orders.</summary>
    public Meter Meter { get; }

    public void OrdersTakenIn(TenantId tenant, string channel, string outcome, int orders)
    {
        if (orders > 0) ordersTakenIn.Add(orders, Tenant(tenant), new("channel", channel), new("outcome", outcome));
    }

    public void RowsImported(TenantId tenant, string outcome, long rows)
    {
        if (rows > 0) importRows.Add(rows, Tenant(tenant), new("outcome", outcome));
    }

    public void JourneysEnded(TenantId tenant, string outcome, int orders)
    {
        if (orders > 0) journeys.Add(orders, Tenant(tenant), new("outcome", outcome));
    }

    public void StageTook(string stage, TimeSpan time) => stages.Record(time.TotalSeconds, new KeyValuePair<string, object?>("stage", stage));

    public void CommitTook(TimeSpan time)
    {
        commits.Record(time.TotalSeconds);
        WriteWorked();
    }

    /// <summary>Whether the last write that was tried failed, whatever the values were; <see cref="Readiness"/> then tries one itself.</summary>
    public bool WritesFail => writesFail;

    /// <summary>
    /// Whether a write failed a moment ago for a reason that does not pass by itself. A full disk takes a small write where a row
    /// is changed in its place, and refuses the next one that needs a page more: one that worked proves nothing then.
    /// </summary>
    public bool WritesFailedLately => Volatile.Read(ref failedAt) is var at and not long.MinValue && clock.GetElapsedTime(at) < Lately;

    /// <param name="passes">The database was away, or another transaction in the way: as soon as one write works, all do.</param>
    public void WriteFailed(bool passes)
    {
        writeFailures.Add(1);
        if (!passes) Volatile.Write(ref failedAt, clock.GetTimestamp());
        writesFail = true;
    }

    public void WriteWorked()
    {
        if (writesFail) writesFail = false;
    }

    /// <param name="outcome"><c>ok</c>, <c>refused</c> by the carrier, or <c>failed</c> on the way.</param>
    public void CarrierCalled(TenantId tenant, string carrier, string call, string outcome, TimeSpan time) =>
        calls.Record(time.TotalSeconds, Tenant(tenant), new("carrier", carrier), new("call", call), new("outcome", outcome));

    public static KeyValuePair<string, object?> Tenant(TenantId tenant) => new(TenantLabel, tenant.Value);

    /// <summary>The label of what belongs to one company; whoever asks with that company's key is shown no other's.</summary>
    public const string TenantLabel = "tenant";

    /// <summary>Looking for work and finding none is not worth a span: it would bury the others.</summary>
    public static void Forget(Activity? span)
    {
        if (span is null) return;
        span.IsAllDataRequested = false;
        span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    /// <summary>For <c>log.BeginScope</c>: every line inside says whose work it is.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>> LogScope(TenantId tenant) => [Tenant(tenant)];
}
