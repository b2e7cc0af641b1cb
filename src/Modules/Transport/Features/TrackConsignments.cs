using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Transport.Carriers;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;
using Entrepot.Transport.Domain;
using Entrepot.Transport.Tracking;
using Microsoft.Extensions.Logging;

namespace Entrepot.Transport.Features;

/// <summary>
/// Asks a carrier what became of a batch of consignments, again and again until the last of them has arrived. An
/// unreachable carrier is no failure of the item: it is simply asked again after the usual pause, and its breaker learns
/// of it.
/// </summary>
internal sealed partial class TrackConsignments(EntrepotDb db, CarrierList carriers, CarrierAccounts accounts, IdBlocks ids, WorkQueue work, TimeProvider clock, ILogger<TrackConsignments> log) : IBatchedWork
{
    public const string WorkKind = "transport.track";

    /// <summary>Consignments in one item: DHL Parcel Germany answers for 20 parcels in one call, and an item must end within its lease.</summary>
    public const int BatchMax = 20;

    /// <summary>For all numbers of an item together. A call to the world may take two minutes (<see cref="IExternalWork"/>), and what takes longer counts as failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly IReadOnlyList<TrackedParcel> Nothing = [];

    public string Kind => WorkKind;

    public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
    {
        var call = (await PrepareAsync([item], ct))[0];
        return call is null ? Nothing : await call(ct);
    }

    public async Task<IReadOnlyList<Func<CancellationToken, Task<object>>?>> PrepareAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var asked = items.Select(item => item.Read<TrackWork>()).ToList();
        var open = (await db.StatusesAsync([.. asked.SelectMany(work => work.Consignments)], ct)).Where(row => !ConsignmentLifecycle.IsFinal(row.Status)).Select(row => row.Id).ToList();
        var parcels = await db.ParcelsAsync(open, ct);
        var calls = new Func<CancellationToken, Task<object>>?[items.Count];
        for (var i = 0; i < calls.Length; i++)
        {
            var (code, consignments) = asked[i];
            var numbers = consignments.SelectMany(id => parcels[id]).Where(parcel => !ConsignmentLifecycle.IsFinal(parcel.Status)).Select(parcel => parcel.TrackingNumber).OfType<string>().ToList();
            calls[i] = numbers.Count > 0 && carriers.Find(code) is { } carrier && await accounts.FindAsync(code, ct) is { IsOk: true, Value: var account }
                ? end => AskAsync(carrier, account, numbers, end) : _ => Task.FromResult<object>(Nothing);
        }

        return calls;
    }

    private async Task<object> AskAsync(ICarrier carrier, CarrierAccount account, List<string> numbers, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return await carrier.TrackAsync(account, numbers, both.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            LogUnreachable(log, exception, carrier.Code, numbers.Count);
            return new Unanswered(exception);
        }
    }

    public Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct) => ApplyAsync([(item, outcome)], ct);

    public async Task ApplyAsync(IReadOnlyList<(WorkItem Item, object Outcome)> ended, CancellationToken ct)
    {
        var asked = ended.Select(one => one.Item.Read<TrackWork>()).ToList();
        List<ConsignmentId> all = [.. asked.SelectMany(work => work.Consignments)];
        var rows = (await db.ConsignmentsAsync(all, ct)).ToDictionary(row => row.Id);
        var parcels = await db.ParcelsAsync(all, ct);
        var events = await db.EventsAsync(all, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        for (var i = 0; i < asked.Count; i++)
        {
            var tracked = (ended[i].Outcome as IReadOnlyList<TrackedParcel> ?? Nothing).ToLookup(parcel => parcel.TrackingNumber, parcel => parcel.Events);
            var open = new List<ConsignmentId>();
            foreach (var id in asked[i].Consignments)
                if (rows.TryGetValue(id, out var row) && IsStillOpen(row, parcels[id], [.. events[id]], tracked, now)) open.Add(id);
            var code = asked[i].Carrier;
            if (open.Count > 0) work.Add(WorkKind, ended[i].Item.Key, new TrackWork(code, open), await accounts.PollEveryAsync(code, ct), await accounts.DestinationAsync(code, ct));
        }
    }

    /// <summary>Keeps what is new of one consignment.</summary>
    /// <returns>Whether its carrier is to be asked again.</returns>
    private bool IsStillOpen(ConsignmentRow row, IEnumerable<ParcelRow> parcels, List<TrackingEventRow> known, ILookup<string, IReadOnlyList<TrackingEvent>> tracked, DateTime now)
    {
        if (ConsignmentLifecycle.IsFinal(row.Status)) return false;
        var scans = NewScans(parcels, known, tracked);
        var isSilent = scans.Count == 0 && IsSilent(row, known, now);
        if (isSilent) scans = [.. parcels.Select(parcel => (parcel.Id, Silence(now)))];
        var isOver = scans.Count > 0 && Keep(row, parcels, known, scans);
        return !isSilent && !isOver;
    }

    private static List<(long Parcel, TrackingEvent Event)> NewScans(IEnumerable<ParcelRow> parcels, List<TrackingEventRow> known, ILookup<string, IReadOnlyList<TrackingEvent>> tracked)
    {
        var seen = known.Select(row => (row.ParcelId, row.At, row.Code, row.Text)).ToHashSet();
        return [.. parcels.Where(parcel => parcel.TrackingNumber is not null)
            .SelectMany(parcel => tracked[parcel.TrackingNumber ?? ""].SelectMany(list => list).Select(scan => (parcel.Id, scan)))
            .Where(pair => seen.Add((pair.Id, pair.scan.At, pair.scan.Code, pair.scan.Text)))];
    }

    /// <summary>Stores the scans and the moves they cause, and tells the others.</summary>
    /// <returns>Whether the consignment's life is over.</returns>
    private bool Keep(ConsignmentRow row, IEnumerable<ParcelRow> parcels, List<TrackingEventRow> known, List<(long Parcel, TrackingEvent Event)> scans)
    {
        var before = parcels.ToDictionary(parcel => parcel.Id, parcel => parcel.Status);
        var progress = new TrackingProgress(row.Status, before);
        progress.Take(known.Select(scan => (scan.ParcelId, new TrackingEvent(scan.At, scan.Status, scan.Code, scan.Text, scan.Place))), scans);
        foreach (var (parcel, scan) in scans)
            db.Writes.Insert(new TrackingEventRow { TenantId = db.Tenant, Id = ids.Next(), ConsignmentId = row.Id, ParcelId = parcel, At = scan.At, Status = scan.Status, Code = scan.Code, Text = scan.Text, Place = scan.Place });
        foreach (var (parcel, status) in progress.Parcels)
            if (before[parcel] != status) db.Writes.Execute(ConsignmentSql.MoveParcel, true, db.Tenant.Value, parcel, status.ToString());
        if (progress.Status != row.Status) db.Writes.Execute(ConsignmentSql.Move, true, db.Tenant.Value, row.Id.Value, row.Status.ToString(), progress.Status.ToString());
        if (progress.Advances.Count > 0)
            work.Publish(row.Reference, new ConsignmentMoved(row.Id, row.OrderId, [.. progress.Advances.Select(advance => new ConsignmentStep(advance.To, advance.Because.Text, advance.Because.Place, advance.Because.At))]));
        if (progress.Status == ConsignmentStatus.Delivered) work.Publish(row.Reference, new ConsignmentDelivered(row.Id, row.OrderId, progress.Advances[^1].Because.At));
        return ConsignmentLifecycle.IsFinal(progress.Status);
    }

    private static bool IsSilent(ConsignmentRow row, List<TrackingEventRow> known, DateTime now)
    {
        var last = known.Count > 0 ? known[^1].At : row.HandedOverAt ?? now;
        return now - last > TimeSpan.FromDays(TrackingPolicy.Current.SilentDays);
    }

    private static TrackingEvent Silence(DateTime now) =>
        new(now, ConsignmentStatus.Exception, "silent", $"No scan for {TrackingPolicy.Current.SilentDays} days; the carrier is no longer asked.", "");

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Carrier} did not answer for {Count} parcels; it is asked again later")]
    private static partial void LogUnreachable(ILogger logger, Exception exception, string carrier, int count);
}

/// <summary>Payload of the work items that follow consignments of one carrier.</summary>
internal sealed record TrackWork(string Carrier, IReadOnlyList<ConsignmentId> Consignments);
