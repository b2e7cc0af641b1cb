using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Simulation.Engine;

namespace Entrepot.Simulation;

/// <summary>Sees from outside what there is to do, so that no step is spent on asking in vain.</summary>
internal sealed class Lookout(World world)
{
    private const string Counts = """
        SELECT (SELECT COUNT(*) FROM channels_incoming WHERE state = 'Waiting') + (SELECT COUNT(*) FROM orders_order WHERE status = 'Received'),
            (SELECT COUNT(*) FROM platform_work WHERE (due_at <= @now AND state IN ('Waiting', 'Suspect')) OR (state = 'Running' AND lease_until < @now)),
            (SELECT COUNT(*) FROM warehouse_fulfilment_order WHERE status = 'Planned'),
            (SELECT COUNT(*) FROM warehouse_pick_line l JOIN warehouse_pick_task t ON t.tenant_id = l.tenant_id AND t.id = l.pick_task_id WHERE l.state = 'Open' AND NOT t.is_done),
            (SELECT COUNT(*) FROM warehouse_fulfilment_order WHERE status = 'Picked'),
            (SELECT COUNT(*) FROM warehouse_fulfilment_order f JOIN transport_consignment c ON c.tenant_id = f.tenant_id AND c.id = f.consignment_id
                WHERE f.status = 'Labelled' AND f.warehouse_id = 1 AND c.missing_papers IS NULL),
            (SELECT COUNT(*) FROM warehouse_fulfilment_order f JOIN transport_consignment c ON c.tenant_id = f.tenant_id AND c.id = f.consignment_id
                WHERE f.status = 'Labelled' AND f.warehouse_id = 2 AND c.missing_papers IS NULL),
            (SELECT MIN(f.id) FROM warehouse_fulfilment_order f
                WHERE f.status = 'Packed' AND f.problem IS NOT NULL AND NOT EXISTS (SELECT 1 FROM platform_work w WHERE w.kind IN ('transport.book', 'warehouse.on_consignment_booked') AND w.state <> 'Parked'))
        """;

    private const string NextWork = "SELECT MIN(CASE state WHEN 'Running' THEN lease_until + 1 ELSE due_at END) FROM platform_work WHERE state <> 'Parked'";

    private Seen? last;

    /// <param name="Stuck">A parcel whose booking got stuck or was refused, and of which no answer is on its way; null for none.</param>
    public sealed record Seen(long Journeys, long Due, long Planned, long ToPick, long Picked, long ReadyInFrankfurt, long ReadyInShenzhen, FulfilmentOrderId? Stuck);

    /// <summary>Something may have changed.</summary>
    public void Forget() => last = null;

    public Seen Look() => last ??= world.Store.Read(
        Counts, row => new Seen(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.IsDBNull(7) ? null : new FulfilmentOrderId(row.GetInt64(7))), ("@now", Timestamps.ToStored(world.Clock.Now)))[0];

    /// <summary>The next moment at which something is due: an answer, a timer, an item of work, a lease's end, a thaw.</summary>
    public DateTime? Next()
    {
        var now = world.Clock.Now;
        List<DateTime> moments = [.. world.Turns.Stops.Select(stop => stop.NotBefore), .. world.Processes.Where(_ => world.Chaos.IsOn).Select(process => process.FrozenUntil)];
        if (world.Clock.NextTimer is { } timer) moments.Add(timer);
        if (world.Store.Read(NextWork, row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0))[0] is { } due) moments.Add(Timestamps.FromStored(due));
        return moments.Where(moment => moment > now).Select(moment => (DateTime?)moment).Min();
    }
}
