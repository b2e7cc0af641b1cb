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
internal sealed partial class TrackConsignments(EntrepotDb db, CarrierList carriers, CarrierAccounts accounts, IdBlocks ids, WorkQueue work, TimeProvider clock, ILogger<TrackConsignments> log) : IExternalWork
{
    public const string WorkKind = "transport.track";

    /// <summary>Consignments in one item: DHL Parcel Germany answers for 20 parcels in one call, and an item must end within its lease.</summary>
    public const int BatchMax = 20;

    /// <summary>For all numbers of an item together. A call to the world may take two minutes (<see cref="IExternalWork"/>), and what takes longer counts as failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public string Kind => WorkKind;

    public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
    {
        var (code, consignments) = item.Read<TrackWork>();
        if (carriers.Find(code) is not { } carrier || await accounts.FindAsync(code, ct) is not { IsOk: true, Value: var account }) return Array.Empty<TrackedParcel>();

        var open = (await db.ConsignmentsAsync(consignments, ct)).Where(row => !ConsignmentLifecycle.IsFinal(row.Status)).Select(row => row.Id).ToList();
        var numbers = (await db.ParcelsAsync(open, ct)).SelectMany(parcels => parcels).Where(parcel => !ConsignmentLifecycle.IsFinal(parcel.Status)).Select(parcel => parcel.TrackingNumber).OfType<string>().ToList();
        using var patience = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            return numbers.Count == 0 ? [] : await carrier.TrackAsync(account, numbers, both.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            LogUnreachable(log, exception, code, numbers.Count);
            return new Unanswered(exception);
        }
    }

    public async Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct)
    {
        var tracked = (outcome as IReadOnlyList<TrackedParcel> ?? []).ToLookup(parcel => parcel.TrackingNumber, parcel => parcel.Events);
        var (code, consignments) = item.Read<TrackWork>();
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = await db.ConsignmentsAsync(consignments, ct);
        var parcels = await db.ParcelsAsync(consignments, ct);
        var events = await db.EventsAsync(consignments, ct);
        var open = new List<ConsignmentId>();
        foreach (var row in rows)
        {
            if (ConsignmentLifecycle.IsFinal(row.Status)) continue;
            var known = events[row.Id].ToList();
            var scans = NewScans(parcels[row.Id], known, tracked);
            if (scans.Count == 0 && IsSilent(row, known, now)) scans = [.. parcels[row.Id].Select(parcel => (parcel.Id, Silence(now)))];
            else open.Add(row.Id);
            if (scans.Count > 0 && Keep(row, parcels[row.Id], known, scans)) open.Remove(row.Id);
        }

        if (open.Count > 0) work.Add(WorkKind, item.Key, new TrackWork(code, open), await accounts.PollEveryAsync(code, ct), await accounts.DestinationAsync(code, ct));
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
        foreach (var advance in progress.Advances)
            work.Publish(row.Reference, new ConsignmentAdvanced(row.Id, row.OrderId, advance.To, advance.Because.Text, advance.Because.Place, advance.Because.At));
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
