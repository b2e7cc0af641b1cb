using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;

namespace Entrepot.Unit.Inventory;

/// <summary>What a short order is told: when the goods come, and who has them now.</summary>
public sealed class ShortageTests
{
    private static readonly WarehouseCandidate[] Candidates = [new(new(1), 100, new(new(900, "EUR")), 2), new(new(2), 500, new(new(700, "EUR")), 5)];
    private static readonly DateOnly Monday = new(2026, 11, 9);

    [Fact]
    public void A_shortage_is_expected_on_the_day_that_covers_all_of_it()
    {
        var book = Book(inbound: [(1, 2, Monday), (2, 3, Monday.AddDays(2))]);

        Decide(book, ARequest(1, 4)).Shortages.Single().ExpectedOn.ShouldBe(Monday.AddDays(2));
    }

    [Fact]
    public void Inbound_goods_are_promised_once()
    {
        var book = Book(inbound: [(1, 2, Monday), (2, 3, Monday.AddDays(2))]);

        Decide(book, ARequest(1, 2)).Shortages.Single().ExpectedOn.ShouldBe(Monday);
        Decide(book, ARequest(2, 2)).Shortages.Single().ExpectedOn.ShouldBe(Monday.AddDays(2));
        Decide(book, ARequest(3, 2)).Shortages.Single().ExpectedOn.ShouldBeNull("one piece is left on its way, two are missing");
    }

    [Fact]
    public void Goods_on_their_way_to_a_warehouse_that_cannot_ship_the_order_do_not_count() =>
        Decide(Book(inbound: [(9, 5, Monday)]), ARequest(1, 2)).Shortages.Single().ExpectedOn.ShouldBeNull();

    [Fact]
    public void A_transfer_is_proposed_from_the_warehouse_that_has_most_to_the_best_candidate()
    {
        var book = Book(stock: [(1, 1), (8, 2), (9, 3)]);

        Decide(book, ARequest(1, 3)).Shortages.Single().Transfer.ShouldBe(new TransferProposal(new(9), new(1), new(10), 2));
        Decide(book, ARequest(2, 3)).Shortages.Single().Transfer.ShouldBe(new TransferProposal(new(8), new(1), new(10), 2), "two of the three pieces in 9 are proposed already");
        Decide(book, ARequest(3, 3)).Shortages.Single().Transfer.ShouldBe(new TransferProposal(new(9), new(1), new(10), 1));
        Decide(book, ARequest(4, 3)).Shortages.Single().Transfer.ShouldBeNull();
    }

    [Fact]
    public void An_order_that_asks_again_lets_go_of_what_it_waited_for()
    {
        var book = Book(inbound: [(1, 0, Monday), (2, 3, Monday.AddDays(2))]);
        var waiting = new Dictionary<OrderId, List<Waiting>> { [new(1)] = [new(77, new(10), 2, BackorderSource.Inbound, 1)] };

        var decision = new ReservationBatch(book, new Dictionary<WarehouseId, string>(), new Dictionary<OrderId, List<Held>>(), waiting).Decide([ARequest(1, 2)]).Single();

        decision.Answer.Shortages.Single().ExpectedOn.ShouldBe(Monday);
        decision.Ended.Select(old => old.Id).ShouldBe([77]);
        decision.Claims.ShouldBe([new Claim(new(1), new(10), 2, BackorderSource.Inbound, 1)]);
    }

    private static ReservationAnswer Decide(StockBook book, ReservationRequest request) =>
        new ReservationBatch(book, new Dictionary<WarehouseId, string>(), new Dictionary<OrderId, List<Held>>(), new Dictionary<OrderId, List<Waiting>>()).Decide([request]).Single().Answer;

    private static ReservationRequest ARequest(long order, long quantity) =>
        new(new(order), $"SO-{order}", [new(new(1), new(10), quantity)], Candidates, AllocationStrategy.Nearest, false);

    private static StockBook Book((long Warehouse, long OnHand)[]? stock = null, (long Warehouse, long Quantity, DateOnly On)[]? inbound = null)
    {
        var book = new StockBook();
        foreach (var (warehouse, onHand) in stock ?? []) book.Add(new StockCell(new(10), new(warehouse), onHand, 0, 0));
        var id = 0;
        foreach (var (warehouse, quantity, on) in inbound ?? []) book.Add(new ProductId(10), new InboundCell(new(++id), new(warehouse), on, quantity));
        return book;
    }
}
