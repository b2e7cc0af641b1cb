using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Transport.Carriers;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;
using Entrepot.Transport.Domain;

namespace Entrepot.Transport.Features;

/// <summary>
/// Books a packed consignment. Our reference is the idempotency key: after a failed attempt the carrier is asked whether
/// it already knows the reference, so that one consignment never gets two labels. A booking whose label nobody has is taken
/// back there and made anew; where that cannot be done either, the parcel waits for a person with the reason. The numbers
/// that were given up in this way are kept: should the carrier bill one of them, it can be disputed.
/// </summary>
internal sealed class BookAtCarrier(EntrepotDb db, CarrierList carriers, CarrierAccounts accounts, RateBooks books, WorkQueue work, TimeProvider clock) : IExternalWork
{
    public const string WorkKind = "transport.book";

    public string Kind => WorkKind;

    public async Task<object> CallAsync(WorkItem item, CancellationToken ct)
    {
        var id = item.Read<CarrierWork>().Consignment;
        var row = (await db.ConsignmentsAsync([id], ct)).Single();
        var mayBeThere = item.Attempts > 1; // An earlier attempt may have reached the carrier.
        if (row.Status != ConsignmentStatus.Booking && !(row.Status == ConsignmentStatus.Voided && mayBeThere)) return new Booking(); // Taken back before we came to it.

        var carrier = carriers.Find(row.Carrier);
        if (carrier is null) return new Booking(Problem: TransportProblems.UnknownCarrier(row.Carrier, carriers.Codes));
        var account = await accounts.FindAsync(row.Carrier, ct);
        if (account.Problem is { } noAccount) return new Booking(Problem: noAccount);
        if ((await books.CurrentAsync(db, ct)).WireCode(row.Service) is not { } wireCode) return new Booking(Problem: TransportProblems.NoWireCode(row.Service));

        var parcels = (await db.ParcelsAsync([id], ct))[id];
        var request = ToRequest(row, parcels, wireCode, clock.GetUtcNow().UtcDateTime);
        IReadOnlyList<string> givenUp = [];
        if (mayBeThere && await carrier.FindAsync(account.Value, request, ct) is { } earlier)
        {
            if (row.Status == ConsignmentStatus.Voided || earlier.IsLabelled || account.Value.TakesOurLabels) return new Booking(earlier) { GivenUp = earlier.AlsoThere };
            await TakeBackAsync(carrier, account.Value, earlier, ct);
            givenUp = [.. earlier.AlsoThere, earlier.CarrierReference];
        }

        if (row.Status == ConsignmentStatus.Voided) return new Booking();

        var answer = await carrier.BookAsync(account.Value, request, ct);
        if (answer.Problem is { } problem) return new Booking(Problem: problem) { GivenUp = givenUp };
        return answer.Value.IsLabelled || account.Value.TakesOurLabels ? new Booking(answer.Value) { GivenUp = givenUp }
            : throw new HttpRequestException($"{carrier.Name} has booked {answer.Value.CarrierReference} and gave no label for it.");
    }

    private static async Task TakeBackAsync(ICarrier carrier, CarrierAccount account, BookedConsignment earlier, CancellationToken ct)
    {
        var taken = await carrier.VoidAsync(account, earlier.CarrierReference, [.. earlier.Parcels.Select(parcel => parcel.TrackingNumber)], ct);
        if (taken.Problem is { } refused) throw new HttpRequestException($"{carrier.Name} has booked {earlier.CarrierReference}, does not give its label again and does not take it back ({refused.Message}). Cancel it there.");
    }

    public async Task ApplyAsync(WorkItem item, object outcome, CancellationToken ct)
    {
        var booking = (Booking)outcome;
        var (booked, problem) = booking;
        var id = item.Read<CarrierWork>().Consignment;
        var row = (await db.ConsignmentsAsync([id], ct)).Single();
        foreach (var number in booking.GivenUp) db.Writes.Execute(ConsignmentSql.GiveUpNumber, false, db.Tenant.Value, row.Id.Value, number);
        if (row.Status == ConsignmentStatus.Voided && booked is not null) await VoidThereAsync(row, booked, ct);
        if (row.Status != ConsignmentStatus.Booking) return;

        if (booked is not null) await BookAsync(row, booked, booking.GivenUp, ct);
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

    private async Task BookAsync(ConsignmentRow row, BookedConsignment booked, IReadOnlyList<string> givenUp, CancellationToken ct)
    {
        var price = booked.Price ?? new Money(row.EstimatedPriceMinor, row.EstimatedPriceCurrency);
        db.Writes.Execute(ConsignmentSql.Book, true, db.Tenant.Value, row.Id.Value, booked.CarrierReference, booked.Price?.Minor, booked.Price?.Currency, Timestamps.ToStored(clock.GetUtcNow().UtcDateTime));
        await NumberAsync(row, booked, ct);
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
    private async Task VoidThereAsync(ConsignmentRow row, BookedConsignment booked, CancellationToken ct)
    {
        db.Writes.Execute(ConsignmentSql.KeepVoidedNumber, true, db.Tenant.Value, row.Id.Value, booked.CarrierReference);
        await NumberAsync(row, booked, ct);
        work.Add(VoidAtCarrier.WorkKind, row.Reference, new CarrierWork(row.Id), destination: await accounts.DestinationAsync(row.Carrier, ct));
    }

    private async Task NumberAsync(ConsignmentRow row, BookedConsignment booked, CancellationToken ct)
    {
        foreach (var parcel in (await db.ParcelsAsync([row.Id], ct))[row.Id])
        {
            var numbered = booked.Parcels.Single(other => other.Number == parcel.Number);
            db.Writes.Execute(ConsignmentSql.Number, true, db.Tenant.Value, parcel.Id, numbered.TrackingNumber, numbered.RoutingCode);
        }
    }

    private static BookingRequest ToRequest(ConsignmentRow row, IEnumerable<ParcelRow> parcels, string wireCode, DateTime now) => new(
        row.Reference, wireCode, ConsignmentDocuments.ReadAddress(row.ShipFrom), ConsignmentDocuments.ReadAddress(row.ShipTo),
        [.. parcels.Select(parcel => new BookingParcel(parcel.Number, parcel.Outer, parcel.GrossWeightGrams))],
        new(row.GoodsValueMinor, row.GoodsValueCurrency), row.Incoterm, row.CustomsDescription, row.IossNumber, now);

    /// <summary>Neither is set when there was nothing to do.</summary>
    private sealed record Booking(BookedConsignment? Booked = null, Problem? Problem = null)
    {
        /// <summary>The carrier's numbers of earlier bookings whose answers were lost, and which nobody will use.</summary>
        public IReadOnlyList<string> GivenUp { get; init; } = [];
    }
}
