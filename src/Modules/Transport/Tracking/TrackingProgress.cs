using Entrepot.Transport.Contracts;
using Entrepot.Transport.Domain;

namespace Entrepot.Transport.Tracking;

/// <summary>
/// What new scans mean for one consignment: every parcel moves along its own scans, and the consignment is where its
/// hindmost parcel is. Pure; the caller stores the outcome.
/// </summary>
internal sealed class TrackingProgress(ConsignmentStatus status, IReadOnlyDictionary<long, ConsignmentStatus> parcels)
{
    private readonly Dictionary<long, ConsignmentStatus> parcels = new(parcels);
    private readonly List<Advance> advances = [];

    public ConsignmentStatus Status { get; private set; } = status;

    /// <summary>The consignment's moves, in order.</summary>
    public IReadOnlyList<Advance> Advances => advances;

    public IReadOnlyDictionary<long, ConsignmentStatus> Parcels => parcels;

    /// <param name="events">New ones only, of any parcels, in any order.</param>
    public void Take(IReadOnlyList<(long Parcel, TrackingEvent Event)> events)
    {
        foreach (var (parcel, scan) in events.OrderBy(pair => pair.Event.At))
        {
            if (parcels[parcel] == scan.Status || !ConsignmentLifecycle.Allows(parcels[parcel], scan.Status)) continue; // Kept as an event, but no move.
            parcels[parcel] = scan.Status;
            var next = Hindmost();
            if (next == Status || !ConsignmentLifecycle.Allows(Status, next)) continue;
            advances.Add(new(Status, next, scan));
            Status = next;
        }
    }

    private ConsignmentStatus Hindmost()
    {
        var hindmost = ConsignmentStatus.Delivered;
        foreach (var parcel in parcels.Values)
            if (Rank(parcel) < Rank(hindmost)) hindmost = parcel;
        return hindmost;
    }

    /// <summary>One parcel in trouble puts the whole consignment in trouble; a returned one is worse than a delivered one.</summary>
    private static int Rank(ConsignmentStatus status) => status switch
    {
        ConsignmentStatus.Exception => 0,
        ConsignmentStatus.HandedOver => 1,
        ConsignmentStatus.InTransit => 2,
        ConsignmentStatus.AtCustoms => 3,
        ConsignmentStatus.OutForDelivery => 4,
        ConsignmentStatus.Returned => 5,
        ConsignmentStatus.Delivered => 6,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A parcel on its way is in none of the earlier states."),
    };
}

/// <param name="Because">The scan that moved it.</param>
internal sealed record Advance(ConsignmentStatus From, ConsignmentStatus To, TrackingEvent Because);
