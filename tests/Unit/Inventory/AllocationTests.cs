using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;

namespace Entrepot.Unit.Inventory;

/// <summary>Where an order ships from, and why.</summary>
public sealed class AllocationTests
{
    private static readonly Dictionary<WarehouseId, string> Codes = new() { [new(1)] = "SZX", [new(2)] = "LAX", [new(3)] = "FRA", [new(4)] = "BOND" };

    // Warehouse 1 is near and dear, 3 is far and cheap.
    private static readonly WarehouseCandidate[] Candidates = [new(new(1), 100, Freight(900), 2), new(new(2), 500, Freight(700), 5), new(new(3), 9_000, Freight(300), 12)];

    [Theory]
    [InlineData(AllocationStrategy.Nearest, "1:10x2", "SZX is the nearest that has everything.")]
    [InlineData(AllocationStrategy.Cheapest, "3:10x2", "FRA is the cheapest that has everything.")]
    [InlineData(AllocationStrategy.FewestParcels, "3:10x2", "FRA is the cheapest that has everything.")]
    public void Of_several_warehouses_that_have_everything_the_strategy_chooses(AllocationStrategy strategy, string expected, string detail)
    {
        var answer = Allocate("1:10=5 2:10=5 3:10=5", strategy, "10x2");

        Show(answer).ShouldBe(expected);
        answer.Trace.Outcome.ShouldBe("reserved");
        answer.Trace.Detail.ShouldBe(detail);
    }

    [Theory]
    [InlineData(AllocationStrategy.Nearest)]
    [InlineData(AllocationStrategy.Cheapest)]
    [InlineData(AllocationStrategy.FewestParcels)]
    public void One_warehouse_that_has_everything_goes_before_any_split(AllocationStrategy strategy) =>
        Show(Allocate("1:10=1 2:10=1 2:20=1 3:20=1", strategy, "10x1 20x1")).ShouldBe("2:10x1 2:20x1");

    [Fact]
    public void Nearest_takes_what_each_has_from_near_to_far() =>
        Show(Allocate("1:10=2 2:10=2 3:10=5 3:20=1 1:20=1", AllocationStrategy.Nearest, "10x5 20x1")).ShouldBe("3:10x5 3:20x1", "one warehouse has it all");

    [Fact]
    public void A_split_by_distance_begins_at_the_nearest() =>
        Show(Allocate("1:10=2 2:10=2 3:10=4", AllocationStrategy.Nearest, "10x5")).ShouldBe("1:10x2 2:10x2 3:10x1");

    [Fact]
    public void A_split_by_cost_begins_at_the_cheapest() =>
        Show(Allocate("1:10=4 2:10=2 3:10=2", AllocationStrategy.Cheapest, "10x5")).ShouldBe("3:10x2 2:10x2 1:10x1");

    [Fact]
    public void Fewest_parcels_finds_the_pair_that_greed_would_miss()
    {
        var answer = Allocate("1:10=3 1:20=3 2:10=2 2:20=2 3:10=1", AllocationStrategy.FewestParcels, "10x5 20x5");

        Show(answer).ShouldBe("2:10x2 1:10x3 2:20x2 1:20x3", "LAX and SZX together have everything; FRA, the cheapest, would be a third parcel");
        answer.Trace.Outcome.ShouldBe("split");
        answer.Trace.Detail.ShouldBe("No warehouse has everything. Fewest parcels: LAX, SZX.");
    }

    [Fact]
    public void Among_pairs_the_cheaper_one_is_taken() =>
        Show(Allocate("1:10=3 2:10=3 3:10=3", AllocationStrategy.FewestParcels, "10x5")).ShouldBe("3:10x3 2:10x2");

    [Fact]
    public void Two_lines_for_one_product_do_not_count_on_the_same_piece()
    {
        var answer = Allocate("1:10=3", AllocationStrategy.Nearest, "10x2 10x2");

        answer.Allocations.ShouldBeEmpty();
        answer.Shortages.Single().Quantity.ShouldBe(1);
        answer.Shortages.Single().Line.ShouldBe(new OrderLineId(2), "the later line goes short");
    }

    [Fact]
    public void A_short_order_reserves_nothing_unless_it_may_reserve_in_part()
    {
        Allocate("1:10=3", AllocationStrategy.Nearest, "10x5").Allocations.ShouldBeEmpty();

        var inPart = Allocate("1:10=3", AllocationStrategy.Nearest, "10x5", inPart: true);
        Show(inPart).ShouldBe("1:10x3");
        inPart.Trace.Outcome.ShouldBe("in_part");
        inPart.Trace.Detail.ShouldBe("2 of 5 pieces are missing in all candidates; the rest was reserved.");
    }

    [Fact]
    public void Without_a_candidate_everything_is_missing()
    {
        var answer = Decide(Book("1:10=3"), new(new(1), "SO-1", [new(new(1), new(10), 2)], [], AllocationStrategy.Nearest, true)).Answer;

        answer.Shortages.ShouldBe([new Shortage(new(1), new(10), 2, null, null)]);
        answer.Trace.Detail.ShouldBe("No warehouse may ship this order.");
    }

    [Fact]
    public void The_trace_shows_each_warehouse_with_what_it_had_and_what_it_costs()
    {
        var trace = Allocate("1:10=1 2:10=5", AllocationStrategy.Nearest, "10x2").Trace;

        trace.Alternatives.ShouldBe(
        [
            new TraceAlternative("SZX", "freight 9.00 EUR, 100 km, 2 d", "has 1 of 2 pieces", false),
            new TraceAlternative("LAX", "freight 7.00 EUR, 500 km, 5 d", "has everything", true),
            new TraceAlternative("FRA", "freight 3.00 EUR, 9000 km, 12 d", "has none of it", false),
        ]);
    }

    [Fact]
    public void A_warehouse_named_twice_is_the_callers_fault() =>
        Should.Throw<ArgumentException>(() => Decide(Book("1:10=3"), Request("10x1") with { Candidates = [Candidates[0], Candidates[0]] }));

    [Fact]
    public void An_order_twice_in_a_batch_is_the_callers_fault() =>
        Should.Throw<ArgumentException>(() => new ReservationBatch(Book("1:10=3"), Codes, new Dictionary<OrderId, List<Held>>(), new Dictionary<OrderId, List<Waiting>>())
            .Decide([Request("10x1"), Request("10x1")]));

    [Fact]
    public void The_search_for_the_smallest_set_ends_at_its_limit()
    {
        var book = new StockBook();
        var candidates = new List<WarehouseCandidate>();
        for (var i = 1; i <= 40; i++)
        {
            book.Add(new StockCell(new(10), new(i), 1, 0, 0));
            candidates.Add(new(new(i), i, Freight(i), 1));
        }

        var request = Request("10x30", AllocationStrategy.FewestParcels) with { Candidates = candidates };
        Decide(book, request).Answer.Allocations.Count.ShouldBe(30, "no set below thirty covers it; greedy by cost does, without looking at a billion sets");
    }

    [Fact]
    public void Duty_and_tax_count_as_much_as_freight()
    {
        WarehouseCandidate[] candidates =
        [
            new(new(1), 9_000, new(new(300, "EUR"), new(new(250, "EUR"), new(190, "EUR"), new(0, "EUR"))), 12),
            new(new(2), 500, new(new(700, "EUR"), new(new(0, "EUR"), new(0, "EUR"), new(0, "EUR"))), 5),
        ];

        var answer = Decide(Book("1:10=5 2:10=5"), Request("10x1", AllocationStrategy.Cheapest) with { Candidates = candidates }).Answer;

        Show(answer).ShouldBe("2:10x1");
        answer.Trace.Alternatives.Select(one => one.Value).ShouldBe(
        [
            "7.00 EUR: freight 7.00 EUR, duty 0.00 EUR, import tax 0.00 EUR, fees 0.00 EUR, 500 km, 5 d",
            "7.40 EUR: freight 3.00 EUR, duty 2.50 EUR, import tax 1.90 EUR, fees 0.00 EUR, 9000 km, 12 d",
        ]);
    }

    [Theory]
    [InlineData("1:10=5 2:10=5", "2:10x2")]
    [InlineData("1:10=5", "1:10x2")]
    [InlineData("1:10=1 2:10=1 3:10=1", "2:10x1 3:10x1")]
    public void A_warehouse_whose_duty_is_unknown_comes_last_but_may_ship(string stock, string expected)
    {
        WarehouseCandidate[] candidates = [new(new(1), 10, new(new(1, "EUR"), Unquoted: "no code"), 1), new(new(2), 20, Freight(700), 5), new(new(3), 30, Freight(800), 5)];

        foreach (var strategy in new[] { AllocationStrategy.Cheapest, AllocationStrategy.FewestParcels })
        {
            var answer = Decide(Book(stock), Request("10x2", strategy) with { Candidates = candidates }).Answer;
            Show(answer).ShouldBe(expected);
            answer.Trace.Alternatives.Single(one => one.Name == "SZX").Value.ShouldStartWith("freight 0.01 EUR, duty and tax unknown (no code)");
        }
    }

    private static ShippingCost Freight(long minor) => new(new(minor, "EUR"));

    private static ReservationAnswer Allocate(string stock, AllocationStrategy strategy, string demands, bool inPart = false) =>
        Decide(Book(stock), Request(demands, strategy) with { ReserveInPart = inPart }).Answer;

    private static Decision Decide(StockBook book, ReservationRequest request) =>
        new ReservationBatch(book, Codes, new Dictionary<OrderId, List<Held>>(), new Dictionary<OrderId, List<Waiting>>()).Decide([request]).Single();

    private static ReservationRequest Request(string demands, AllocationStrategy strategy = AllocationStrategy.Nearest) => new(
        new(1), "SO-1", [.. demands.Split(' ').Select((demand, i) => new StockDemand(new(i + 1), new(long.Parse(demand.Split('x')[0])), long.Parse(demand.Split('x')[1])))],
        Candidates, strategy, false);

    /// <summary><c>warehouse:product=on hand</c>, separated by blanks.</summary>
    private static StockBook Book(string stock)
    {
        var book = new StockBook();
        foreach (var cell in stock.Split(' ').Select(part => part.Split(':', '=').Select(long.Parse).ToArray()).OrderBy(part => part[1]).ThenBy(part => part[0]))
            book.Add(new StockCell(new(cell[1]), new(cell[0]), cell[2], 0, 0));
        return book;
    }

    private static string Show(ReservationAnswer answer) => string.Join(' ', answer.Allocations.Select(a => $"{a.Warehouse.Value}:{a.Product.Value}x{a.Quantity}"));
}
