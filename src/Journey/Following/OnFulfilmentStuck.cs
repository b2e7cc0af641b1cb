using Entrepot.Orders.Contracts;
using Entrepot.Platform.Work;
using Entrepot.Transport.Contracts;

namespace Entrepot.Journey.Following;

/// <summary>The carrier refused the parcels: its words stand on the order's timeline; the floor's board offers to book again.</summary>
internal sealed class OnConsignmentRefused(IOrderBook book, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_consignment_refused";

    public string Kind => Subscription;

    public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        book.Note([.. items.Select(item => item.Read<ConsignmentRefused>()).Select(refused => (refused.Order, "refused_by_carrier", refused.Reason))], clock.GetUtcNow().UtcDateTime);
        return Task.CompletedTask;
    }
}

/// <summary>The carrier could not be asked for a label: the order's timeline says so; the floor's board offers to book again.</summary>
internal sealed class OnBookingStuck(IOrderBook book, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_booking_stuck";

    public string Kind => Subscription;

    public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        book.Note([.. items.Select(item => item.Read<BookingStuck>()).Select(stuck => (stuck.Order, "booking_stuck", stuck.Reason))], clock.GetUtcNow().UtcDateTime);
        return Task.CompletedTask;
    }
}
