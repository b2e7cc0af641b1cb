using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Warehouse;

public sealed class PickPathTests
{
    [Fact]
    public void A_walk_goes_up_one_row_and_down_the_next()
    {
        var (order, _) = PickPath.Plan([ABin(1, 1), ABin(1, 9), ABin(2, 1), ABin(2, 9)], 10_000);

        order.ShouldBe([0, 1, 3, 2]);
    }

    [Fact]
    public void A_row_with_one_near_stop_is_not_walked_to_its_end()
    {
        // Both stops lie near the station: going round the far end would be a detour.
        var (_, length) = PickPath.Plan([ABin(1, 1), ABin(2, 1)], 50_000);

        length.ShouldBe((1_000 + 1_000) + (1_000 + 1_000 + 1_000) + (1_000 + 2_000));
    }

    [Fact]
    public void A_planned_walk_is_never_longer_than_the_given_order_and_visits_every_bin_once() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(byte Row, byte Place)[]>(), places =>
        {
            var bins = places.Select(place => ABin(place.Row % 12, place.Place % 40)).ToList();
            var (order, length) = PickPath.Plan(bins, 40_000);

            length.ShouldBeLessThanOrEqualTo(PickPath.Length(bins, 40_000));
            length.ShouldBe(PickPath.Length([.. order.Select(i => bins[i])], 40_000));
            order.Order().ShouldBe(Enumerable.Range(0, bins.Count));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Planning_saves_most_of_the_way_that_codes_in_alphabetical_order_would_take()
    {
        // Thirty stops strewn over ten rows, by a fixed rule.
        var bins = Enumerable.Range(0, 30).Select(i => ABin(i * 7 % 10, i * 11 % 25)).ToList();
        var (_, length) = PickPath.Plan(bins, 25_000);

        length.ShouldBeLessThan(PickPath.Length(bins, 25_000) / 2);
    }

    private static Bin ABin(int row, int metres) => new(new((row * 1_000) + metres), new(1), "A", row, metres, 1, row * 1_000, metres * 1_000);
}
