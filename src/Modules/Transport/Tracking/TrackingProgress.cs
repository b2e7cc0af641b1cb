using Entrepot.Transport.Contracts;
using Entrepot.Transport.Domain;

namespace Entrepot.Transport.Tracking;

/// <summary>
/// What all scans together mean for one consignment: every parcel moves along its own scans, and the consignment is where
/// its hindmost parcel is. Carriers tell scans late and in any order, so the way is gone again from its beginning in the
/// order in which things happened: a scan that comes late does not take back what happened after it. Pure; the caller
/// stores the outcome.
/// </summary>
/// <param name="parcels">Where each parcel stands. One that has arrived or came back stays so, whatever is told later.</param>
internal sealed class TrackingProgress(ConsignmentStatus status, IReadOnlyDictionary<long, ConsignmentStatus> parcels)
{
    private readonly Dictionary<long, ConsignmentStatus> parcels = new(parcels);
    private readonly List<Advance> advances = [];

    public ConsignmentStatus Status { get; private set; } = status;

    /// <summary>The consignment's moves, in order.</summary>
    public IReadOnlyList<Advance> Advances => advances;

    public IReadOnlyDictionary<long, ConsignmentStatus> Parcels => parcels;

    /// <param name="known">The scans that were taken before, of any parcels, in any order.</param>
    /// <param name="events">The new ones.</param>
    public void Take(IEnumerable<(long Parcel, TrackingEvent Event)> known, IReadOnlyList<(long Parcel, TrackingEvent Event)> events)
    {
        // Two scans of one moment are ordered by what they say, so that it does not matter which was told first.
        var way = known.Select(scan => (scan.Parcel, scan.Event, IsNew: false)).Concat(events.Select(scan => (scan.Parcel, scan.Event, IsNew: true)))
            .OrderBy(scan => scan.Event.At).ThenBy(scan => scan.Event.Status).ThenBy(scan => scan.Event.Code, StringComparer.Ordinal).ThenBy(scan => scan.Event.Text, StringComparer.Ordinal)
            .ToList();
        var moves = Replay(way, out var places);
        foreach (var (parcel, place) in places)
            if (ConsignmentLifecycle.Allows(parcels[parcel], place)) parcels[parcel] = place;

        // What is new at the end is told step by step. What came late is told only where it changes how things stand.
        var latestKnown = way.FindLastIndex(scan => !scan.IsNew);
        foreach (var (at, to) in moves)
            if (at > latestKnown) MoveTo(to, way[at].Event);
        if (moves.Count > 0) MoveTo(moves[^1].To, way[moves[^1].At].Event);
    }

    /// <summary>The consignment's moves, each with the number of the scan that caused it.</summary>
    private List<(int At, ConsignmentStatus To)> Replay(List<(long Parcel, TrackingEvent Event, bool IsNew)> way, out Dictionary<long, ConsignmentStatus> places)
    {
        var moves = new List<(int, ConsignmentStatus)>();
        var whole = ConsignmentStatus.HandedOver;
        places = parcels.Keys.ToDictionary(parcel => parcel, _ => ConsignmentStatus.HandedOver);
        for (var at = 0; at < way.Count; at++)
        {
            var (parcel, scan, _) = way[at];
            if (!ConsignmentLifecycle.Allows(places[parcel], scan.Status)) continue; // Kept as an event, but no move.
            places[parcel] = scan.Status;
            var next = Hindmost(places.Values);
            if (!ConsignmentLifecycle.Allows(whole, next)) continue;
            moves.Add((at, next));
            whole = next;
        }

        return moves;
    }

    private void MoveTo(ConsignmentStatus next, TrackingEvent because)
    {
        if (!ConsignmentLifecycle.Allows(Status, next)) return; // It is there already, or its life is over.
        advances.Add(new(Status, next, because));
        Status = next;
    }

    private static ConsignmentStatus Hindmost(IEnumerable<ConsignmentStatus> places)
    {
        var hindmost = ConsignmentStatus.Delivered;
        foreach (var place in places)
            if (Rank(place) < Rank(hindmost)) hindmost = place;
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
