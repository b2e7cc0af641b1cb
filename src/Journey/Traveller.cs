using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Rules.Contracts;
using Entrepot.Transport.Contracts;

namespace Entrepot.Journey;

/// <summary>One order on its journey and everything decided about it so far.</summary>
internal sealed class Traveller(BookedOrder order)
{
    private readonly List<TraceEntry> trace = [];
    private readonly List<(string Country, Result<LandedCostQuote> Answer)> quotes = [];

    public BookedOrder Order { get; } = order;
    public IncomingOrder Content => Order.Content;
    public string Currency => Content.Currency;

    /// <summary>The company's own number in the import one-stop shop, where it collected the VAT of this sale itself.</summary>
    public string? OwnIossNumber { get; set; }

    /// <summary>Under which number VAT was collected with the price; null when it was not.</summary>
    public string? IossNumber => Content.IossNumber ?? OwnIossNumber;

    /// <summary>The number that goes with a consignment: the channel's always, our own only on what is cleared under the one-stop shop.</summary>
    public string? IossNumberOf(Part part) => part.LandedCost?.Regime == "eu-ioss" ? IossNumber : Content.IossNumber;

    /// <summary>Where it stands: still travelling while <c>Received</c>.</summary>
    public OrderStatus Status { get; private set; } = OrderStatus.Received;
    public bool IsMoving => Status == OrderStatus.Received;
    public Problem? Held { get; private set; }
    public string HeldAt { get; private set; } = "";
    public IReadOnlyList<TraceEntry> Trace => trace;

    /// <summary>The product of each line, in line order; null for services and unknown codes.</summary>
    public Product?[] Products { get; set; } = [];

    /// <summary>What must be shipped: open goods lines, bundles taken apart. Never empty while moving past the check.</summary>
    public IReadOnlyList<Piece> Pieces { get; set; } = [];
    public string BasketHash { get; set; } = "";
    public RuleOutcome? Rules { get; set; }

    /// <summary>What is due at import if the whole order leaves from a country, for each country that customs was asked about; empty when the warehouses left no choice.</summary>
    public IReadOnlyList<(string Country, Result<LandedCostQuote> Answer)> Quotes => quotes;

    public void Quoted(string country, Result<LandedCostQuote> answer) => quotes.Add((country, answer));

    /// <summary>One part per warehouse, after stock was reserved.</summary>
    public IReadOnlyList<Part> Parts { get; set; } = [];
    public IReadOnlyList<Shortage> Shortages { get; private set; } = [];
    public long? ProfitMinor { get; set; }

    public void Passed(TraceEntry entry) => trace.Add(entry);

    /// <summary>Stops the order for a person, unless somebody has let exactly this reason pass before.</summary>
    /// <returns>Whether it stopped.</returns>
    public bool Hold(string stage, Problem why, TraceEntry? entry = null)
    {
        if (Order.Waived.Contains(why.Code) && !JourneyProblems.CannotWaive.Contains(why.Code))
        {
            trace.Add(new(stage, "waived", $"{why.Code}: {why.Message}"));
            return false;
        }

        trace.Add(entry is null ? new(stage, "held", $"{why.Code}: {why.Message}") : entry with { Outcome = "held" });
        (Status, Held, HeldAt) = (OrderStatus.OnHold, why, stage);
        return true;
    }

    public void Backorder(IReadOnlyList<Shortage> shortages)
    {
        Shortages = shortages;
        Status = OrderStatus.Backordered;
    }

    public void Close(string stage, Sentence why)
    {
        trace.Add(new(stage, "closed", why));
        Status = OrderStatus.Closed;
    }

    public void Allocated() => Status = OrderStatus.Allocated;
}

/// <summary>Pieces of one plain product on one line; a bundle's line gives several.</summary>
/// <param name="AmountMinor">What the buyer pays for them, discounts off; a bundle's price is shared by its parts' cost.</param>
internal readonly record struct Piece(OrderLineId Line, Product Product, long Quantity, long AmountMinor);

/// <summary>What one warehouse ships of an order: one consignment.</summary>
internal sealed class Part(WarehouseSite warehouse, IReadOnlyList<Piece> pieces)
{
    public WarehouseSite Warehouse { get; } = warehouse;
    public IReadOnlyList<Piece> Pieces { get; } = pieces;
    public long GoodsMinor { get; } = pieces.Sum(piece => piece.AmountMinor);

    /// <summary>The share of the shipping that the buyer paid.</summary>
    public long ShippingMinor { get; set; }
    public LandedCostQuote? LandedCost { get; set; }
    public TransportPlan? Transport { get; set; }
}
