using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;
using Entrepot.Transport.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Transport.Features;

/// <summary>Consignments from plan to hand-over. Calls to carriers are only asked for here; work items make them.</summary>
internal sealed class KeepConsignments(EntrepotDb db, CarrierAccounts accounts, IdBlocks idBlocks, WorkQueue work, TimeProvider clock, PrintLabel labels) : IConsignments
{
    public void Plan(IReadOnlyList<NewConsignment> consignments)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var sites = new Dictionary<Address, string>(ReferenceEqualityComparer.Instance); // A batch ships from few addresses.
        var rows = new ConsignmentRow[consignments.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var shipFrom = consignments[i].ShipFrom;
            if (!sites.TryGetValue(shipFrom, out var site)) sites[shipFrom] = site = ConsignmentDocuments.Write(shipFrom);
            rows[i] = ToRow(consignments[i], site, now);
        }

        db.Writes.Insert<ConsignmentRow>(rows);
    }

    public async Task<IReadOnlyList<Result>> BookAsync(IReadOnlyList<PackedForBooking> packed, CancellationToken ct)
    {
        var rows = (await db.ConsignmentsAsync([.. packed.Select(one => one.Consignment)], ct)).ToDictionary(row => row.Id);
        var answers = new Result[packed.Count];
        for (var i = 0; i < answers.Length; i++)
            answers[i] = rows.TryGetValue(packed[i].Consignment, out var row) ? await BookAsync(row, packed[i].Parcels, ct) : TransportProblems.NotFound(packed[i].Consignment);
        return answers;
    }

    private async Task<Result> BookAsync(ConsignmentRow consignment, IReadOnlyList<PackedParcel> parcels, CancellationToken ct)
    {
        if (consignment.Status == ConsignmentStatus.Voided) return TransportProblems.Voided(consignment.Reference);
        if (consignment is { Status: ConsignmentStatus.Booking, Problem: not null }) AskAgain(consignment);
        if (consignment.Status != ConsignmentStatus.Planned) return Result.Ok; // Asked already.
        if (parcels.Count == 0) return TransportProblems.NoParcels(consignment.Reference);

        for (var i = 0; i < parcels.Count; i++)
        {
            var (carton, outer, weight) = parcels[i];
            db.Writes.Insert(new ParcelRow
            {
                TenantId = db.Tenant,
                Id = idBlocks.Next(),
                ConsignmentId = consignment.Id,
                Number = i + 1,
                Carton = carton,
                LengthMillimetres = outer.LengthMillimetres,
                WidthMillimetres = outer.WidthMillimetres,
                HeightMillimetres = outer.HeightMillimetres,
                GrossWeightGrams = weight,
                Status = ConsignmentStatus.Booking,
            });
        }

        db.Writes.Execute(ConsignmentSql.StartBooking, true, db.Tenant.Value, consignment.Id.Value);
        work.Add(BookAtCarrier.WorkKind, consignment.Reference, new CarrierWork(consignment.Id), destination: await accounts.DestinationAsync(consignment.Carrier, ct));
        return Result.Ok;
    }

    public async Task<IReadOnlyList<Result>> VoidAsync(IReadOnlyList<OrderId> orders, CancellationToken ct)
    {
        var byOrder = (await db.ConsignmentsOfAsync(orders, ct)).ToLookup(row => row.OrderId);
        var done = new HashSet<OrderId>();
        var answers = new Result[orders.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            var consignments = byOrder[orders[i]];
            if (consignments.FirstOrDefault(row => ConsignmentLifecycle.IsHandedOver(row.Status)) is { } gone) answers[i] = TransportProblems.HandedOver(gone.Reference, gone.Status);
            else if (done.Add(orders[i])) await VoidAsync(consignments.Where(row => row.Status != ConsignmentStatus.Voided), ct);
        }

        return answers;
    }

    public void PapersMade(IReadOnlyList<ConsignmentId> ids)
    {
        foreach (var id in ids) db.Writes.Execute(ConsignmentSql.PapersMade, true, db.Tenant.Value, id.Value);
    }

    public async Task<IReadOnlyDictionary<ConsignmentId, string>> MissingPapersAsync(IReadOnlyList<ConsignmentId> ids, CancellationToken ct) =>
        await db.Set<ConsignmentRow>().Where(row => ids.Contains(row.Id) && row.MissingPapers != null).ToDictionaryAsync(row => row.Id, row => row.MissingPapers ?? "", ct);

    public async Task<Result> HandOverAsync(IReadOnlyList<ConsignmentId> ids, DateTime now, CancellationToken ct)
    {
        var rows = await db.ConsignmentsAsync(ids, ct);
        var found = rows.ToDictionary(row => row.Id);
        foreach (var id in ids)
        {
            if (!found.TryGetValue(id, out var row)) return TransportProblems.NotFound(id);
            if (row.Status != ConsignmentStatus.Booked && !ConsignmentLifecycle.IsHandedOver(row.Status)) return TransportProblems.NotBooked(row.Reference, row.Status);
            if (row is { Status: ConsignmentStatus.Booked, MissingPapers: { } papers }) return TransportProblems.PapersMissing(row.Reference, papers);
        }

        rows.RemoveAll(row => row.Status != ConsignmentStatus.Booked); // Handed over before: asking twice is harmless.
        foreach (var row in rows)
        {
            db.Writes.Execute(ConsignmentSql.HandOver, true, db.Tenant.Value, row.Id.Value, Timestamps.ToStored(now));
            db.Writes.Execute(ConsignmentSql.HandOverParcels, false, db.Tenant.Value, row.Id.Value);
        }

        foreach (var carrier in rows.GroupBy(row => row.Carrier))
            foreach (var batch in carrier.Chunk(TrackConsignments.BatchMax))
                work.Add(TrackConsignments.WorkKind, batch[0].Reference, new TrackWork(carrier.Key, [.. batch.Select(row => row.Id)]), await accounts.PollEveryAsync(carrier.Key, ct), await accounts.DestinationAsync(carrier.Key, ct));
        return Result.Ok;
    }

    public async Task<IReadOnlyList<ConsignmentInfo>> OfOrdersAsync(IReadOnlyList<OrderId> orders, CancellationToken ct) =>
        await db.InfosAsync(await db.ConsignmentsOfAsync(orders, ct), ct);

    public async Task<IReadOnlyList<ConsignmentInfo>> FindAsync(IReadOnlyList<ConsignmentId> ids, CancellationToken ct) =>
        await db.InfosAsync(await db.ConsignmentsAsync(ids, ct), ct);

    public Task<Result<ParcelLabel>> LabelAsync(long parcelId, LabelFormat? format, CancellationToken ct) => labels.RunAsync(parcelId, format, ct);

    /// <summary>The carrier could not be reached before. What it may have booked then is found by our reference.</summary>
    private void AskAgain(ConsignmentRow stuck)
    {
        db.Writes.Execute(ConsignmentSql.SetProblem, true, db.Tenant.Value, stuck.Id.Value, null);
        work.Wake(BookAtCarrier.WorkKind, stuck.Reference);
    }

    private async Task VoidAsync(IEnumerable<ConsignmentRow> consignments, CancellationToken ct)
    {
        foreach (var row in consignments)
        {
            db.Writes.Execute(ConsignmentSql.Move, true, db.Tenant.Value, row.Id.Value, row.Status.ToString(), nameof(ConsignmentStatus.Voided));
            if (row.Status == ConsignmentStatus.Booked) work.Add(VoidAtCarrier.WorkKind, row.Reference, new CarrierWork(row.Id), destination: await accounts.DestinationAsync(row.Carrier, ct));
            // One that is just being booked is voided at the carrier by the booking's own outcome; one that got stuck must find out first whether there is anything to void.
            if (row.Status == ConsignmentStatus.Booking) work.Wake(BookAtCarrier.WorkKind, row.Reference);
        }
    }

    private ConsignmentRow ToRow(NewConsignment planned, string shipFrom, DateTime now) => new()
    {
        TenantId = db.Tenant,
        Id = planned.Id,
        OrderId = planned.Order,
        FulfilmentOrderId = planned.FulfilmentOrder,
        WarehouseId = planned.Warehouse,
        Reference = planned.Reference,
        Status = ConsignmentStatus.Planned,
        Carrier = planned.Plan.Service[..planned.Plan.Service.IndexOf('/', StringComparison.Ordinal)],
        Service = planned.Plan.Service,
        ServiceName = planned.Plan.ServiceName,
        ShipFrom = shipFrom,
        ShipTo = ConsignmentDocuments.Write(planned.ShipTo),
        ShipToCountry = planned.ShipTo.Country,
        GoodsValueMinor = planned.GoodsValue.Minor,
        GoodsValueCurrency = planned.GoodsValue.Currency,
        Incoterm = planned.Incoterm,
        CustomsDescription = planned.CustomsDescription,
        IossNumber = planned.IossNumber,
        EstimatedPriceMinor = planned.Plan.Price.Minor,
        EstimatedPriceCurrency = planned.Plan.Price.Currency,
        PlannedParcels = ConsignmentDocuments.Write(planned.Plan.Parcels),
        MissingPapers = planned.MissingPapers,
        PlannedAt = now,
    };
}

/// <summary>Payload of the work items about one consignment.</summary>
internal sealed record CarrierWork(ConsignmentId Consignment);
