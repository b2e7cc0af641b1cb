using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Transport.Carriers;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;
using Entrepot.Transport.Domain;
using Entrepot.Transport.Rates;

namespace Entrepot.Transport.Features;

/// <summary>
/// Books a packed consignment. Our reference is the idempotency key: after a failed attempt the carrier is asked whether
/// it already knows the reference, so that one consignment never gets two labels. A booking whose label nobody has is taken
/// back there and made anew; where that cannot be done either, the parcel waits for a person with the reason. The numbers
/// that were given up in this way are kept: should the carrier bill one of them, it can be disputed.
/// </summary>
internal sealed class BookAtCarrier(EntrepotDb db, CarrierList carriers, CarrierAccounts accounts, RateBooks books, WorkQueue work, TimeProvider clock) : IBatchedWork
{
    public const string WorkKind = "transport.book";

    /// <summary>For one scope.</summary>
    private RateBook? book;

    public string Kind => WorkKind;

    public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
    {
        var id = item.Read<CarrierWork>().Consignment;
        var row = (await db.ConsignmentsAsync([id], ct)).Single();
        var (ready, instead) = await ReadyAsync(item, row, ct);
        return ready is null ? instead : await CallAsync(ready, ToRequest(row, (await db.ParcelsAsync([id], ct))[id], ready.WireCode, clock.GetUtcNow().UtcDateTime), ct);
    }

    public async Task<IReadOnlyList<Func<CancellationToken, Task<object>>?>> PrepareAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var ids = items.Select(item => item.Read<CarrierWork>().Consignment).ToList();
        var rows = (await db.ConsignmentsAsync(ids, ct)).ToDictionary(row => row.Id);
        var parcels = await db.ParcelsAsync(ids, ct);
        var calls = new Func<CancellationToken, Task<object>>?[items.Count];
        for (var i = 0; i < calls.Length; i++)
        {
            if (!rows.TryGetValue(ids[i], out var row)) continue;
            var (ready, instead) = await ReadyAsync(items[i], row, ct);
            var packed = parcels[row.Id];
            calls[i] = ready is null ? _ => Task.FromResult<object>(instead) : async end => await CallAsync(ready, ToRequest(row, packed, ready.WireCode, clock.GetUtcNow().UtcDateTime), end);
        }

        return calls;
    }

    /// <summary>What a call needs besides the consignment, or the outcome of one that is not made.</summary>
    private async Task<(Ready? Ready, Booking Instead)> ReadyAsync(WorkItem item, ConsignmentRow row, CancellationToken ct)
    {
        var mayBeThere = item.Attempts > 1; // An earlier attempt may have reached the carrier.
        if (row.Status != ConsignmentStatus.Booking && !(row.Status == ConsignmentStatus.Voided && mayBeThere)) return (null, new()); // Taken back before we came to it.

        var carrier = carriers.Find(row.Carrier);
        if (carrier is null) return (null, new(Problem: TransportProblems.UnknownCarrier(row.Carrier, carriers.Codes)));
        var account = await accounts.FindAsync(row.Carrier, ct);
        if (account.Problem is { } noAccount) return (null, new(Problem: noAccount));
        book ??= await books.CurrentAsync(db, ct);
        if (book.WireCode(row.Service) is not { } wireCode) return (null, new(Problem: TransportProblems.NoWireCode(row.Service)));
        return (new(carrier, account.Value, wireCode, mayBeThere, row.Status == ConsignmentStatus.Voided), new());
    }

    /// <summary>Touches nothing but the carrier.</summary>
    private static async Task<Booking> CallAsync(Ready ready, BookingRequest request, CancellationToken ct)
    {
        var (carrier, account, _, mayBeThere, isVoided) = ready;
        IReadOnlyList<string> givenUp = [];
        if (mayBeThere && await carrier.FindAsync(account, request, ct) is { } earlier)
        {
            if (isVoided || earlier.IsLabelled || account.TakesOurLabels) return new(earlier) { GivenUp = earlier.AlsoThere };
            await TakeBackAsync(carrier, account, earlier, ct);
            givenUp = [.. earlier.AlsoThere, earlier.CarrierReference];
        }

        if (isVoided) return new();

        var answer = await carrier.BookAsync(account, request, ct);
        if (answer.Problem is { } problem) return new(Problem: problem) { GivenUp = givenUp };
        return answer.Value.IsLabelled || account.TakesOurLabels ? new(answer.Value) { GivenUp = givenUp }
            : throw new HttpRequestException($"{carrier.Name} has booked {answer.Value.CarrierReference} and gave no label for it.");
    }

    private static async Task TakeBackAsync(ICarrier carrier, CarrierAccount account, BookedConsignment earlier, CancellationToken ct)
    {
        var taken = await carrier.VoidAsync(account, earlier.CarrierReference, [.. earlier.Parcels.Select(parcel => parcel.TrackingNumber)], ct);
        if (taken.Problem is { } refused) throw new HttpRequestException($"{carrier.Name} has booked {earlier.CarrierReference}, does not give its label again and does not take it back ({refused.Message}). Cancel it there.");
    }

    public Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct) => ApplyAsync([(item, outcome)], ct);

    public async Task ApplyAsync(IReadOnlyList<(WorkItem Item, object Outcome)> ended, CancellationToken ct)
    {
        var ids = ended.Select(one => one.Item.Read<CarrierWork>().Consignment).ToList();
        var rows = (await db.ConsignmentsAsync(ids, ct)).ToDictionary(row => row.Id);
        var parcels = await db.ParcelsAsync(ids, ct);
        for (var i = 0; i < ids.Count; i++) await ApplyAsync(rows[ids[i]], parcels[ids[i]], (Booking)ended[i].Outcome, ct);
    }

    private async Task ApplyAsync(ConsignmentRow row, IEnumerable<ParcelRow> parcels, Booking booking, CancellationToken ct)
    {
        var (booked, problem) = booking;
        foreach (var number in booking.GivenUp) db.Writes.Execute(ConsignmentSql.GiveUpNumber, false, db.Tenant.Value, row.Id.Value, number);
        if (row.Status == ConsignmentStatus.Voided && booked is not null) await VoidThereAsync(row, parcels, booked, ct);
        if (row.Status != ConsignmentStatus.Booking) return;

        if (booked is not null) Book(row, parcels, booked, booking.GivenUp);
        else if (problem is not null) Refuse(row, problem);
    }

    /// <summary>Whether the carrier has booked it is not known, so it stays as it is, and somebody is told why.</summary>
    public async Task GiveUpAsync(WorkItem item, Exception why, CancellationToken ct)
    {
        var row = (await db.ConsignmentsAsync([item.Read<CarrierWork>().Consignment], ct)).Single();
        if (row.Status != ConsignmentStatus.Booking) return;

        var problem = TransportProblems.BookingStuck(carriers.Find(row.Carrier)?.Name ?? row.Carrier, item.Attempts, why.Message);
        db.Writes.Execute(ConsignmentSql.SetProblem, true, db.Tenant.Value, row.Id.Value, problem.Message);
        work.Publish(row.Reference, new BookingStuck(row.Id, row.OrderId, row.FulfilmentOrderId, problem.Message));
    }

    private void Book(ConsignmentRow row, IEnumerable<ParcelRow> parcels, BookedConsignment booked, IReadOnlyList<string> givenUp)
    {
        var price = booked.Price ?? new Money(row.EstimatedPriceMinor, row.EstimatedPriceCurrency);
        db.Writes.Execute(ConsignmentSql.Book, true, db.Tenant.Value, row.Id.Value, booked.CarrierReference, booked.Price?.Minor, booked.Price?.Currency, Timestamps.ToStored(clock.GetUtcNow().UtcDateTime));
        Number(parcels, booked);
        foreach (var label in booked.Labels)
            db.Writes.Insert(new LabelRow { TenantId = db.Tenant, ConsignmentId = row.Id, ParcelNumber = label.Parcel, Format = label.Format, Content = label.Content });
        work.Publish(row.Reference, new ConsignmentBooked(row.Id, row.OrderId, row.FulfilmentOrderId, [.. booked.Parcels.Select(parcel => parcel.TrackingNumber)], price) { GivenUp = givenUp });
    }

    private void Refuse(ConsignmentRow row, Problem problem)
    {
        db.Writes.Execute(ConsignmentSql.Refuse, true, db.Tenant.Value, row.Id.Value, problem.Message);
        db.Writes.Execute(ConsignmentSql.ForgetParcels, false, db.Tenant.Value, row.Id.Value); // The next attempt brings its own.
        work.Publish(row.Reference, new ConsignmentRefused(row.Id, row.OrderId, row.FulfilmentOrderId, problem.Message));
    }

    /// <summary>The order was cancelled while the carrier was answering: take the label back there.</summary>
    private async Task VoidThereAsync(ConsignmentRow row, IEnumerable<ParcelRow> parcels, BookedConsignment booked, CancellationToken ct)
    {
        db.Writes.Execute(ConsignmentSql.KeepVoidedNumber, true, db.Tenant.Value, row.Id.Value, booked.CarrierReference);
        Number(parcels, booked);
        work.Add(VoidAtCarrier.WorkKind, row.Reference, new CarrierWork(row.Id), destination: await accounts.DestinationAsync(row.Carrier, ct));
    }

    private void Number(IEnumerable<ParcelRow> parcels, BookedConsignment booked)
    {
        foreach (var parcel in parcels)
        {
            var numbered = booked.Parcels.Single(other => other.Number == parcel.Number);
            db.Writes.Execute(ConsignmentSql.Number, true, db.Tenant.Value, parcel.Id, numbered.TrackingNumber, numbered.RoutingCode);
        }
    }

    private static BookingRequest ToRequest(ConsignmentRow row, IEnumerable<ParcelRow> parcels, string wireCode, DateTime now) => new(
        row.Reference, wireCode, ConsignmentDocuments.ReadAddress(row.ShipFrom), ConsignmentDocuments.ReadAddress(row.ShipTo),
        [.. parcels.Select(parcel => new BookingParcel(parcel.Number, parcel.Outer, parcel.GrossWeightGrams))],
        new(row.GoodsValueMinor, row.GoodsValueCurrency), row.Incoterm, row.CustomsDescription, row.IossNumber, now);

    /// <param name="MayBeThere">An earlier attempt may have reached the carrier.</param>
    /// <param name="IsVoided">It is no longer wanted, and only looked for.</param>
    private sealed record Ready(ICarrier Carrier, CarrierAccount Account, string WireCode, bool MayBeThere, bool IsVoided);

    /// <summary>Neither is set when there was nothing to do.</summary>
    private sealed record Booking(BookedConsignment? Booked = null, Problem? Problem = null)
    {
        /// <summary>The carrier's numbers of earlier bookings whose answers were lost, and which nobody will use.</summary>
        public IReadOnlyList<string> GivenUp { get; init; } = [];
    }
}
