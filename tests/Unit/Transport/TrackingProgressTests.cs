using Entrepot.Transport.Contracts;
using Entrepot.Transport.Domain;
using Entrepot.Transport.Tracking;

namespace Entrepot.Unit.Transport;

public sealed class TrackingProgressTests
{
    private static readonly DateTime Monday = new(2026, 11, 2, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_scan_that_comes_late_does_not_take_back_what_happened_after_it()
    {
        var progress = After([At(1, 9, ConsignmentStatus.OutForDelivery)]);

        progress.Take([At(1, 9, ConsignmentStatus.OutForDelivery)], [At(1, 5, ConsignmentStatus.InTransit), At(1, 7, ConsignmentStatus.AtCustoms)]);

        (progress.Status, progress.Parcels[1]).ShouldBe((ConsignmentStatus.OutForDelivery, ConsignmentStatus.OutForDelivery));
        progress.Advances.Select(advance => advance.To).ShouldBe([ConsignmentStatus.OutForDelivery], "nothing is told that no longer holds");
    }

    [Fact]
    public void New_scans_at_the_end_are_told_one_by_one()
    {
        var progress = After([At(1, 9, ConsignmentStatus.OutForDelivery), At(1, 5, ConsignmentStatus.InTransit), At(1, 7, ConsignmentStatus.Exception)]);

        progress.Advances.Select(advance => (advance.From, advance.To)).ShouldBe(
            [(ConsignmentStatus.HandedOver, ConsignmentStatus.InTransit), (ConsignmentStatus.InTransit, ConsignmentStatus.Exception), (ConsignmentStatus.Exception, ConsignmentStatus.OutForDelivery)]);
    }

    [Fact]
    public void The_late_scan_of_the_hindmost_parcel_moves_the_consignment_to_where_it_stands()
    {
        (long, TrackingEvent)[] known = [At(1, 9, ConsignmentStatus.OutForDelivery)];
        var progress = new TrackingProgress(ConsignmentStatus.HandedOver, new Dictionary<long, ConsignmentStatus> { [1] = ConsignmentStatus.OutForDelivery, [2] = ConsignmentStatus.HandedOver });

        progress.Take(known, [At(2, 5, ConsignmentStatus.InTransit)]);

        progress.Status.ShouldBe(ConsignmentStatus.InTransit);
        progress.Advances.ShouldHaveSingleItem().To.ShouldBe(ConsignmentStatus.InTransit);
    }

    [Fact]
    public void A_parcel_that_has_arrived_stays_so()
    {
        var progress = After([At(1, 9, ConsignmentStatus.Delivered)]);

        progress.Take([At(1, 9, ConsignmentStatus.Delivered)], [At(1, 8, ConsignmentStatus.Exception), At(1, 11, ConsignmentStatus.InTransit)]);

        progress.Parcels[1].ShouldBe(ConsignmentStatus.Delivered);
    }

    [Fact]
    public void However_scans_come_in_they_end_where_those_in_order_end()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var dice = new Random(seed);
            var scans = new[] { 1L, 2L }.SelectMany(parcel => AWay(parcel, dice)).ToList();
            var (status, parcels) = EndOf(scans.ConvertAll(scan => new[] { scan }.ToList()));
            var came = scans.SelectMany(scan => Enumerable.Repeat(scan, 1 + dice.Next(5))).ToArray();
            dice.Shuffle(came);

            EndOf([.. came.Chunk(1 + dice.Next(5)).Select(chunk => chunk.ToList())]).ShouldBe((status, parcels), $"seed {seed}");
        }
    }

    /// <summary>Scans of one parcel in their order; only the last one may end its life, as it does in the world.</summary>
    private static IEnumerable<(long Parcel, TrackingEvent Event)> AWay(long parcel, Random dice)
    {
        ConsignmentStatus[] middle = [ConsignmentStatus.InTransit, ConsignmentStatus.AtCustoms, ConsignmentStatus.OutForDelivery, ConsignmentStatus.Exception];
        var hour = 0;
        for (var left = dice.Next(6); left > 0; left--) yield return At(parcel, hour += dice.Next(3), middle[dice.Next(middle.Length)]);
        if (dice.Next(2) == 0) yield return At(parcel, hour + 1, dice.Next(3) == 0 ? ConsignmentStatus.Returned : ConsignmentStatus.Delivered);
    }

    /// <summary>Takes the carrier's answers one after the other, as they are taken until the consignment's life is over.</summary>
    private static (ConsignmentStatus Status, string Parcels) EndOf(List<List<(long Parcel, TrackingEvent Event)>> answers)
    {
        var (status, parcels) = (ConsignmentStatus.HandedOver, new Dictionary<long, ConsignmentStatus> { [1] = ConsignmentStatus.HandedOver, [2] = ConsignmentStatus.HandedOver });
        var known = new List<(long Parcel, TrackingEvent Event)>();
        foreach (var answer in answers)
        {
            if (ConsignmentLifecycle.IsFinal(status)) break;
            var scans = answer.Where(scan => !known.Contains(scan)).Distinct().ToList();
            var progress = new TrackingProgress(status, parcels);
            progress.Take(known, scans);
            (status, parcels) = (progress.Status, progress.Parcels.ToDictionary());
            known.AddRange(scans);
        }

        return (status, $"{parcels[1]}, {parcels[2]}");
    }

    private static TrackingProgress After(IReadOnlyList<(long Parcel, TrackingEvent Event)> scans)
    {
        var progress = new TrackingProgress(ConsignmentStatus.HandedOver, new Dictionary<long, ConsignmentStatus> { [1] = ConsignmentStatus.HandedOver });
        progress.Take([], scans);
        return progress;
    }

    private static (long Parcel, TrackingEvent Event) At(long parcel, int hour, ConsignmentStatus status) => (parcel, new(Monday.AddHours(hour), status, status.ToString(), "", ""));
}
